import type { Action } from '../../actions/action.js'
import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { operatorFile, tokenFile } from '../../roles/consul-token.js'
import { receiverOf } from '../../roles/host-backups.js'
import { registryOf, roleOfName, serviceOf } from '../../roles/index.js'
import { HAND_OVER } from '../../roles/moves.js'
import { signOff } from '../../roles/sign-off.js'
import { instancePaths, removedDirectory, unitOf } from '../../topology/host-paths.js'
import { artifactsOf } from '../../topology/release.js'
import { instancesOf, instancesOn, type Topology } from '../../topology/topology.js'
import { accountsIn, removeAccount } from '../accounts.js'
import { tokensOf } from '../callers.js'
import { databasesOfForgotten, keptOfForgotten } from '../kept.js'
import { databasesAside } from '../moved-database.js'
import { isInstalled } from '../owned.js'
import type { PlanInput, Reason } from '../plan.js'
import { reloadServices, removeFiles } from '../take-away.js'
import { NO_RECEIVER } from './backup-receiver.js'
import { addRemoval } from './firewall.js'
import { accountReceipt, dropAccount } from './former-accounts.js'
import { type Chain, chain, type Phase, type WantedNode } from './nodes.js'
import { placedService } from './placed-services.js'
import { releasePorts } from './prepare.js'
import { goesFirst, type OwnedHost, ownedHosts, type Retiree, retirees } from './retirees.js'
import { signOffStale } from './stale-registrations.js'
import { againNode, readyNode } from './start.js'
import { allVerified } from './verify.js'

const GONE: Reason = { word: 'reason.no-longer-named' }
const NO_ROLE: Reason = { word: 'reason.no-role-left' }
const DATA_KEPT: Reason = { word: 'reason.data-kept' }

/**
 * What receipts tell of and org.yaml no longer names on a host: it leaves, is stopped and taken off Consul; what it has kept is set
 * aside, its files go, and its receipts last, so that a run which was cut off goes on there. A host without any role is cleaned
 * of what all of them had shared.
 */
export const retire: Phase = (input) => {
  const last = new Map<Retiree, string>()
  const nodes = inTurns(input).flatMap((retiree, i, all) => {
    const before = all[i - 1]
    const waits = before?.role === retiree.role && leavesInTurn(retiree) ? [last.get(before) ?? ''] : []
    const own = retireOne(input, retiree, waits).nodes
    last.set(retiree, own.at(-1)?.id ?? '')
    return own
  })
  const cleaned = ownedHosts(input).flatMap((here) => {
    const gone = retirees(input).filter(({ host }) => host === here.host)
    return isBare(input, here)
      ? cleanHost(
          input,
          here,
          gone.flatMap((one) => last.get(one) ?? []),
        ).nodes
      : []
  })
  const gone = [...nodes, ...cleaned, ...forgetGone(input), ...signOffStale(input)]
  return [...gone, ...expelFormer(input, gone)]
}

/** Tokens of those that are gone, and former ones of those that stay: last of all, since what leaves signs off by its own. */
function expelFormer(input: PlanInput, gone: readonly WantedNode[]): readonly WantedNode[] {
  if (tokensOf(input)?.areLeft !== true) return []
  const registry = registryOf(input.topology)?.instance
  const facts = input.facts[registry?.host ?? '']
  if (registry === undefined || facts === undefined) return []
  const { service, input: asked } = placedService(input, registry, facts)
  const after = [
    ...allVerified(input.topology),
    ...input.topology.instances.map(againNode),
    ...gone.map(({ id }) => id),
  ]
  const nodes = chain('retire', registry.host, registry.name, after)
  for (const { action, because } of service.expels?.(asked) ?? [])
    nodes.add(action, because, { forced: because, isTraceless: true })
  return nodes.nodes
}

