import { userError } from '../src/errors.ts'
import { fieldName } from '../src/model/names.ts'
import { unknownArea } from '../src/query/unknown-area.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import { answersOf } from './answer.ts'
import { checkLevel } from '../src/series/grid.ts'
import { areaLevels, described } from './enums.ts'
import { inSchema, releaseAsked, releaseWords } from './release-asked.ts'
import { selectIn, type SubjectTypes } from './subject.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import type { AreaNode } from './nodes.ts'

const vintageOf = ({ geography }: Warehouse, vintage: number | null | undefined): number => {
  const [first, last] = geography.vintages
  if (typeof vintage === 'number' && (vintage < first || vintage > last))
    throw userError(`vintage: borders of ${vintage} are not known; known are those of ${first} to ${last}`)
  return vintage ?? geography.defaultVintage
}

/** An area by code; null where there is none in these borders. */
export const areaIn = (warehouse: Warehouse, code: string, vintage?: number | null): AreaNode | null => {
  const area = warehouse.geography.find(code, vintageOf(warehouse, vintage))
  return area ? { warehouse, area } : null
}

type AreasArguments = { readonly level: string; readonly within?: string | null; readonly vintage?: number | null; readonly search?: string | null }

const areasIn = (warehouse: Warehouse, { level, within, vintage, search }: AreasArguments): AreaNode[] => {
  const { geography } = warehouse
  checkLevel(warehouse, 'level', level)
  const year = vintageOf(warehouse, vintage)
  const parent = within ? geography.find(within, year) : null
  if (within && !parent) throw userError(`within: ${unknownArea(warehouse, within, year)}`)
  const areas = parent ? geography.children(parent, level) : geography.atLevel(level, year)
  const words = search?.trim().toLowerCase() ?? ''
  return areas.filter(({ code, name }) => code.toLowerCase().startsWith(words) || name.toLowerCase().includes(words)).map((area) => ({ warehouse, area }))
}

export const addArea = ({ builder, model, nodes, enums }: Kit, subjects: readonly SubjectTypes[]): void => {
  nodes.AreaChange.implement({
    description: 'What became of an area, or what it was made from.',
    fields: (t) => ({
      year: t.exposeInt('year', { description: 'The first year of the new borders.' }),
      from: t.exposeID('from', { description: 'Code before.' }),
      to: t.exposeID('to', { description: 'Code after.' }),
      share: t.exposeFloat('share', { description: 'Share of the old area’s inhabitants, 0 to 1.' }),
      direct: t.exposeBoolean('direct', { description: 'True where the old area had ended before: it lies here since, whatever it was part of in between.' }),
    }),
  })
  const levels = new Set(areaLevels(model).map(({ id }) => id))
  const population = (model.geography?.populationDimensions ?? []).flatMap((id) => {
    const members = enums.members.get(id)
    return members ? [{ id, members }] : []
  })
  builder.node(nodes.Area, {
    description: 'A place in the borders of one year.',
    id: { resolve: ({ area }) => `${area.vintage}:${area.code}` },
    loadOne: (id: string, context: Context) => {
      const [, year, code = ''] = /^(\d{4}):(.+)$/.exec(id) ?? []
      const { geography } = context.warehouse
      const [first, last] = geography.vintages
      const area = first <= Number(year) && Number(year) <= last ? geography.find(code, Number(year)) : undefined
      return area ? { warehouse: context.warehouse, area } : null
    },
    fields: (t) => ({
      code: t.id({ resolve: ({ area }) => area.code }),
      name: t.string({ resolve: ({ area }) => area.name }),
      level: t.field({ type: enums.AreaLevel, resolve: ({ warehouse, area }) => inSchema(levels, area.level, 'level', warehouse) }),
      vintage: t.int({ description: 'The year whose borders are meant.', resolve: ({ area }) => area.vintage }),
      parents: t.field({ type: [nodes.Area], description: 'Every area this one lies in, nearest first, the country last.', resolve: ({ warehouse, area }) => warehouse.geography.parents(area).map((one) => ({ warehouse, area: one })) }),
      children: t.field({
        type: [nodes.Area],
        description: 'Areas directly below, or those of `level` that share a base unit with it.',
        args: { level: t.arg({ type: enums.AreaLevel }) },
        resolve: ({ warehouse, area }, { level }) => warehouse.geography.children(area, level ?? undefined).map((one) => ({ warehouse, area: one })),
      }),
      predecessors: t.field({ type: [nodes.AreaChange], description: 'The changes of borders that led to it, over all years, oldest first.', resolve: ({ warehouse, area }) => [...warehouse.geography.predecessors(area)] }),
      successors: t.field({ type: [nodes.AreaChange], description: 'The changes of borders after its vintage, its own and those of what it became, oldest first.', resolve: ({ warehouse, area }) => [...warehouse.geography.successors(area)] }),
      population: t.int({
        nullable: true,
        description: 'Inhabitants on 1 January of `year` (default: of the vintage); null where unknown in these borders. Above the base level it includes shares of what was divided.',
        args: { year: t.arg.int(), ...Object.fromEntries(population.map(({ id, members }) => [fieldName(id), t.arg({ type: members })])) },
        resolve: ({ warehouse, area }, args, context) => {
          const given = args as Readonly<Record<string, unknown>>
          const members = Object.fromEntries(population.flatMap(({ id }) => (typeof given[fieldName(id)] === 'string' ? [[id, given[fieldName(id)] as string]] : [])))
          return context.loaders(warehouse).population.load({ area, year: args.year ?? area.vintage, members })
        },
      }),
      answers: t.field({
        type: [nodes.Answer],
        description: 'What this unit itself reported, beside the wording of the question. Empty for areas that do not answer themselves.',
        args: { year: t.arg.int(), survey: t.arg.id() },
        resolve: async ({ warehouse, area }, { year, survey }, context) => {
          if (survey && !warehouse.model.surveys.some(({ id }) => id === survey))
            throw userError(`survey: ${survey} is no survey; surveys are ${warehouse.model.surveys.map(({ id }) => id).join(', ')}`)
          return answersOf({ code: area.code, owner: null, year: year ?? null, survey: survey ?? null }, warehouse, context)
        },
      }),
      ...Object.fromEntries(
        subjects.map(({ subject, dimensions, Filter, Answer }) => [
          fieldName(subject.id),
          t.field({
            type: Answer,
            description: `${described(subject.label)}, narrowed to this area.`,
            args: { where: t.arg({ type: Filter }) },
            resolve: ({ warehouse, area }, { where }) => selectIn(warehouse, subject.id, dimensions, where, area),
          }),
        ]),
      ),
    }),
  })
  builder.queryFields((t) => ({
    area: t.field({
      type: nodes.Area,
      nullable: true,
      description: 'An area by code; null where there is none in the borders of `vintage`.',
      args: { code: t.arg.id({ required: true }), vintage: t.arg.int(), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { code, vintage, release }, context) => areaIn(await releaseAsked(context, release), code, vintage),
    }),
    areas: t.field({
      type: [nodes.Area],
      description: 'Areas of a level, by code.',
      args: { level: t.arg({ type: enums.AreaLevel, required: true }), within: t.arg.id({ description: 'Code of an area they lie in.' }), vintage: t.arg.int(), search: t.arg.string({ description: 'Start of the code or part of the name.' }), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, args, context) => areasIn(await releaseAsked(context, args.release), args),
    }),
  }))
}
