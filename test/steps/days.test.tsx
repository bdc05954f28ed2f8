import { expect, onTestFinished, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openSession } from '../../src/commands/program/session.js'
import { openInstalled } from '../../src/commands/wizard/open-installed.js'
import { createWorkbench } from '../../src/commands/wizard/workbench.js'
import { askFacts } from '../../src/runner/ask-facts.js'
import type { Transport } from '../../src/transports/transport.js'
import type { Leave } from '../../src/ui/screen/step.js'
import { cell } from '../../src/wizard/cell.js'
import type { Draft } from '../../src/wizard/draft.js'
import type { DayId } from '../../src/wizard/home/day.js'
import { nothingLearned } from '../../src/wizard/learned.js'
import { App } from '../../steps/app.js'
import { steps } from '../../steps/index.js'
import { fakeWorld } from '../commands/fake-world.js'
import { PRESETS, presetText } from '../rehearsal/rehearsed-world.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { showTree } from './show-step.js'

const size = { columns: 80, rows: 24 }

/** Home of an organisation that is installed on simulated hosts, on that day. */
async function showDay(dayId: DayId) {
  const fake = fakeWorld({ presetsDirectory: PRESETS, workingDirectory: '/' })
  // What was seen is compared with when the run has ended.
  const world = { ...fake.world, now: () => new Date() }
  const text = await presetText('data-provider')
  const session = openSession(world, 'en', {})
  const { site, folder, day } = await openInstalled(session, { text, dayId, speed: 'instant' })
  const last = new Map<string, Transport>()
  const connect: Machines['connect'] = async (host, options) => {
    const transport = await site.machines.connect(host, options)
    last.set(host.name, transport)
    return transport
  }
  const bench = await createWorkbench({
    ...{ world, language: 'en', isRehearsal: true, stateDirectory: temporaryFolder() },
    openRehearsal: async () => ({ ...site, machines: { ...site.machines, connect } }),
  })
  const ending = new AbortController()
  onTestFinished(async () => {
    ending.abort()
    await bench.close()
  })
  const draft = { ...(await bench.openFolder(folder, 'en')), place: 'rehearsal' as const }
  bench.saveDraft(draft)
  const learned = nothingLearned(ending.signal)
  learned.day.set(day)
  const left: Leave[] = []
  const shown = showTree(
    <App
      {...{ steps, learned, bench }}
      draft={cell<Draft>(draft)}
      paint={(_meaning, said) => said}
      charset="box"
      asTyped={(sentence) => sentence}
      onLeave={(how) => left.push(how)}
      entersFirst
    />,
    size,
  )
  return { ...shown, left, last }
}

const reviewed = (button: string) => [
  'Enter, when you have seen enough',
  `▸ [ ${button} ]`,
  'All of it runs',
  'are healthy',
]

test.each([
  [
    'add-host',
    [
      'Today: h4 comes, for data.',
      'SHA256',
      'Enter answer   Esc',
      '4 of 4 ready',
      ' 4/10 ',
      ' 5/10 ',
      'All 12 files',
      'Nothing stands in the way',
      ...reviewed('Add'),
    ],
  ],
  [
    'remove-host',
    [
      'Today: h3 goes.',
      'With it go: data-8700',
      'Warnings stop nothing',
      'Enter go on',
      /they go from there:\s+- data-8700@h3: stopped and removed/,
      '▸ [ Remove ]',
      'All of it runs',
      'are healthy',
    ],
  ],
  [
    'move-carrier',
    [
      'Today: carrier moves from h1 to h3.',
      'Move carrier from h1 to h3?',
      'go on',
      ' 5/10 ',
      'All 12 files',
      'Warnings stop nothing',
      'Enter go on',
      /carrier@h1: moves to h3 with all that it keeps[\s\S]*40 changes/,
      'begins: these 40 changes',
      'All of it runs',
      'are healthy',
    ],
  ],
  ['restart', ['Today: data-8700@h3 is restarted.', ...reviewed('Restart')]],
  [
    'upgrade',
    [
      'Today: release 0.4.0 takes the place of 0.3.0.',
      '▸ ./next-release.yaml  version 0.4.0',
      'All 12 files',
      'Nothing stands in the way',
      'a backup is taken first, into backups/ of the folder: b takes none',
      '▸ [ Upgrade ]',
      'All of it runs',
      'are healthy',
    ],
  ],
  [
    'rollback',
    [
      'Today: release 0.3.0 takes the place of 0.4.0.',
      '▸ metis-0.3.0',
      'All 12 files',
      'Nothing stands in the way',
      'nothing to send',
      '▸ [ Go back ]',
      'All of it runs',
      'are healthy',
    ],
  ],
  [
    'backup',
    [
      'Today: all of it is backed up.',
      'Enter, when you have seen enough',
      '▸ [ Back up ]',
      'All of it runs',
      /\.metis-backup[\s\S]*are healthy/,
    ],
  ],
] as const)('%s: Enter alone leads through it', async (day, told) => {
  const shown = await showDay(day)
  for (const text of told) {
    await shown.shows(text)
    await shown.press('Enter')
  }
  expect(shown.left).toEqual([{ kind: 'quit' }])
  if (day !== 'remove-host') return
  const h3 = shown.last.get('h3')
  const asked = { installDirectory: '/opt/metis', packages: [], health: {}, asked: {} }
  const found = h3 && (await askFacts(h3, 'h3', asked))
  const ports = found?.listeners.map(({ port }) => port)
  expect([Object.keys(found?.units ?? { none: 0 }), found?.receipts, ports]).toEqual([[], [], [22, 22]])
})

test('restore: Enter alone brings the newest backup back, and home again', async () => {
  const shown = await showDay('restore')
  await shown.shows('Today: all comes back from the backup.')
  await shown.press('Enter')
  await shown.shows(/▸ \S+\.metis-backup/)
  await shown.press('Enter')
  await shown.shows('Bring a backup back')
  await shown.shows(/^(?![\s\S]*at work)[\s\S]*Bring a backup back/)
  await shown.press('Enter')
  expect(await shown.shows('what to do')).toContain('5 of 5 instances healthy')
})
