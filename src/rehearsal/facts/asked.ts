import { createHash } from 'node:crypto'
import type { Asked, AskedOverHttp } from '../../facts/questions.js'
import { printTable } from '../firewall.js'
import { keyOf } from '../host-key.js'
import type { Machine } from '../machine.js'
import type { SimulatedNetwork } from '../network.js'
import { labelledLines } from './sections.js'

/** As `askedCommand` asks. */
export async function printAsked(asked: Asked, machine: Machine, network: SimulatedNetwork): Promise<string> {
  if ('sshd' in asked) return printDoor(machine)
  if ('table' in asked) return printTable(machine)
  if ('certificate' in asked) return printDigest(machine.files.read(asked.certificate))
  if ('shownAt' in asked) return base64In(machine.certificates.get(asked.shownAt.port))
  return printAnswers(asked, machine, network)
}

function printDoor({ firstAddress }: Machine): string {
  return `port 22\nkey ssh-ed25519 ${keyOf(`${firstAddress} 22`).toString('base64')}\n`
}

function printDigest(text = ''): string {
  const base64 = base64In(text)
  if (base64 === '') return ''
  return `${createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')}\n`
}

/** Of the first certificate in a PEM file; nothing where there is none. */
function base64In(text = ''): string {
  const [, base64 = ''] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(text) ?? []
  return base64.replace(/\s/g, '')
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
