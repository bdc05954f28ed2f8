import type { Questions } from '../../facts/questions.js'
import type { Machine } from '../machine.js'
import type { Network } from '../network.js'
import { labelledLines } from './labelled-lines.js'

const PATHS = [
  ['node', '/carrier/v1/yarn/nodeInfo'],
  ['seeds', '/carrier/v1/yarn/seedList'],
  ['data', '/carrier/v1/yarn/dataNodeList'],
  ['compute', '/carrier/v1/yarn/jobNodeList'],
] as const

/** As `carrierFact` asks: what its REST gateway answers, each on one line. */
export async function printCarrier(
  { address: from }: Machine,
  network: Network,
  rest: Questions['carrier'],
): Promise<string> {
  if (rest === undefined) return ''
  const answers = await Promise.all(
    PATHS.map(async ([label, path]) => {
      const answer = await network.request(from, { ...rest, method: 'GET', path })
      return answer?.status === 200 ? [[label, answer.body.replaceAll('\n', ' ')] as const] : []
    }),
  )
  return labelledLines(answers.flat())
}
