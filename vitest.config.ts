import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Node takes graphql's CommonJS build, vite would take its ESM build: two copies of one class do not know each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/shipped/build.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // No test changes what a module holds; reading the program anew for every file took a quarter of the time.
    isolate: false,
    // vitest leaves a core free; of two that is half. Two files at a time took three quarters of the time of one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './test/final-line.ts'],
  },
})
