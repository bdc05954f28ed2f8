import type { BackupPart } from '../../backup/manifest.js'
import { fault, type Problem, problem } from '../../errors/problem.js'
import { placeParts } from '../../planner/backup/place-parts.js'
import { partForRun } from '../../planner/make-plan.js'
import { unpackedBy } from '../../planner/phases/restore.js'
import { backedUpOn } from '../../roles/host-backups.js'
import type { Engine, Facts } from '../../runner/engine.js'
import { readApplied } from '../../state/applied-record.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { type Restoring, removeRestoring, writeRestoring } from '../../state/restoring.js'
import { instanceId, type Topology } from '../../topology/topology.js'
import type { HostAccess } from '../organisation/given-credentials.js'
import type { Needs, Organisation } from '../organisation/organisation.js'
import { lookAtAll, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { confirmByName } from '../terminal/confirm-by-name.js'
import { showInBrief } from '../terminal/show-problems.js'
import { carryParts, removeCarried } from './carry-parts.js'
import { byName, makeFolder } from './make-folder.js'
import type { WholeBackup } from './read-whole.js'
import { standsThere } from './stands-there.js'

/** From a backup that is open to an organisation that runs, into the folder of the session's file. Cut off anywhere and called again it ends the same. */
export async function restoreInto(
  session: Session,
  backup: WholeBackup,
  options: Call['options'],
): Promise<ExitCode> {
  const folder = organisationFolder(session.file)
  const orgYaml = typeof options.orgYaml === 'string' ? options.orgYaml : undefined
  const evenSo = options.evenSo === true
  const begun = await makeFolder(session, { folder, backup, orgYaml, confirm: options.confirm, evenSo })
  const restoring = { folder, backup, orgYaml, begun, options, evenSo }
  const { parts, ...seen } = await look(session, restoring)
  const restored = restoredOf(restoring, parts)
  const needs = {
    ...{ artifacts: true, lock: true, wait: options.wait === true, command: 'restore' },
    ...{ ...seen, restored },
  }
  return withOrganisation(session, needs, (organisation) =>
    putBack(session, onFreshHosts(organisation), restoring, parts),
  )
}

/** That hosts are fresh is no news here, and what identity a database has there; what the former ones had is in the backup, and that they are gone was agreed to. */
function onFreshHosts(organisation: Organisation): Organisation {
  const { engine } = organisation
  const preflight: Engine['preflight'] = (...given) =>
    engine
      .preflight(...given)
      .filter(({ code }) => code !== 'record.host-denies' && code !== 'preflight.old-joined')
      .map((one) => (one.code === 'preflight.move-host-away' ? { ...one, severity: 'warning' } : one))
  return { ...organisation, engine: { ...engine, preflight } }
}

interface Under {
  readonly folder: OrganisationFolder
  readonly backup: WholeBackup
  readonly orgYaml: string | undefined
  readonly begun: Restoring
  readonly options: Call['options']
  readonly evenSo: boolean
}

function restoredOf({ backup, begun }: Under, parts: readonly BackupPart[]): NonNullable<Needs['restored']> {
  const { manifest, record } = backup
  return { hostKeys: record.body.hostKeys, restoration: { id: begun.id, at: manifest.at, parts } }
}

interface Looked {
  /** As org.yaml has places for them. */
  readonly parts: readonly BackupPart[]
  readonly access: HostAccess
  readonly overwrite?: number
  /** Former hosts that are gone: what they had is in the backup. */
  readonly forget: readonly string[]
}

/** Before anything is changed: whereto all of it goes, and what stands there, which is moved aside once the name was typed. */
function look(session: Session, under: Under): Promise<Looked> {
  const { folder, backup, begun, options, evenSo } = under
  const { say, print } = session
  const needs = { artifacts: false, lock: false, command: 'restore', restored: restoredOf(under, []) }
  return withOrganisation(session, needs, async (organisation) => {
    const { topology, access } = organisation
    const { placed, left } = placeParts(topology, backup.manifest.parts)
    await showInBrief(session, left.map(withoutPlace))
    refuseIncomplete(topology, backup, evenSo)
    const { facts } = await lookAtAll(session, organisation)
    const there = standsThere(topology, facts, placed)
    const forget = (topology.former ?? []).map(({ name }) => name).filter((name) => facts[name] === undefined)
    if (!begun.isConfirmed) {
      if (there.length > 0) print(say('restore.stands-there', { instances: there.join(', ') }))
      if (forget.length > 0) print(say('restore.former-hosts', { hosts: forget.join(', ') }))
      if (there.length + forget.length > 0)
        await confirmByName(session, topology.organisation, options.confirm, byName(under))
      writeRestoring(folder, { ...begun, isConfirmed: true })
    }
    const overwrite = newerOnHosts(facts, backup, readApplied(folder)?.head.generation ?? 0)
    return { parts: placed, access, forget, ...(overwrite === undefined ? {} : { overwrite }) }
  })
}

function withoutPlace({ instance, host, name }: BackupPart): Problem {
  return problem('backup.part-without-place', { instance, host, name }, {}, 'warning')
}

/** Of what hosts have made each by itself something may be missing. Throws `backup.set-incomplete`. */
function refuseIncomplete(
  topology: Topology,
  { path, manifest, sources }: WholeBackup,
  evenSo: boolean,
): void {
  if (evenSo || sources.every(({ key }) => !('salt' in key))) return
  const lost = topology.hosts
    .flatMap(({ name }) => backedUpOn(topology, name))
    .flatMap(({ instance, kept }) => {
      const isThere = manifest.parts.some(
        (part) => part.instance === instance.name && part.kind !== 'snapshot',
      )
      return kept.length === 0 || isThere ? [] : [instanceId(instance)]
    })
  if (lost.length > 0)
    throw fault('backup.set-incomplete', { path, instances: lost.join(', ') }, { file: path })
}

/** What was applied since the backup goes, as was said. */
function newerOnHosts(facts: Facts, { record }: WholeBackup, known: number): number | undefined {
  const heads = Object.values(facts).flatMap(({ record: head }) =>
    head?.id === record.head.id ? [head] : [],
  )
  const newest = Math.max(0, ...heads.map(({ generation }) => generation))
  return newest > known ? newest : undefined
}

async function putBack(
  session: Session,
  organisation: Organisation,
  { folder, backup, options }: Under,
  parts: readonly BackupPart[],
): Promise<ExitCode> {
  const { say, print, paint, emit } = session
  const { facts } = await lookAtAll(session, organisation)
  const plan = await organisation.engine.plan(facts)
  const { nodes } = partForRun(plan, organisation.topology)
  const wanted = parts.filter((part) =>
    nodes.some(({ host, action }) => host === part.host && unpackedBy(action) === part.name),
  )
  if (nodes.length > 0) {
    const { applyChanges, toApply } = await import('../apply/apply-changes.js')
    const purpose = {
      ...toApply(session, organisation),
      ...{ command: 'restore', question: say('restore.confirm'), goesOn: say('restore.again') },
      begin: () => carryParts(session, organisation, backup, wanted),
    }
    const code = await applyChanges(session, organisation, { facts, plan, options, purpose })
    if (code !== EXIT.done) return code
  }
  const hosts = [...new Set(parts.map(({ host }) => host))]
  await removeCarried(organisation, hosts)
  removeRestoring(folder)
  const { at, generation } = backup.manifest
  emit({ type: 'restored', backup: backup.path, folder: folder.directory, at, generation })
  print(
    paint('done', say('restore.done', { organisation: organisation.topology.organisation, at, generation })),
  )
  return EXIT.done
}
