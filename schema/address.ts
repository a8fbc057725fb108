import type { Selection } from '../src/query/selection.ts'
import type { TableArguments } from './subject.ts'

/** The address under /data that answers the same table; relative to the server. */
export const addressOf = ({ subject, where, areas, years, vintage, survey, acrossBreaks, warehouse }: Selection, args: TableArguments, language: string, format: string): string => {
  const [change] = Object.entries(args.transform ?? {}).filter(([, value]) => typeof value === 'number')
  const parameters: readonly (readonly [string, string | null])[] = [
    ['indicators', args.indicators.join(',')],
    ['by', args.by.join(',') || null],
    ['at', args.at ?? null],
    ['year', years?.join(',') ?? null],
    ['area', areas.map(({ code }) => code).join(',') || null],
    ['vintage', vintage === warehouse.geography.defaultVintage ? null : String(vintage)],
    ['survey', survey],
    ...[...where].map(([id, members]) => [id, members.join(',')] as const),
    ['estimator', args.estimator ?? null],
    ['across_breaks', acrossBreaks ? 'true' : null],
    ['transform', change ? `${change[0] === 'indexTo' ? 'index_to' : change[0]}:${String(change[1])}` : null],
    ['having', (args.having ?? []).map(({ column, min, max }) => `${column}:${min ?? ''}:${max ?? ''}`).join(',') || null],
    ['order_by', (args.orderBy ?? []).map(({ column, descending }) => `${descending ? '-' : ''}${column}`).join(',') || null],
    ['limit', args.limit?.toString() ?? null],
    ['offset', args.offset?.toString() ?? null],
    ['language', language],
    ['release', warehouse.key],
  ]
  const query = parameters.flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`])).join('&')
  return `/data/${subject.id}.${format}?${query}`
}
