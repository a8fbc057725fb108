/** Days since 1970-01-01 of a date such as 2024-01-01. */
export const daysOf = (date: string): number => Date.parse(date) / 86_400_000
