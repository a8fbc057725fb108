/** One line on a terminal that is written over; nothing where stderr is a file or a pipe. */
export const createProgress = (stream: NodeJS.WriteStream = process.stderr) => {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text.slice(0, (stream.columns || 80) - 1)}`)
  }
  return { say: write, end: () => write('') }
}
export type Progress = ReturnType<typeof createProgress>
