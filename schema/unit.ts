import type { Kit } from './kit.ts'
import { answersOf } from './answer.ts'
import { areaIn } from './area.ts'
import { pageOf } from './page.ts'

/** Who answered in a wave: so that answers of units that are no areas, such as projects, can be read too. */
export const addUnit = ({ builder, nodes }: Kit): void => {
  nodes.WaveUnit.implement({
    description: 'Who answers: an area, or whatever else the survey asks.',
    fields: (t) => ({
      code: t.id({ resolve: ({ code }) => code }),
      area: t.field({
        type: nodes.Area,
        nullable: true,
        description: 'In the borders of the wave; null where the unit is no area.',
        resolve: ({ warehouse, wave, code }) => {
          const survey = warehouse.model.surveys.find(({ id }) => id === wave.survey)
          const [first, last] = warehouse.geography.vintages
          return survey?.unit.kind === 'area' ? areaIn(warehouse, code, Math.min(Math.max(wave.year, first), last)) : null
        },
      }),
      answers: t.field({
        type: [nodes.Answer],
        description: 'What it said in this wave; null values where not public.',
        resolve: ({ warehouse, wave, code }, _, context) => {
          const survey = warehouse.model.surveys.find(({ id }) => id === wave.survey)
          return answersOf({ code, owner: survey?.unit.kind === 'area' ? null : wave.survey, year: wave.year, survey: wave.survey }, warehouse, context)
        },
      }),
    }),
  })
  builder.objectField(nodes.Wave, 'units', (t) =>
    t.connection(
      {
        type: nodes.WaveUnit,
        description: 'Units that answered, by code; 50 at a time where `first` is left out.',
        resolve: async ({ warehouse, wave }, args, context) => {
          const codes = await context.loaders(warehouse).units.load(wave)
          const page = { ...args, first: args.first ?? (args.last == null ? 50 : null) }
          return pageOf(codes.map((code) => ({ warehouse, wave, code })), ({ code }) => code, page)
        },
      },
      { name: 'WaveUnitConnection' },
      { name: 'WaveUnitEdge' },
    ),
  )
}
