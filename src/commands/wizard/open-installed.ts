import { join } from 'node:path'
import type { Day, DayId } from '../../wizard/home/day.js'
import { openOrganisation } from '../organisation/open-organisation.js'
import { writeOrganisation } from '../organisation/write-organisation.js'
import { EXIT } from '../program/exit-code.js'
import type { Session, World } from '../program/session.js'
import { dayOfFile } from '../rehearse/later-day.js'
import { NEXT_RELEASE } from '../rehearse/next-release.js'
import { openRehearsal, type RehearsalOrder } from '../rehearse/open-rehearsal.js'
import { writeCertificate } from '../rehearse/rehearsal-order.js'
import { rehearsalSite } from './rehearsal-site.js'
import type { Site } from './site.js'

interface Installed {
  readonly site: Site
  /** Of the organisation, absolute. */
  readonly folder: string
  readonly day: Day
}

/** What else has happened until that day. */
const BEFORE: Readonly<Partial<Record<DayId, readonly string[]>>> = {
  restore: ['backup'],
  rollback: ['upgrade', '--to', NEXT_RELEASE, '--no-backup'],
}

/** A rehearsal in which an organisation is installed already, in no time, and what happens then. */
export async function openInstalled(
  session: Session,
  { text, dayId, ...order }: RehearsalOrder & { readonly text: string; readonly dayId: DayId },
): Promise<Installed> {
  const { world, language } = session
  const rehearsal = await openRehearsal(order)
  const folder = join(rehearsal.folder, 'organisation')
  const file = join(folder, 'org.yaml')
  const argv = ['apply', `--file=${file}`, `--lang=${language}`, '--yes', '--accept-new-host-keys']
  const said: string[] = []
  const output = { write: (more: string) => void said.push(more), isTTY: false, columns: 80 }
  const { ask: _, screens: __, ...quiet } = world
  const open: World['open'] = (opened, needs, command) =>
    openOrganisation(opened, needs, command, rehearsal.machines)
  const env = { METIS_SSH_PASSWORD: 'rehearsal', METIS_DATABASE_PASSWORD: 'rehearsal', ...world.env }
  const silent = { ...quiet, stdout: output, stderr: output, workingDirectory: folder, env, open }
  try {
    await writeOrganisation(folder, text, 'rehearsal')
    await writeCertificate(folder)
    const day = await dayOfFile(session, file, dayId)
    rehearsal.hurry(true)
    let code = await world.runCommandLine(argv, silent)
    // What was ordered to go wrong does so once each.
    for (const _fault of order.faults ?? [])
      if (code !== EXIT.done) code = await world.runCommandLine(argv, silent)
    const [, ...options] = argv
    const before = BEFORE[dayId]
    if (code === EXIT.done && before !== undefined)
      code = await world.runCommandLine([...before, ...options], silent)
    if (code !== EXIT.done) throw new Error(said.join(''))
    rehearsal.hurry(false)
    return { site: rehearsalSite(rehearsal), folder, day }
  } catch (error) {
    await rehearsal.dispose()
    throw error
  }
}
