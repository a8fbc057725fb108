import { z } from 'zod'
import { checkShape } from './check-shape.ts'
import { id, missing, shape, text, year } from './shape.ts'

const level = shape('a level', { id, label: text })

export const geographyShape = shape('geography', {
  country: z.string().min(1),
  base: id,
  vintage: year,
  levels: z.array(level).min(1),
  population_source: z.string().min(1).optional(),
  changes_source: z.string().min(1).optional(),
})

const webAddress = z.url({ protocol: /^https?$/ })

/** The themes of data that Europe's portals sort by. */
export const dataThemes = ['AGRI', 'ECON', 'EDUC', 'ENER', 'ENVI', 'GOVE', 'HEAL', 'INTR', 'JUST', 'REGI', 'SOCI', 'TECH', 'TRAN'] as const

export const catalogueShape = shape('catalogue', {
  publisher: text.optional(),
  publisher_url: webAddress.optional(),
  licence_url: webAddress.optional(),
  themes: z.array(z.enum(dataThemes)).optional(),
  places: z.array(webAddress).optional(),
})

const least = z.int().min(0)

/** model.yaml */
export const modelShape = shape('model.yaml', {
  id,
  title: text,
  languages: z.array(z.string().min(1)).min(1).optional(),
  notice: text.optional(),
  licence: z.string().min(1).optional(),
  contact: z.string().min(1).optional(),
  catalogue: catalogueShape.optional(),
  size_groups: z.array(z.number().positive()).optional(),
  geography: geographyShape.optional(),
  missing: missing.optional(),
  disclosure: shape('disclosure', { persons: least.optional(), denominator: least.optional(), respondents: least.optional(), unanimous: least.optional() }).optional(),
  checks: z.array(checkShape).optional(),
})
export type ModelShape = z.infer<typeof modelShape>
