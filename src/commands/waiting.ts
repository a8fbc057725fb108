/** Told of who writes to the data directory now, so that nobody wonders. */
export const waitFor = (pid: number | string | null): void =>
  void process.stderr.write(`waiting for ${pid === null ? 'another process' : `process ${pid}`}, which writes to the data directory\n`)
