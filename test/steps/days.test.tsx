import { expect, onTestFinished, test } from 'vitest'
import { openSession } from '../../src/commands/program/session.js'
import { openInstalled } from '../../src/commands/wizard/open-installed.js'
import { createWorkbench } from '../../src/commands/wizard/workbench.js'
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
  const bench = await createWorkbench({
    ...{ world, language: 'en', isRehearsal: true, stateDirectory: temporaryFolder() },
    openRehearsal: async () => site,
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
  return { ...shown, left }
}

const REVIEWED = ['Enter, when you have seen enough', '▸ [ Install ]', 'All of it runs', 'are healthy']
const CHECKED = ['Warnings stop nothing', 'Enter go on', ...REVIEWED]

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
      ...REVIEWED,
    ],
  ],
  ['remove-host', ['Today: h3 goes.', 'With it go: data-8700', ...CHECKED]],
  [
    'move-carrier',
    [
      'Today: carrier moves from h1 to h3.',
      'Move carrier from h1 to h3?',
      'go on',
      ' 5/10 ',
      'All 12 files',
      ...CHECKED,
    ],
  ],
  ['restart', ['Today: data-8700@h3 is restarted.', ...REVIEWED]],
  ['backup', ['Today: all of it is backed up.', ...REVIEWED]],
] as const)('%s: Enter alone leads through it', async (day, told) => {
  const shown = await showDay(day)
  for (const text of told) {
    await shown.shows(text)
    await shown.press('Enter')
  }
  expect(shown.left).toEqual([{ kind: 'quit' }])
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
