#!/usr/bin/env node
// CommonJS on purpose: libuv reads its pool size once, at the first asynchronous call, and loading an ES module is one.
// DuckDB runs every call on that pool; with the default of 4, four long queries would stop file and network access too.
process.env.UV_THREADPOOL_SIZE ??= '16'

import('tsx/esm/api') // tsx: MIT, runs src/ as it stands, so that no compiled copy can be older than its source
  .then(({ register }) => {
    register()
    return import('../src/cli.ts')
  })
  .then(({ main }) => main(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code
  })
