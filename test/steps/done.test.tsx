import { expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'
import { done } from '../../steps/done.js'
import { install } from '../../steps/install.js'
import { carrierText, ENR, healthyHosts, withTold } from '../wizard/healthy-hosts.js'
import { learnedWith, organisationWith } from './install/fake-organisation.js'
import { fakeRun, standingClock } from './install/fake-run.js'
import { at, runStarted, START_MS, THREE } from './install/organisations.js'
import { benchWith, draftAt, expectFrame, showStep } from './show-step.js'

const PATH = '/home/ops/acme/handover.md'

/** The end of an installation, reached with Enter from the run. */
async function showDone(
  { before, ...given }: Partial<OpenOrganisation> & { before?: string } = {},
  size = { columns: 80, rows: 24 },
  language: 'en' | 'zh' = 'en',
) {
  const written: string[] = []
  const organisation = organisationWith(THREE, {
    gather: async () => healthyHosts(THREE, { certificate: '3a0f9c00'.repeat(8) }),
    writeHandover: async (text) => {
      written.push(text)
      return PATH
    },
    ...given,
  })
  const learned = learnedWith(organisation)
  if (before !== undefined)
    learned.gathered.set({ state: 'ready', value: healthyHosts(THREE, { at: before }) })
  learned.run.set(
    fakeRun({
      events: [runStarted(THREE), { type: 'run-finished', at: at(0), outcome: 'done', halfDone: [] }],
    }),
  )
  const draft = draftAt('install', { language })
  const shown = showStep(
    { install, done },
    { draft, bench: benchWith({}), learned, clock: standingClock(START_MS + 3000), ...size },
  )
  await shown.press('Enter')
  return { ...shown, written }
}

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
]
for (const size of SIZES) {
  for (const language of ['en', 'zh'] as const) {
    test(`the end at ${size.columns}x${size.rows} in ${language}`, async () => {
      const shown = await showDone({}, size, language)
      expectFrame(`done-${language}-${size.columns}x${size.rows}`, await shown.shows('203.0.113.10'), size)
    })
  }
}

test('the services are asked and the handover is written when the screen comes on, and again with r', async () => {
  let peers = 0
  const gathered = healthyHosts(THREE)
  const shown = await showDone({
    gather: async () => withTold(gathered, 'h1', { carrier: carrierText({ relatePeers: peers }) }),
  })
  await shown.shows(`asked 3s ago  Also written to ${PATH}`)
  await shown.shows('The carrier has no peers yet')
  peers = 2
  await shown.press('r')
  await shown.shows('The carrier has 2 peers')
  expect(shown.written.map((text) => /has no peers|2 peers/.exec(text)?.[0])).toEqual([
    'has no peers',
    '2 peers',
  ])
})

test('what was seen before the installation proves nothing after it', async () => {
  const shown = await showDone({ gather: () => new Promise<never>(() => {}), before: at(-1) })
  expect(await shown.shows('Asking the services ...')).not.toContain('healthy')
})

test('the password is shown only while it is wanted, and never written', async () => {
  const shown = await showDone({ consolePassword: async () => 'correct horse' })
  await shown.shows('create-metis-node secrets show console-password')
  expect(shown.frame()).not.toContain('correct horse')
  await shown.press('p')
  await shown.shows('correct horse')
  await shown.press('p')
  await shown.shows('create-metis-node secrets show console-password')
  expect(shown.frame()).not.toContain('correct horse')
  expect(shown.written.join()).not.toContain('correct horse')
})

test('a file of secrets that can not be read is told, and ends nothing', async () => {
  const failure = problem('state.secrets-damaged', { path: '/s', reason: 'not JSON', quoted: '/s' })
  const shown = await showDone({ consolePassword: () => Promise.reject(new InstallerError([failure])) })
  await shown.press('p')
  await shown.shows('error: /s is not a secrets file: not JSON.')
})

test('where there is no password to show, it says so', async () => {
  const shown = await showDone()
  await shown.shows('Proof')
  await shown.press('p')
  await shown.shows('The password can not be shown here.')
})

test('a handover that can not be written is told, and the proofs are there all the same', async () => {
  const failed = problem('command.write-failed', {
    path: PATH,
    message: 'read-only',
    folder: '/home/ops/acme',
  })
  const shown = await showDone({ writeHandover: async () => Promise.reject(new InstallerError(failed)) })
  await shown.shows(`${PATH} could not be written`)
  expect(shown.frame()).toContain('6 of 6 instances are healthy')
})

test('nothing of the record is lost on a narrow screen', async () => {
  const shown = await showDone({}, { columns: 80, rows: 60 })
  const frame = await shown.shows('Multiaddress')
  expect(frame.replace(/\s+/g, '')).toContain(ENR)
})

test('a small screen is scrolled, and Enter finishes', async () => {
  const shown = await showDone()
  await shown.shows('1-17 of 52')
  await shown.press('End')
  await shown.shows('36-52 of 52')
  await shown.press('Enter')
  expect(shown.left).toEqual([{ kind: 'quit' }])
})

test('after a rehearsal it says how to do it for real', async () => {
  const learned = learnedWith(organisationWith(THREE))
  learned.gathered.set({ state: 'ready', value: healthyHosts(THREE) })
  const draft = draftAt('done', { place: 'rehearsal' })
  const shown = showStep({ done }, { draft, bench: benchWith({}), learned, rows: 40 })
  await shown.shows('1. This was a rehearsal.')
})

test('after a backup it names the file', async () => {
  const backup = '/home/ops/acme/backups/acme-20261130T122441Z.metis-backup'
  const learned = learnedWith(organisationWith(THREE, { backups: () => [backup, '/older'] }))
  learned.gathered.set({ state: 'ready', value: healthyHosts(THREE) })
  learned.deed.set({
    id: 'backup',
    entry: 'review',
    before: draftAt('home'),
    operated: { operation: 'backup' },
  })
  const shown = showStep({ done }, { draft: draftAt('done'), bench: benchWith({}), learned })
  await shown.shows(backup)
})
