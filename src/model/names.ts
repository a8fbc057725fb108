/** `age_group` -> `ageGroup`: a field or argument in GraphQL. */
export function fieldName(id: string): string {
  return id.replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('_', '')
}

/** `age_group` -> `AgeGroup`: a type in GraphQL. */
export function typeName(id: string): string {
  const field = fieldName(id)
  return field.charAt(0).toUpperCase() + field.slice(1)
}

/** `age_group` -> `AGE_GROUP`: an enum value in GraphQL. The ids of file formats may have other signs: `sdmx.csv` -> `SDMX_CSV`. */
export function enumName(id: string): string {
  return id.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_')
}

/** `mean_wait_weeks` -> `Mean wait weeks`: what stands in where nobody wrote a label. */
export function words(id: string): string {
  const spaced = id.replaceAll('_', ' ').trim()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
