import type * as z from 'zod'
import { TOPOLOGY_CODES } from '../errors/codes/topology.js'
import { type Problem, problem } from '../errors/problem.js'
import { isDocumentationAddress } from '../topology/addresses.js'
import {
  bootstrapNode,
  endpoint,
  fighterPort,
  hostAddress,
  port,
  servicePort,
  taskPorts,
} from '../topology/values.js'

/** What is wrong with a text that is typed for a key of org.yaml; undefined while it is fine. The rules of the file. */
export function checkValue(key: string, text: string): Problem | undefined {
  if (isDocumentationAddress(text))
    return problem('topology.unfilled-hole', { path: key, found: text }, { path: key })
  const schema = schemaOf(key)
  const value = NUMBERS.includes(schema) && /^\d{1,6}$/.test(text) ? Number(text) : text
  const issue = schema.safeParse(value).error?.issues[0]
  if (issue === undefined) return undefined
  const code = TOPOLOGY_CODES.find((known) => known === issue.message) ?? 'topology.invalid-value'
  return problem(
    code,
    { path: key, found: typeof value === 'number' ? text : JSON.stringify(text) },
    { path: key },
  )
}

function schemaOf(key: string): z.ZodType {
  if (key.endsWith('.externalAddress')) return hostAddress
  if (key.endsWith('.taskPorts')) return taskPorts
  if (key === 'network.dataCenter') return endpoint
  if (key.startsWith('network.bootstrapNodes')) return bootstrapNode
  if (key.startsWith('roles.')) return fighterPort
  return key.startsWith('ports.console.') || key === 'ports.database' ? port : servicePort
}

const NUMBERS: readonly z.ZodType[] = [fighterPort, port, servicePort]
