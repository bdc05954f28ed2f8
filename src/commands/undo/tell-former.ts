import type { Word } from '../../i18n/say.js'
import { serviceOf } from '../../roles/index.js'
import { unitOf } from '../../topology/host-paths.js'
import { type Instance, instanceId, type Topology } from '../../topology/topology.js'
import { whenOf, whoOf } from '../../ui/record-text.js'
import type { Session } from '../program/session.js'
import { showChanges } from '../pull/tell-pull.js'
import type { Former } from './find-former.js'

/** The difference, and what of the time since then stays as it is now; `wanted`: what the former generation says. */
export function tellFormer(session: Session, former: Former, wanted: Topology): void {
  const { say, print, paint, emit } = session
  const { host, record, newest, mine, files } = former
  const { generation } = record.head
  emit({ type: 'former', generation, from: host, newest: newest.head.generation, ...staysOf(former, wanted) })
  print(say('undo.found', { generation, host, at: whenOf(record.head), by: whoOf(record.head) }), '')
  showChanges(session, mine, files)
  const lines = Object.entries(staysOf(former, wanted)).flatMap(([what, names]) =>
    names.length === 0 ? [] : [say(WORDS[what as keyof Stays], { generation, names: names.join(' ') })],
  )
  if (lines.length > 0) print(paint('warning', say('undo.stays')), ...lines.map((line) => `  ${line}`), '')
}

/** Names, of instances as `data-8700@h4`. */
interface Stays {
  readonly databases: readonly string[]
  readonly data: readonly string[]
  /** `secrets` where they are others than then. */
  readonly secrets: readonly string[]
  /** Added since, and still installed, or on a host that did not answer. */
  readonly added: readonly string[]
  readonly back: readonly string[]
  /** In both, and not installed now on hosts that answered: removed since. */
  readonly anew: readonly string[]
  /** Whose keys will open the secrets again. */
  readonly operators: readonly string[]
}

const WORDS: Readonly<Record<keyof Stays, Word>> = {
  databases: 'undo.stays.databases',
  data: 'undo.stays.data',
  secrets: 'undo.stays.secrets',
  added: 'undo.stays.added',
  back: 'undo.stays.back',
  anew: 'undo.stays.anew',
  operators: 'undo.stays.operators',
}

function staysOf({ record, newest, topology: now, facts }: Former, then: Topology): Stays {
  const lacks =
    ({ instances }: Topology) =>
    (one: Instance) =>
      !instances.some((other) => instanceId(other) === instanceId(one))
  const isThere = ({ name, host }: Instance) =>
    unitOf(name) in (facts[host]?.units ?? { [unitOf(name)]: true })
  const staying = now.instances.filter((one) => !lacks(then)(one))
  const keeping = (isMeant: (kept: ReturnType<ReturnType<typeof serviceOf>['keep']>[number]) => boolean) =>
    staying.filter((one) => serviceOf(one).keep(one).some(isMeant)).map(instanceId)
  const known = now.operators?.map(({ key }) => key) ?? []
  return {
    databases: keeping(({ kind }) => kind === 'database'),
    data: keeping(({ kind, what }) => kind === 'path' && what === 'data'),
    secrets: record.body.secrets.digest === newest.body.secrets.digest ? [] : ['secrets'],
    added: now.instances.filter(lacks(then)).filter(isThere).map(instanceId),
    anew: staying.filter((one) => !isThere(one)).map(instanceId),
    back: then.instances.filter(lacks(now)).map(instanceId),
    operators: (then.operators ?? []).filter(({ key }) => !known.includes(key)).map(({ name }) => name),
  }
}
