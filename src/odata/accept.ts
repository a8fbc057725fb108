import { userError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'
import { wrong } from './refusal.ts'

/** How much an answer says of itself. */
export type Detail = 'minimal' | 'full' | 'none'
const details: readonly Detail[] = ['minimal', 'full', 'none']

/** `application/json;odata.metadata=full`, `json`, and their like. Parameters of theirs that change nothing here are passed over. */
const detailIn = (mediaType: string): string | null => {
  const [type = '', ...parameters] = mediaType.split(';').map((part) => part.trim().toLowerCase())
  if (!['json', 'application/json', 'application/*', '*/*'].includes(type)) return null
  return parameters.flatMap((one) => /^(?:odata\.)?metadata=(\w+)$/.exec(one)?.[1] ?? [])[0] ?? 'minimal'
}

/** The form of an answer of rows. `$format` wins over Accept; what neither JSON nor anything is accepted for is 406. */
export const detailOf = (format: string | undefined, accept: string | undefined): Detail => {
  if (format !== undefined) {
    const detail = detailIn(format)
    if (detail === null) throw wrong('$format', `'${format}' came; ${allowed(format, ['json', ...details.map((one) => `application/json;odata.metadata=${one}`)])}. Other formats of the same numbers are under /data`)
    return checked(detail, '$format')
  }
  if (accept === undefined || accept.trim() === '') return 'minimal'
  const wanted = accept.split(',').map((range) => ({ range, weight: Number(/;\s*q=([\d.]+)/i.exec(range)?.[1] ?? 1) })).filter(({ weight }) => weight > 0)
  const [best] = wanted.sort((a, b) => b.weight - a.weight).flatMap(({ range }) => detailIn(range) ?? [])
  // A browser asks for pages and is shown the JSON.
  if (best === undefined && !/text\/(html|plain)/i.test(accept)) throw notAcceptable(accept)
  return checked(best ?? 'minimal', 'Accept')
}

const checked = (detail: string, target: string): Detail => {
  const found = details.find((one) => one === detail)
  if (!found) throw wrong(target, `odata.metadata is '${detail}'; ${allowed(detail, details)}`)
  return found
}

/** `$metadata` is XML for every Accept, for most programs ask for it with that of rows. */
export const refuseJsonMetadata = (format: string | undefined): void => {
  if (format !== undefined && !/^(application\/)?xml(;|$)/i.test(format.trim())) throw wrong('$format', `'${format}' came; $metadata is there as xml`)
}

/** Throws a user error for a client that speaks no OData 4. */
export const refuseVersions = (headers: Readonly<Record<string, string | undefined>>): void => {
  const most = headers['odata-maxversion']
  if (most !== undefined && Number.parseFloat(most) < 4) throw wrong('OData-MaxVersion', `${most} came; this service speaks OData 4.0`)
  const sent = headers['odata-version']
  if (sent !== undefined && !/^4(\.0|\.01)?$/.test(sent.trim())) throw wrong('OData-Version', `${sent} came; this service speaks OData 4.0`)
}

/** Rows of a page that a client prefers; null where it does not say. What it prefers besides is not heeded, as it may be. */
export const pageSizeIn = (prefer: string | undefined): number | null => {
  const [, size] = /(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*"?(\d{1,9})"?/i.exec(prefer ?? '') ?? []
  return size === undefined || Number(size) === 0 ? null : Number(size)
}

const notAcceptable = (accept: string) =>
  userError(`Accept: '${accept}' came; this service answers with JSON (application/json); Atom was of OData 1 to 3`, { code: 'NOT_ACCEPTABLE', target: 'Accept', http: { status: 406 } })
