import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one plain line that counts what really ran. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const count = (state: string) => states.filter((one) => one === state).length
    const brokenFiles = modules.filter(
      (module) => module.state() === 'failed' && !hasFailedTest(module),
    ).length
    const failed = count('failed') + brokenFiles + unhandledErrors.length
    const skipped = count('skipped') + count('pending')
    console.log(`\n${count('passed')} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
  }
}

function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests()].some((test) => test.result().state === 'failed')
}