/** What hosts that are gone for good had is taken off Consul by the host of its first server. */
function forgetGone({ topology, gone = [] }: PlanInput): readonly WantedNode[] {
  const at = registryOf(topology)?.instance.host
  if (at === undefined) return []
  const nodes = chain('retire', at, 'host', allVerified(topology))
  for (const { host, address, instances } of gone) {
    for (const name of instances) {
      const role = roleOfName(name)
      if (role === undefined) continue
      const { leaves, registeredAs } = serviceOf({ role })
      const because: Reason = { word: 'reason.gone-for-good', values: { instance: name, host } }
      const { add } = traceless(nodes)
      const suffix = ` of ${name}@${host}`
      const leave = leaves?.({ topology, name, host, address, isGone: true })
      if (leave !== undefined) add(leave.action, because, suffix)
      const id = registeredAs?.({ name, host }, address)
      if (id !== undefined) add(signOff(topology, id, operatorFile(topology)), because, suffix)
    }
  }
  return nodes.nodes
}

/** Those that keep a quorum come last, and each leaves when the one before it has. */
function inTurns(input: PlanInput): Retiree[] {
  const all = retirees(input)
  return [...all.filter((one) => !leavesInTurn(one)), ...all.filter(leavesInTurn)]
}

function leavesInTurn({ role }: Retiree): boolean {
  return serviceOf({ role }).restarts === 'one by one'
}

function retireOne(input: PlanInput, retiree: Retiree, waits: readonly string[]): Chain {
  const { topology } = input
  const { role, name, host, owned } = retiree
  const service = serviceOf({ role })
  const nodes = chain('retire', host.name, name, [...whatComesFirst(input, retiree), ...waits])
  const { add, run } = traceless(nodes)
  const leave = service.leaves?.({ topology, name, host: host.name, address: host.address })
  if (leave !== undefined) add(leave.action, leave.because)
  add({ kind: 'unit', unit: unitOf(name), state: 'removed', inputs: '' }, GONE)
  const id = service.registeredAs?.({ name, host: host.name }, host.address)
  if (id !== undefined) add(signOff(topology, id, tokenFile(topology, name)), { word: 'reason.signed-off' })
  const isKept = input.deleteRemoved !== true
  const databases = databasesOfForgotten({ role, name, host: host.name }, retiree.facts)
  if (databases.length > 0) {
    const asked = { home: `${topology.installDirectory}/${name}`, databases, isKept }
    run('database-aside', databasesAside(asked), isKept ? DATA_KEPT : GONE, JSON.stringify(asked))
  }
  if (isKept) {
    const into = removedDirectory(topology)
    const paths = keptOfForgotten(topology, retiree)
    add({ kind: 'set-aside', instance: name, paths, into }, DATA_KEPT)
  }
  const outside = outsideOf(retiree)
  if (outside.length > 0) {
    add({ kind: 'remove', paths: outside, receipts: [] }, GONE, ' outside')
    run('system-services', reloadServices, GONE)
  }
  const artifacts = artifactsOfIt(input, retiree)
  const paths = [
    `${topology.installDirectory}/${name}`,
    ...artifacts.map(({ path }) => path.slice(0, path.lastIndexOf('/'))),
  ]
  const accounts = accountsIn(owned.receipts).get(name) ?? []
  const last = accounts.map((account) => ({ account, receipt: accountReceipt(name, account) }))
  const known = owned.receipts.filter(({ instance }) => instance === name).map((one) => one.id)
  // A move may leave one in this very run.
  const receipts = [...new Set([...known, `run:${name}/${HAND_OVER}`])].filter(
    (id) => !last.some(({ receipt }) => receipt === id),
  )
  add({ kind: 'remove', paths, receipts: [...receipts, ...artifacts.map((one) => one.id)] }, GONE)
  for (const one of last) dropAccount(nodes, topology, one, GONE)
  return nodes
}

