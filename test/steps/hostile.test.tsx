import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { Draft } from '../../src/wizard/draft.js'
import { nothingLearned } from '../../src/wizard/learned.js'
import { STEPS } from '../../src/wizard/steps.js'
import type { OperatorQuestion } from '../../src/wizard/workbench.js'
import { steps } from '../../steps/index.js'
import { presetBench } from './preset-bench.js'
import { draftAt, showStep } from './show-step.js'

/** Clears the screen, names the window, goes to another line, and turns text round. */
const HOSTILE = '\u001b[2J\u001b]0;title\u0007"\n\r\u202e\u0008\u009b2J`rm -rf`'

/** Every text that a person or a file can give is hostile; hosts and roles still belong to each other. */
const hostile: Draft = {
  ...draftAt('welcome'),
  folder: `/home/${HOSTILE}`,
  file: {
    organisation: `acme${HOSTILE}`,
    release: `metis${HOSTILE}`,
    hosts: ['h1', 'h2'].map((name) => ({
      name: name + HOSTILE,
      address: `10.0.0.1${HOSTILE}`,
      user: `ops${HOSTILE}`,
      ssh: `gate${HOSTILE}`,
      identityFile: `/home/${HOSTILE}`,
    })),
    roles: {
      consul: [{ host: `h1${HOSTILE}` }],
      carrier: [{ host: `h1${HOSTILE}`, externalAddress: HOSTILE }],
      admin: [
        {
          host: `h2${HOSTILE}`,
          database: { host: HOSTILE, adminUser: HOSTILE },
          tls: { certificate: HOSTILE, key: HOSTILE },
        },
      ],
      via: [{ host: `h2${HOSTILE}`, externalAddress: HOSTILE }],
      data: [{ host: `gone${HOSTILE}`, taskPorts: HOSTILE }],
      compute: [],
    },
    network: { dataCenter: HOSTILE, bootstrapNodes: [HOSTILE] },
    artifacts: { source: HOSTILE },
    installDirectory: HOSTILE,
    serviceUser: HOSTILE,
    access: { operators: [HOSTILE], moirea: [HOSTILE] },
  },
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
const TOLD_TO_TERMINAL = /(?!\n)[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are all right
const COLOURS = /\u001b\[[\d;]*m/g

const failure = {
  ...problem(
    'connection.failed',
    { host: HOSTILE, address: HOSTILE, port: 22, reason: HOSTILE },
    { host: HOSTILE },
  ),
  output: [HOSTILE],
}
const KINDS = ['login', 'passphrase', 'database'] as const
const questions: readonly OperatorQuestion[] = KINDS.map((kind) => ({
  kind: 'password',
  question: {
    kind,
    host: HOSTILE,
    user: HOSTILE,
    keyFile: HOSTILE,
    emptyMeansLoginPassword: false,
    wasRefused: true,
  },
  answer: () => {},
}))

const CASES = STEPS.flatMap((at) => [{ at, asked: [] }, ...questions.map((one) => ({ at, asked: [one] }))])

test.each(CASES)('nothing in the answers reaches the terminal as a command: $at', async ({ at, asked }) => {
  const learned = nothingLearned(new AbortController().signal)
  learned.unfinished.set([
    { kind: 'draft', id: '1', organisation: HOSTILE, at: 'roles', savedAt: '2026-01-31T12:00:00.000Z' },
    { kind: 'organisation', folder: HOSTILE, organisation: '', openedAt: '2026-01-31T12:00:00.000Z' },
  ])
  learned.sshAliases.set([{ name: HOSTILE, address: '', user: HOSTILE, ssh: HOSTILE }])
  learned.questions.set(asked)
  const bench = presetBench({
    open: () => Promise.reject(new InstallerError([failure])),
    openFolder: () => Promise.reject(new InstallerError([failure])),
    lookAtFolder: async () => ({ path: HOSTILE, holds: 'organisation', organisation: HOSTILE, isOwn: false }),
    probe: () => Promise.reject(new InstallerError([failure])),
  })
  const shown = showStep(steps, { draft: { ...hostile, at }, bench, learned })
  const frames = [shown.raw()]
  const keys = [
    'Down',
    'Tab',
    'Right',
    'Tab',
    'Right',
    'Tab',
    'Up',
    'm',
    'Esc',
    'a',
    'Esc',
    'd',
    'Esc',
    'w',
    'z',
  ]
  for (const key of keys) {
    if (shown.draft().at !== at) break
    await shown.press(key)
    frames.push(shown.raw())
  }
  for (const frame of frames) {
    expect(frame.replace(COLOURS, '').match(TOLD_TO_TERMINAL)).toBeNull()
    const rows = frame.split('\n')
    expect(rows.length).toBeLessThan(24)
    expect(rows.filter((row) => stringWidth(row) > 80)).toEqual([])
  }
  shown.unmount()
})
