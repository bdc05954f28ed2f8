import type { Questions } from '../../facts/questions.js'
import type { Machine } from '../machine.js'
import type { Network } from '../network.js'
import { labelledLines } from './labelled-lines.js'

const PATHS = [
  ['members', '/v1/agent/members'],
  ['keys', '/v1/kv/metis/?recurse'],
  ['services', '/v1/agent/services'],
  ['checks', '/v1/agent/checks'],
] as const

/** As `consulFact` asks: what the agent's HTTP API answers, each on one line. */
export async function printConsul(
  { address: from }: Machine,
  network: Network,
  agent: Questions['consul'],
): Promise<string> {
  if (agent === undefined) return ''
  const ask = (path: string) => network.request(from, { ...agent, method: 'GET', path })
  const leader = await ask('/v1/status/leader')
  if (leader === undefined) return ''
  const answers = await Promise.all(
    PATHS.map(async ([label, path]) => [label, (await ask(path))?.body ?? ''] as const),
  )
  return labelledLines(
    [['leader', leader.body] as const, ...answers].map(([label, body]) => [label, oneLine(body)]),
  )
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}
