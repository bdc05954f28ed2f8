import { inputsOf, resourceOf } from '../actions/resource.js'
import type { HostFacts } from '../facts/host-facts.js'
import { isTouched } from '../facts/touched.js'
import { sha256 } from '../lib/digest.js'
import { fill, type SecretSource } from '../lib/text.js'
import { phases } from './phases/index.js'
import type { WantedNode } from './phases/nodes.js'
import type { PlanInput } from './plan.js'

/** SHA-256 of what a file of ours on a host has to hold, by its path. */
export type ExpectedFiles = ReadonlyMap<string, string>

/**
 * By host, those files whose receipts say that all is well, and whose bytes are known here: written files as they would be written
 * now, and artifacts by what they were placed as. What `stat` shows to be changed is told without this.
 */
export function expectedFiles(input: PlanInput, secrets: SecretSource): ReadonlyMap<string, ExpectedFiles> {
  const written = new Map<string, string>()
  for (const nodes of phases(withoutBytes(input)))
    for (const node of nodes) {
      const key = keyOf(
        node.host,
        resourceOf(node.action, node.instance),
        inputsOf(node.action, input.secretDigest),
      )
      const sum = sumOf(node, secrets)
      if (sum !== undefined) written.set(key, sum)
    }
  return new Map(
    Object.entries(input.facts).map(([host, { receipts }]) => {
      const ours = receipts.filter(
        (one) => one.organisation === input.topology.organisation && !isTouched(one),
      )
      const files = ours.flatMap((receipt) => {
        const sum = receipt.id.startsWith('artifact:')
          ? receipt.inputs
          : written.get(keyOf(host, receipt.id, receipt.inputs))
        return sum === undefined || !isWhole(receipt) ? [] : [[receipt.path ?? '', sum] as const]
      })
      return [host, new Map(files)]
    }),
  )
}

/** No file that is written depends on what is in an artifact: they need not be here. */
function withoutBytes(input: PlanInput): PlanInput {
  const artifacts = input.release.artifacts.map(({ id, cpu, file }) => {
    const bytes = { fileName: file.split('/').at(-1) ?? file, sha256: '0'.repeat(64), size: 0 }
    return { id, ...bytes, ...(cpu === undefined ? {} : { cpu }) }
  })
  return { ...input, artifacts }
}

function sumOf({ action }: WantedNode, secrets: SecretSource): string | undefined {
  if (action.kind === 'install-file') return action.sha256
  if (action.kind !== 'write-file' || action.keep) return undefined
  return sha256(fill(action.content, secrets))
}

function isWhole({ path, now = '' }: HostFacts['receipts'][number]): boolean {
  return path !== undefined && now.endsWith(' regular file')
}

function keyOf(host: string, id: string, inputs: string | undefined): string {
  return `${host} ${id} ${inputs}`
}
