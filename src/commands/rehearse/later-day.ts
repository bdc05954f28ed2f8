import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { editYaml, newYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { readReleases, withOwnRelease } from '../../catalog/presets.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { parseTopology } from '../../org-file/parse-topology.js'
import { namesIn } from '../../state/files.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { writeAtomically } from '../../state/write-atomically.js'
import { emptyDraft } from '../../wizard/draft.js'
import { draftFileOf, fileValue } from '../../wizard/file-value.js'
import { DAYS, type Day, type DayId, dayOf } from '../../wizard/home/day.js'
import { EXIT } from '../program/exit-code.js'
import { oneOf } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import type { JourneyStep } from './lost-laptop.js'
import { NEXT_RELEASE, nextVersion, writeNextRelease } from './next-release.js'
import { rehearsalHosts } from './rehearsal-hosts.js'

/** The day that `--day` names. */
export function dayIn({ day }: Call['options']): DayId | undefined {
  return oneOf('--day', day, DAYS)
}

/**
 * That day in an organisation as its file says; what it needs beside the file is written there. Throws `rehearsal.no-such-day` where
 * it can't have it.
 */
export async function dayOfFile({ world, language }: Session, file: string, id: DayId): Promise<Day> {
  const document = parseYaml(await readFile(file, 'utf8'), file)
  const releases = await withOwnRelease(await readReleases(world.presetsDirectory), document, dirname(file))
  const parsed = parseTopology(document, releases)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const content = draftFileOf(document.value)
  const taken = content.hosts.flatMap(({ name, address }) => [name, address])
  const [newHost] = rehearsalHosts(content.hosts.length + taken.length + 1).filter(
    ({ name, address }) => !taken.includes(name) && !taken.includes(address),
  )
  const draft = {
    ...emptyDraft({ id: 'day', language, place: 'rehearsal', release: content.release }),
    file: content,
  }
  const { topology, release } = parsed
  const own = { name: content.release, version: release.version }
  const other = { name: NEXT_RELEASE, version: nextVersion(release) }
  const known = { releases, facts: {} }
  const day = newHost && dayOf(id, { draft, topology, known, newHost, own, other })
  if (day === undefined) throw fault('rehearsal.no-such-day', { day: id, organisation: content.organisation })
  if (day.deed === 'upgrade') await writeNextRelease(world.presetsDirectory, file, release)
  return day
}

/** What is done on that day, one command after the other. */
export function dayJourney({ say }: Session, file: string, day: Day): JourneyStep[] {
  const told = () => say('rehearse.day', { what: say(`rehearse.day.${day.deed}`, day.values) })
  const write = async () => {
    const value = day.file === undefined ? {} : fileValue(day.file)
    const text = await readFile(file, 'utf8')
    writeAtomically(file, editYaml(text, value) ?? newYaml(value), 0o644)
    return told()
  }
  const look = { command: 'status --once', file }
  const happens = async () => told()
  switch (day.deed) {
    case 'restart':
      return [{ command: `restart ${day.at.instance}`, file, happens }, look]
    case 'upgrade': {
      const isBack = day.to !== NEXT_RELEASE
      const up = `upgrade --to ${NEXT_RELEASE}${isBack ? ' --no-backup' : ''}`
      if (!isBack) return [{ command: up, file, happens }, look]
      return [{ command: up, file }, { command: 'rollback', file, happens }, look]
    }
    case 'backup':
      return [
        { command: 'backup', file, happens },
        { command: 'backup list', file },
      ]
    case 'restore': {
      const back: { -readonly [K in keyof JourneyStep]: JourneyStep[K] } = { command: 'restore', file }
      back.happens = async () => {
        const { backups, directory } = organisationFolder(file)
        const [name = ''] = namesIn(backups)
        back.command = `restore ${join(relative(directory, backups), name)} --confirm ${day.values.organisation}`
        return told()
      }
      return [{ command: 'backup', file }, back, look]
    }
    default:
      return [
        { command: 'plan', file, happens: write, mayEndWith: EXIT.changesPending },
        { command: 'apply', file },
        look,
      ]
  }
}
