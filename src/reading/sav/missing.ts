/** Whether the file declares a number as missing: a range, with or without one value beside it, or up to three values. */
export const missingNumber = (range: boolean, values: readonly number[]): ((value: number) => boolean) => {
  if (values.length === 0) return () => false
  if (!range) return (value) => values.includes(value)
  const [low = 0, high = 0, ...single] = values
  // LOWEST and HIGHEST are the outermost numbers there are, so that they need no word of their own.
  return (value) => (value >= low && value <= high) || single.includes(value)
}

/** The same of a text, whose blanks at the end do not count. An empty text is empty. */
export const missingText = (values: readonly string[]): ((value: string) => boolean) => {
  const declared = new Set(values.filter((value) => value !== ''))
  return declared.size === 0 ? () => false : (value) => declared.has(value)
}
