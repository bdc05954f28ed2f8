import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Text } from 'ink'
import { render } from 'ink-testing-library'
import type { ReactElement } from 'react'
import stringWidth from 'string-width'
import { expect, onTestFinished } from 'vitest'
import type { Charset } from '../../src/ui/charset.js'
import { type Clock, ClockProvider } from '../../src/ui/screen/hooks.js'
import type { Leave, Step } from '../../src/ui/screen/step.js'
import { cell } from '../../src/wizard/cell.js'
import type { Draft } from '../../src/wizard/draft.js'
import { type Learned, nothingLearned } from '../../src/wizard/learned.js'
import { STEPS, type StepId } from '../../src/wizard/steps.js'
import type { Workbench } from '../../src/wizard/workbench.js'
import { App } from '../../steps/app.js'

/** A terminal of a size with something on it: keys go in, the frame is looked at. */
export interface Shown {
  /** What is on the screen, row by row, without colours and without blanks at the end of a row. */
  readonly frame: () => string
  /** The same with all that a terminal would be told. */
  readonly raw: () => string
  /** A key of `KEYS`, or text to type or paste as it is. */
  readonly press: (...keys: readonly string[]) => Promise<void>
  /** Waits until that is on the screen, and gives the frame. */
  readonly shows: (text: string | RegExp) => Promise<string>
  readonly resize: (columns: number, rows: number) => void
  readonly unmount: () => void
}

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Esc: '\u001b',
  Up: '\u001b[A',
  Down: '\u001b[B',
  Right: '\u001b[C',
  Left: '\u001b[D',
  PageUp: '\u001b[5~',
  PageDown: '\u001b[6~',
  Home: '\u001b[H',
  End: '\u001b[F',
  Tab: '\t',
  BackTab: '\u001b[Z',
  Backspace: '\u007f',
  CtrlC: '\u0003',
  CtrlL: '\u000c',
  CtrlR: '\u0012',
  CtrlU: '\u0015',
}

export function showTree(tree: ReactElement, size: { columns: number; rows: number }): Shown {
  const { stdout, stdin, lastFrame, rerender, unmount } = render(<Text> </Text>)
  // One that stays goes on drawing, and takes its time from whatever is shown next.
  onTestFinished(unmount)
  const resize = (columns: number, rows: number) => {
    Object.defineProperty(stdout, 'columns', { value: columns, configurable: true })
    Object.defineProperty(stdout, 'rows', { value: rows, configurable: true })
    stdout.emit('resize')
  }
  resize(size.columns, size.rows)
  rerender(tree)
  const raw = () => lastFrame() ?? ''
  const frame = () =>
    stripVTControlCharacters(raw())
      .split('\n')
      .map((row) => row.trimEnd())
      .join('\n')
  return {
    frame,
    raw,
    resize,
    unmount,
    press: async (...keys) => {
      for (const key of keys) {
        // Effects that listen to the keyboard are in place once React has done its work.
        await settled()
        stdin.write(KEYS[key] ?? key)
        await settled()
      }
    },
    shows: async (text) => {
      const isThere = () => (typeof text === 'string' ? frame().includes(text) : text.test(frame()))
      // Frames come with the event loop; on a busy machine each of its turns takes longer, not more of them.
      for (let i = 0; i < 10_000 && !isThere(); i++) await turn(i < 50 ? 0 : 2)
      if (!isThere()) throw new Error(`the screen does not show ${text}, but:\n${frame()}`)
      return frame()
    },
  }
}

export interface ShownStep extends Shown {
  readonly draft: () => Draft
  readonly learned: Learned
  readonly left: readonly Leave[]
}

