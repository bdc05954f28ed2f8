import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { InstallerError, type Problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import { explain } from '../../i18n/explain.js'
import { reasonIn } from '../../i18n/say.js'
import type { Facts } from '../../runner/engine.js'
import { readIfThere, unreadable } from '../../state/files.js'
import { listRunFiles } from '../../state/run-files.js'
import { instanceId, instancesOn } from '../../topology/topology.js'
import { actionText } from '../../ui/action-text.js'
import { readHostLog } from '../logs.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'

/** A part of the file, as it was found. */
export interface Chapter {
  readonly title: string
  readonly text: string
}

const RUNS = 4
const RUN_BYTES = 256 * 1024
const LOG_LINES = 200

/** What runs have written down last, the newest first: journals, and what a worker has said. */
export function runSections({ folder }: Organisation): Chapter[] {
  return listRunFiles(folder)
    .slice(0, RUNS)
    .map(({ path }) => ({ title: `runs/${basename(path)}`, text: tailOf(path) }))
}

/** Programs and systems, and what is wrong with file and hosts. */
export function overview(
  session: Session,
  organisation: Organisation,
  facts: Facts,
  problems: readonly Problem[],
) {
  const { world, language } = session
  const { release, topology } = organisation
  const systems = Object.entries(facts).map(([host, { system, hardware, software }]) => {
    const { cores, memoryMib, diskFreeMib, diskTotalMib } = hardware
    const size = `${cores} cores, ${memoryMib} MiB, disk ${diskFreeMib} of ${diskTotalMib} MiB free`
    return `${host}: ${system.name} ${system.machine} ${system.kernel}, ${size}, ${software.java ?? 'no java'}`
  })
  const found = problems.map((one) => {
    const { what } = explain(one, language)
    return `${one.severity} ${one.code} ${JSON.stringify(one.where)} ${what}${(one.output ?? []).map((line) => `\n    ${line}`).join('')}`
  })
  return [
    section('versions', [
      `create-metis-node ${world.version}, node ${world.node.version}, ${process.platform} ${process.arch}`,
      `release ${release.id} ${release.version}, ${topology.hosts.length} hosts, ${topology.instances.length} instances`,
      ...systems,
    ]),
    section('problems', found.length === 0 ? ['none'] : found),
  ]
}

/** org.yaml without its remarks, and without what hooks are told: a chat's address is its password. */
export function fileSection({ folder }: Organisation): Chapter {
  const text = (readIfThere(folder.topology) ?? '')
    .replace(/^hooks:.*\n(?:(?:[ \t#].*)?\n)*/m, 'hooks: ***\n')
    .replace(/(^|[ \t])#.*$/gm, '')
  return { title: 'org.yaml', text: text.replace(/\n\s*\n/g, '\n') }
}

/** What hosts have told, without what is long and tells nobody anything. */
export function factSections(facts: Facts): Chapter[] {
  return Object.entries(facts).map(([host, told]) => {
    const { receipts, record, ...rest }: HostFacts = told
    const changed = receipts
      .filter(({ stat, now }) => stat !== now)
      .map(({ id, stat, now }) => ({ id, stat, now }))
    const kept =
      record === undefined
        ? undefined
        : { generation: record.generation, program: record.program, at: record.at }
    const all = { ...rest, record: kept, receipts: receipts.length, receiptsThatDiffer: changed }
    return { title: `facts of ${host}`, text: JSON.stringify(all, undefined, 1) }
  })
}

/** What `apply` would do now, where it can be told without fetching anything. */
export async function planSection(
  session: Session,
  organisation: Organisation,
  facts: Facts,
): Promise<Chapter> {
  const { say, language } = session
  const fetching = new AbortController()
  try {
    await organisation.fetchArtifacts({
      onProgress: ({ step }) => step === 'download' && fetching.abort(),
      signal: AbortSignal.any([fetching.signal, session.world.interrupts.stop]),
    })
    const { nodes } = await organisation.engine.plan(facts)
    const lines = nodes.map(
      ({ host, instance, phase, action, because }) =>
        `${host} ${instance} ${phase}: ${actionText(action, say)} (${reasonIn(because, language)})`,
    )
    return section('plan', lines.length === 0 ? ['nothing to do'] : lines)
  } catch (error) {
    if (fetching.signal.aborted)
      return section('plan', ['not made: files of the release are not on this computer'])
    if (!(error instanceof InstallerError)) throw error
    return section('plan', [
      'not made:',
      ...error.problems.map((one) => `${one.code} ${explain(one, language).what}`),
    ])
  }
}

/** The last lines of every instance's log, by host; a host that does not answer says so in its place. */
export async function logSections(
  session: Session,
  organisation: Organisation,
  facts: Facts,
): Promise<Chapter[]> {
  return Promise.all(
    Object.keys(facts).map(async (host) => {
      const instances = instancesOn(organisation.topology, host)
      const lines: { readonly at: number; readonly text: string }[] = []
      const wanted = {
        count: LOG_LINES,
        follow: false,
        onLine: ({ at, instance, message }: { at: number; instance: string; message: string }) =>
          lines.push({
            at,
            text: `${new Date(at / 1000).toISOString()} ${instanceId({ name: instance, host })} ${message}`,
          }),
        onHold: () => {},
      }
      const title = `log of ${host}`
      if (instances.length === 0) return { title, text: 'no instances\n' }
      try {
        await readHostLog(session, organisation, host, instances, wanted)
      } catch (error) {
        if (!(error instanceof InstallerError)) throw error
        return section(
          title,
          error.problems.map((one) => `${one.code} ${explain(one, session.language).what}`),
        )
      }
      return section(
        title,
        lines.toSorted((a, b) => a.at - b.at).map(({ text }) => text),
      )
    }),
  )
}

function section(title: string, lines: readonly string[]): Chapter {
  return { title, text: `${lines.join('\n')}\n` }
}

/** From the beginning of a line on. Throws `state.file-unreadable`. */
function tailOf(path: string): string {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const from = Math.max(0, fstatSync(file).size - RUN_BYTES)
    const buffer = Buffer.alloc(RUN_BYTES)
    const text = buffer.toString('utf8', 0, readSync(file, buffer, 0, RUN_BYTES, from))
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
