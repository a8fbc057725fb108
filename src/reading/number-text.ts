/** The shortest decimal text that reads back as the same number, never with an exponent: `12.5`, `0.0000001`. */
export const numberText = (value: number): string => {
  const short = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short)
  if (parts === null) return short
  const [, sign = '', first = '', rest = '', exponent = ''] = parts
  const power = Number(exponent)
  const digits = first + rest
  return power < 0 ? `${sign}0.${'0'.repeat(-power - 1)}${digits}` : sign + digits.padEnd(power + 1, '0')
}