/** One step, or several, in the wizard around them. */
export function showStep(
  steps: Readonly<Partial<Record<StepId, Step>>>,
  given: {
    draft: Draft
    bench: Workbench
    learned?: Learned
    columns?: number
    rows?: number
    charset?: Charset
    asTyped?: (sentence: string) => string
    clock?: Clock
  },
): ShownStep {
  const draft = cell(given.draft)
  const learned = given.learned ?? nothingLearned(new AbortController().signal)
  const left: Leave[] = []
  const tree = (
    <App
      steps={steps}
      draft={draft}
      learned={learned}
      bench={given.bench}
      paint={(_meaning, text) => text}
      charset={given.charset ?? 'box'}
      asTyped={given.asTyped ?? ((sentence) => sentence)}
      onLeave={(how) => left.push(how)}
    />
  )
  const timed = given.clock === undefined ? tree : <ClockProvider clock={given.clock}>{tree}</ClockProvider>
  const shown = showTree(timed, { columns: given.columns ?? 80, rows: given.rows ?? 24 })
  return { ...shown, draft: draft.get, learned, left }
}

/**
 * Compares a frame with the one kept in `test/steps/frames/<name>.txt`, row by row, and with the rules that hold for
 * every frame. `UPDATE_FRAMES=1` writes them anew: look at the difference before it is committed.
 */
export function expectFrame(name: string, frame: string, size: { columns: number; rows: number }): void {
  const rows = frame.split('\n')
  expect(rows.filter((row) => stringWidth(row) > size.columns)).toEqual([])
  expect(rows.length).toBeLessThan(size.rows)
  const path = join(import.meta.dirname, 'frames', `${name}.txt`)
  if (process.env.UPDATE_FRAMES === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${frame}\n`)
  }
  expect(existsSync(path), `${path} is there`).toBe(true)
  expect(frame).toBe(readFileSync(path, 'utf8').replace(/\n$/, ''))
}

/** A draft with the usual answers, at a step; all steps before it are confirmed. */
export function draftAt(at: StepId, changes: Partial<Draft> = {}): Draft {
  return {
    version: 2,
    id: 'draft-1',
    language: 'en',
    place: 'machines',
    folder: '/home/ops/acme',
    want: 'both',
    file: {
      organisation: 'acme',
      release: 'metis-0.3.0',
      hosts: [
        { name: 'h1', address: '10.0.0.11', user: 'ops' },
        { name: 'h2', address: '10.0.0.12', user: 'ops' },
        { name: 'h3', address: '10.0.0.13', user: 'ops' },
      ],
      roles: {
        consul: [{ host: 'h1' }],
        carrier: [{ host: 'h1', externalAddress: '203.0.113.10' }],
        admin: [{ host: 'h1' }],
        via: [{ host: 'h2', externalAddress: '203.0.113.11' }],
        data: [{ host: 'h3' }],
        compute: [{ host: 'h3' }],
      },
    },
    at,
    confirmed: STEPS.slice(0, STEPS.indexOf(at)),
    stale: [],
    ...changes,
  }
}

/** A workbench on which nothing works but what a test gives. */
export function benchWith(given: Partial<Workbench>): Workbench {
  const missing = (what: string) => () => {
    throw new Error(`this test gives no ${what}`)
  }
  return {
    isRehearsal: false,
    presets: [],
    releases: [],
    unfinished: async () => [],
    resume: missing('resume'),
    openFolder: missing('openFolder'),
    importPlaybooks: missing('importPlaybooks'),
    recover: missing('recover'),
    saveDraft: () => {},
    draftProblem: () => undefined,
    forgetDraft: async () => {},
    lookAtFolder: async (typed) => ({ path: typed, holds: 'nothing', isOwn: false }),
    offeredHosts: () => [],
    sshAliases: async () => [],
    probe: missing('probe'),
    open: missing('open'),
    close: async () => {},
    ...given,
  }
}

const ofInk = createRequire(import.meta.resolve('ink'))
/** The queue of React's work, as far as it is needed here. */
const { unstable_scheduleCallback: schedule, unstable_IdlePriority: WHEN_IDLE } = ofInk('scheduler') as {
  readonly unstable_scheduleCallback: (priority: number, work: () => void) => void
  readonly unstable_IdlePriority: number
}

/**
 * Until React has nothing left to do. It spreads its work over turns of the event loop, more of them the slower the
 * machine is; what is scheduled for idle times comes last. A frame has effects, and they may have another frame: three
 * rounds are as deep as a key reaches.
 */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise<void>((resolve) => schedule(WHEN_IDLE, resolve))
  }
}

function turn(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
