const bar = 20

/** One line on a terminal that is written over; nothing where stderr is a file or a pipe. `part`: how much of it is done, 0..1. */
export const createProgress = (stream: NodeJS.WriteStream = process.stderr) => {
  let last = ''
  const write = (text: string) => {
    if (!stream.isTTY || text === last) return
    last = text
    stream.write(`\r\u001b[K${text.slice(0, (stream.columns || 80) - 1)}`)
  }
  const say = (text: string, part?: number) => {
    if (part === undefined) return write(text)
    const share = Math.min(1, Math.max(0, part))
    const drawn = '█'.repeat(Math.round(share * bar)).padEnd(bar, '░')
    const room = (stream.columns || 80) - bar - 8
    write(`${text.slice(0, room)} ${drawn} ${String(Math.floor(share * 100)).padStart(3)} %`)
  }
  return { say, end: () => write('') }
}
export type Progress = ReturnType<typeof createProgress>
