import { readOrganisationText } from '../../catalog/read-organisation.js'
import type { RecordBody } from '../../record/record.js'
import { instanceId, type Topology } from '../../topology/topology.js'
import { diffLines } from '../../ui/difference-text.js'

export interface AddedRemoved<T> {
  readonly added: T
  readonly removed: T
}

/** How one generation differs from another one. */
export interface GenerationChanges {
  /** Lines of org.yaml. */
  readonly lines: AddedRemoved<number>
  /** Names; undefined where this version does not understand one of the two files. */
  readonly hosts: AddedRemoved<readonly string[]> | undefined
  /** `data-8700@h4`; undefined likewise. */
  readonly instances: AddedRemoved<readonly string[]> | undefined
  /** Names of those whose keys open the secrets. */
  readonly operators: AddedRemoved<readonly string[]>
  /** A release file of one's own. */
  readonly release: boolean
  readonly secrets: boolean
  readonly hostKeys: boolean
}

/** What was applied: as it was kept, and as this version understands it, if it does. */
export interface AppliedState {
  readonly body: RecordBody
  readonly topology: Topology | undefined
}

export async function stateOf(body: RecordBody, presetsDirectory: string): Promise<AppliedState> {
  const { file, release: own } = body
  const parsed = await readOrganisationText(file, { from: 'org.yaml', own, presetsDirectory })
  return { body, topology: parsed.ok ? parsed.topology : undefined }
}

export function changesBetween(
  { body: before, topology: was }: AppliedState,
  { body: after, topology: is }: AppliedState,
): GenerationChanges {
  const named = (names: (topology: Topology) => readonly string[]) =>
    was === undefined || is === undefined ? undefined : difference(names(was), names(is))
  const lines = diffLines(before.file, after.file)
  return {
    lines: {
      added: lines.filter((line) => line.startsWith('+')).length,
      removed: lines.filter((line) => line.startsWith('-')).length,
    },
    hosts: named(({ hosts }) => hosts.map(({ name }) => name)),
    instances: named(({ instances }) => instances.map(instanceId)),
    operators: operatorsChanged(before, after),
    release: before.release?.text !== after.release?.text,
    secrets: before.secrets.digest !== after.secrets.digest,
    hostKeys: before.hostKeys !== after.hostKeys,
  }
}

function difference(before: readonly string[], after: readonly string[]): AddedRemoved<readonly string[]> {
  return {
    added: after.filter((one) => !before.includes(one)),
    removed: before.filter((one) => !after.includes(one)),
  }
}

/** By key: a person with a new key is another one for what is sealed. */
function operatorsChanged(before: RecordBody, after: RecordBody): GenerationChanges['operators'] {
  const [was, is] = [before, after].map(({ secrets }) => (secrets.for === 'passphrase' ? [] : secrets.for))
  const lacking = (all: typeof was = [], others: typeof was = []) =>
    all.filter(({ key }) => !others.some((one) => one.key === key)).map(({ name }) => name)
  return { added: lacking(is, was), removed: lacking(was, is) }
}
