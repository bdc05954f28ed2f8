import { createHash } from 'node:crypto'
import type { Asked, AskedOverHttp } from '../../facts/questions.js'
import type { Machine } from '../machine.js'
import type { SimulatedNetwork } from '../network.js'
import { labelledLines } from './sections.js'

/** As `askedCommand` asks. */
export async function printAsked(asked: Asked, machine: Machine, network: SimulatedNetwork): Promise<string> {
  return 'certificate' in asked
    ? printDigest(machine.files.read(asked.certificate))
    : printAnswers(asked, machine, network)
}

function printDigest(text = ''): string {
  const [, base64] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(text) ?? []
  if (base64 === undefined) return ''
  return `${createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')}\n`
}

async function printAnswers(
  { address, port, paths }: AskedOverHttp,
  { address: from }: Machine,
  network: SimulatedNetwork,
): Promise<string> {
  const answers: [label: string, body: string][] = []
  for (const [label, path] of paths) {
    const answer = await network.request(from, { address, port, method: 'GET', path })
    if (answer === undefined) break
    answers.push([label, answer.body.replaceAll('\n', ' ')])
  }
  return labelledLines(answers)
}
