import type { Terminal } from '../terminal/terminal.js'
import { place, type ScreenName } from './walk.js'
import { atRest } from './whole-frame.js'

/** What a newcomer sees, screen by screen. */
export interface Frame {
  readonly title: string
  readonly shown: string
}

/**
 * From the program's name alone to a rehearsed MetisNode, with Enter only, in the time that real hosts would take.
 * Gives the frames that a reader should see.
 */
export async function rehearseAsNewcomer(terminal: Terminal): Promise<Frame[]> {
  const frames: Frame[] = []
  const keep = async (title: string, whenShown: string | RegExp) =>
    void frames.push({ title, shown: steady(await atRest(terminal, undefined, whenShown)) })
  const keepMoment = async (title: string, whenShown: RegExp) =>
    void frames.push({ title, shown: steady(await terminal.shows(whenShown)) })
  const on = (screen: ScreenName) => terminal.shows(place(screen))

  await terminal.command('create-metis-node')
  await keep('Welcome', 'Rehearse on this computer')
  await terminal.press('Enter')
  await on('organisation')
  await terminal.press('Enter', 'Enter')
  await keep('Organisation', /Only as long[\s\S]*↑↓ move/)
  await terminal.press('Enter')
  await on('machines')
  await terminal.shows('3 ask something')
  await terminal.press('Enter')
  await keep('Host keys', 'all 3: trust them')
  await terminal.press('Enter')
  await keep('Machines', '3 of 3 ready')
  await terminal.press('Enter')
  await keep('Roles', place('roles'))
  await terminal.press('Enter')
  await keep('Network', place('network'))
  await terminal.press('Enter')
  await keep('Release', 'All 12 files are here')
  await terminal.press('Enter')
  await keep('Checks', 'Nothing stands in the way')
  await terminal.press('Enter')
  await keep('Review', /changes on 3 hosts[\s\S]*\[ Install \]/)
  await terminal.press('Enter')
  await terminal.shows('▸ [ Install ]')
  await terminal.press('Enter')
  await keepMoment('Install', /● consul.*\n.*◐ carrier/)
  await keep('Installed', 'All of it runs')
  await terminal.press('Enter')
  await keep('Done', /5 of 5 instances are healthy/)
  await terminal.press('Enter')
  return frames
}

/** Without what differs from one rehearsal to the next: moments, speeds, names of temporary folders. */
function steady(shown: string): string {
  return shown
    .replace(/\/\S*metis-rehearsal-[\w-]+/g, '/tmp/metis-rehearsal')
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n')
    .trimEnd()
}
