import { expect, test } from 'vitest'
import type { Language } from '../../src/i18n/say.js'
import { ClockProvider } from '../../src/ui/screen/hooks.js'
import type { Leave } from '../../src/ui/screen/step.js'
import { cell } from '../../src/wizard/cell.js'
import { Watch } from '../../steps/watch.js'
import { fakeRun, standingClock } from './install/fake-run.js'
import { at, runStarted, START_MS, started, THREE } from './install/organisations.js'
import { expectFrame, showTree } from './show-step.js'

const size = { columns: 80, rows: 24 }

function showWatch(language: Language = 'en') {
  const run = fakeRun({ events: [runStarted(THREE), started('h3 package:', 2)] })
  const left: Leave[] = []
  const shown = showTree(
    <ClockProvider clock={standingClock(START_MS + 8000)}>
      <Watch
        topology={THREE}
        run={run}
        folder="/home/ops/acme"
        language={cell(language)}
        paint={(_meaning, text) => text}
        charset="box"
        asTyped={(sentence) => sentence}
        terminal={{ stdin: process.stdin, stdout: process.stdout }}
        signal={new AbortController().signal}
        onLeave={(how) => left.push(how)}
      />
    </ClockProvider>,
    size,
  )
  return { ...shown, run, left }
}

for (const language of ['en', 'zh'] as const) {
  test(`a run of somebody else has the screen of an installation, in ${language}`, async () => {
    const shown = showWatch(language)
    expectFrame(`watch-${language}-80x24`, await shown.shows('10.0.0.12'), size)
  })
}

test('leaving ends the watching and nothing else', async () => {
  const { press, left, run } = showWatch()
  await press('q')
  expect(left).toEqual([{ kind: 'quit' }])
  await press('d')
  expect(left.at(-1)).toEqual({ kind: 'detach', folder: '/home/ops/acme' })
  expect(run.asked).toEqual([])
})

test('it can be asked to stop from here', async () => {
  const { press, run, shows } = showWatch()
  await press('CtrlC')
  await shows('Finish the 1 running action and stop')
  await press('Down', 'Enter')
  expect(run.asked).toEqual(['stop'])
})

test('Ctrl-C twice only ends the watching', async () => {
  const { press, left, run, shows } = showWatch()
  await press('CtrlC')
  await shows('Leave this screen; the run goes on')
  await press('CtrlC')
  expect(left).toEqual([{ kind: 'detach', folder: '/home/ops/acme' }])
  expect(run.asked).toEqual([])
})

test('once it is over it says so, and Enter leaves', async () => {
  const { press, run, left, shows } = showWatch()
  run.happens({ type: 'run-finished', at: at(9), outcome: 'done', halfDone: [] })
  await shows('It is over. Enter leaves')
  await press('Enter')
  expect(left).toEqual([{ kind: 'quit' }])
})
