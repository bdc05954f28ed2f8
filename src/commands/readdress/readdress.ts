import { fault, InstallerError } from '../../errors/problem.js'
import { reasonIn } from '../../i18n/say.js'
import { partForRun } from '../../planner/make-plan.js'
import { DATABASE_USER } from '../../roles/admin/database-address.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { serviceOf } from '../../roles/index.js'
import type { Facts } from '../../runner/engine.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { writeTogether } from '../../state/write-atomically.js'
import {
  type Host,
  hostNamed,
  instanceId,
  instancesOf,
  instancesOn,
  isByHand,
} from '../../topology/topology.js'
import { hostAddress } from '../../topology/values.js'
import { keysIn } from '../../transports/known-hosts.js'
import { diffLines } from '../../ui/difference-text.js'
import { printable } from '../../ui/text.js'
import { applyChanges, type Purpose, toApply } from '../apply/apply-changes.js'
import { hostsMeant } from '../maintain/hosts-meant.js'
import type { Organisation } from '../organisation/organisation.js'
import { ownFiles, textOf } from '../organisation/own-files.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { lookAtAll, tellByHand, withOrganisation } from '../organisation/with-organisation.js'
import type { ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { turnsIn } from '../run/turns.js'
import { type AddressChanges, addressChanges, formerFile } from './address-changes.js'

/**
 * A machine has another address: wherever the former one stands, the new one does. The machine has to show the host key that is
 * known of it, and what was installed there; then it is a change of org.yaml as any other.
 */
export async function readdress(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { topology, release } = await readOrganisationOf(session)
  const folder = organisationFolder(session.file)
  const [name = '', given = '', ...more] = words
  const noAddress = (host: string) =>
    fault('readdress.no-address', { given: printable(words.join(' ')), host })
  if (given === '' || more.length > 0) throw noAddress('HOST')
  const [known = name] = hostsMeant(topology, [name])
  const host = hostNamed(topology, known)
  if (host === undefined) throw new Error(`no host ${known}`)
  const { data: address } = hostAddress.safeParse(given)
  if (address === undefined) throw noAddress(known)
  refuseTaken(topology.hosts, host, address)
  const changes = addressChanges(folder, release, host.address, address)
  refuseUnknownKey(host, changes)
  const command = 'readdress'
  const files = { ...ownFiles(folder, release), file: changes.file.content, from: 'org.yaml' }
  const needs = {
    artifacts: true,
    lock: true,
    wait: options.wait === true,
    command,
    files,
    ...turnsIn(options),
  }
  return withOrganisation(session, needs, async (organisation) => {
    let isBegun = false
    // The machine shows itself by the key that is known of it at the former address.
    writeTogether([changes.knownHosts])
    try {
      const { facts } = await lookAtAll(session, organisation).catch((error: unknown) => {
        throw withOtherKey(error, host.name)
      })
      tellByHand(session, organisation)
      refuseOtherMachine(organisation, host.name, facts)
      const plan = await organisation.engine.plan(facts)
      // Cut off before, it goes on; org.yaml has the address already.
      if (host.address === address && partForRun(plan, organisation.topology).nodes.length === 0)
        throw fault('readdress.same', { host: host.name, address }, { host: host.name })
      tellChanges(session, organisation, host, changes)
      const purpose: Purpose = {
        ...toApply(session, organisation),
        command,
        again: 'apply',
        question: session.say('readdress.confirm'),
        more: session.say('readdress.more'),
        begin: () => {
          const { path, before } = changes.file
          if (textOf(path) !== before?.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))
            throw fault('record.folder-changed', { path }, { file: path })
          isBegun = true
          writeTogether(changes.files)
        },
        tellDone: () => tellDone(session, organisation, host, changes),
      }
      return await applyChanges(session, organisation, { facts, plan, options, purpose })
    } finally {
      if (!isBegun) writeTogether([formerFile(changes.knownHosts)])
    }
  })
}

function refuseTaken(hosts: readonly Host[], host: Host, address: string): void {
  const other = hosts.find((one) => one !== host && [one.address, one.ssh.address].includes(address))
  if (other !== undefined)
    throw fault('readdress.of-another', { address, other: other.name }, { host: host.name })
}

function refuseUnknownKey({ name: host, local, ssh }: Host, { former, address, knownHosts }: AddressChanges) {
  const at = ssh.address === former ? address : ssh.address
  const isKnown = keysIn(knownHosts.content, at, ssh.port).length > 0
  if (!local && ssh.hostKey === undefined && !isKnown)
    throw fault('readdress.key-unknown', { host, former, address }, { host })
}

/** The former key stands under the former address: nobody has to take it out of known_hosts. */
function withOtherKey(error: unknown, host: string): unknown {
  const problems = error instanceof InstallerError ? error.problems : []
  const changed = problems.find(
    ({ code, where }) => code === 'connection.host-key-changed' && where.host === host,
  )
  return changed === undefined ? error : fault('readdress.other-key', changed.details, { host }, error)
}

/** `facts`: of the hosts at the addresses that they are to have. */
function refuseOtherMachine({ topology }: Organisation, host: string, facts: Facts): void {
  const here = facts[host]
  const address = hostNamed(topology, host)?.address ?? ''
  if (here === undefined || isByHand(topology, host)) return
  const found = here.identity.addresses.map((one) => one.address)
  if (!found.includes(address)) {
    const details = { host, address, found: printable(found.join(', ')) || '?' }
    throw fault('readdress.not-there', details, { host })
  }
  const { organisation } = topology
  const isOurs = here.receipts.some((one) => one.organisation === organisation)
  // One on which nothing was ever installed has nothing to be known by.
  if (!isOurs && here.record?.organisation !== organisation)
    throw fault('readdress.other-machine', { host, address }, { host })
}

function tellChanges(
  { say, print, emit, language, asTyped }: Session,
  { topology, release }: Organisation,
  { name: host }: Host,
  { former, address, lines, file }: AddressChanges,
): void {
  emit({ type: 'readdress', host, former, address, lines })
  print(say('readdress.becomes', { host, former, address }))
  for (const [name, count] of Object.entries(lines))
    print(`  ${say('readdress.lines', { file: name, count })}`)
  print(
    ...diffLines(file.before ?? '', file.content).map((line) => `  ${line}`),
    say('readdress.services'),
    '',
  )
  for (const instance of instancesOn(topology, host)) {
    const there = hostNamed(topology, host)
    if (there === undefined) continue
    const input = { topology, release, host: there, instance, distribution: '', avx2: false }
    const seen = serviceOf(instance).moved?.(input)
    if (seen === undefined) continue
    print(say('readdress.seen', { instance: instanceId(instance), what: asTyped(reasonIn(seen, language)) }))
  }
}

function tellDone(
  { say, print, paint }: Session,
  { topology }: Organisation,
  { name: host }: Host,
  { former, address, left }: AddressChanges,
): void {
  print('', paint('done', say('readdress.done', { host, address })))
  const here = instancesOn(topology, host)
  if (here.some(({ externalAddress }) => externalAddress === address))
    print(say('readdress.external', { address }))
  for (const { host: at, tls, database } of instancesOf(topology, ADMIN)) {
    if (at !== host) continue
    if (tls !== undefined) print(say('readdress.certificate', { address }))
    if (database.kind === 'external')
      print(say('readdress.account', { account: `'${DATABASE_USER}'@'${former}'` }))
  }
  if (left !== undefined)
    print(paint('warning', say('readdress.left', { file: left.file, lines: left.lines.join(', ') })))
}
