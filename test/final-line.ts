import type { Reporter, TestModule } from 'vitest/node'

/** Prints `N passed, N failed` (and what was skipped) as the very last line; a file that does not load counts as failed. */
export default class FinalLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0
    let failed = unhandled.length
    let skipped = 0
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else skipped += 1
      }
      for (const suite of module.children.allSuites()) failed += suite.errors().length
    }
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    // At the end of the process, after every other reporter has had its say.
    process.once('exit', () => console.log(line))
  }
}