/** The new one's files, and all that it needs, where nobody does its work meanwhile; else that all that stays works. */
function whatComesFirst(input: PlanInput, retiree: Retiree): readonly string[] {
  const { topology, release } = input
  const first = goesFirst(input, retiree)
  if (first === 'for its port') return []
  if (first === undefined) return allVerified(topology)
  const files = instancesOf(topology, retiree.role).map(
    (instance) => `${instance.host} file:${instancePaths({ topology, release, instance }).unitFile}`,
  )
  const needs = serviceOf(retiree).needs.flatMap(({ role }) => instancesOf(topology, role))
  return [...files, ...needs.map(readyNode)]
}

/** What is done to remove something, and leaves no receipt of it. */
function traceless(nodes: Chain) {
  const add = (action: Action, because: Reason, suffix = '') =>
    nodes.add(action, because, { forced: because, isTraceless: true, suffix })
  const run = (name: string, command: Command, because: Reason, inputs = '') =>
    add({ kind: 'run', name, command, inputs }, because)
  return { add, run }
}

/** Of its own, outside the install directory. */
function outsideOf({ name, owned }: Retiree): string[] {
  const by = (isMeant: (instance: string) => boolean) =>
    new Set(owned.receipts.flatMap(({ instance, path }) => (isMeant(instance) ? (path ?? []) : [])))
  const own = by((instance) => instance === name)
  const others = by((instance) => instance !== name)
  return owned.outside.filter((path) => own.has(path) && !others.has(path))
}

/** What was brought to the host for it, and for none that stays there. */
function artifactsOfIt({ topology, release }: PlanInput, { role, host, owned }: Retiree) {
  const names = (instances: readonly { readonly role: string }[]) =>
    artifactsOf(release, instances).map(({ file, member }) => baseName(member ?? file))
  const staying = new Set(names(instancesOn(topology, host.name)))
  const meant = new Set(names([{ role }]).filter((name) => !staying.has(name)))
  return owned.receipts.flatMap(({ id, path }) =>
    path !== undefined && id === `artifact:${path}` && meant.has(baseName(path)) ? [{ id, path }] : [],
  )
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** It has what instances share, and none any more. */
function isBare(input: PlanInput, { host, facts, owned }: OwnedHost): boolean {
  const isNamed =
    instancesOn(input.topology, host.name).length > 0 || receiverOf(input.topology)?.name === host.name
  const goAll = owned.forgotten.length === retirees(input).filter((one) => one.host === host).length
  return !isNamed && goAll && owned.shared === undefined && isInstalled(owned, facts)
}

function cleanHost(input: PlanInput, here: OwnedHost, after: readonly string[]): Chain {
  const { topology } = input
  const { installDirectory: root, organisation } = topology
  const { host, owned } = here
  const withdrawn = ['no-backups', NO_RECEIVER].map((name) => `${host.name} run:host/${name}`)
  const nodes = chain('retire', host.name, 'host', [...after, ...withdrawn])
  const { add, run } = traceless(nodes)
  addRemoval(nodes, input, host.name, NO_ROLE)
  run('kernel-settings', releasePorts(organisation), { word: 'reason.former-ports' })
  if (owned.outside.length > 0) add({ kind: 'remove', paths: owned.outside, receipts: [] }, NO_ROLE)
  const aside = removedDirectory(topology)
  const paths = owned.inside.filter((path) => path !== aside)
  run('files', removeFiles(root, paths, []), NO_ROLE, JSON.stringify({ root, paths, kept: [] }))
  run('forget-host', forgetHost(topology), { word: 'reason.nothing-left' }, root)
  return nodes
}

/** With nothing left of it, the host is nobody's. */
function forgetHost(topology: Topology): Command {
  return lines(
    sh`if [ ! -e ${topology.installDirectory} ]; then`,
    removeAccount(topology.serviceUser, topology),
    sh`rm -rf -- ${RECORD_DIRECTORY}`,
    sh`fi`,
  )
}
