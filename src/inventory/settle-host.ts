import { isHostAddress, isLoopback } from '../topology/addresses.js'
import type { OldAnswers } from './answers.js'
import { CONNECTION } from './connection.js'
import type { Said } from './inventory.js'
import { readSshArguments } from './jump.js'

const SSH_PORT = 22
const SSH_ARGUMENTS = ['ansible_ssh_common_args', 'ansible_ssh_extra_args', 'ansible_ssh_args']

/** The way to a host. Services have registered under the name that the inventory gives it, which is its address as a rule. */
export function settleHost(host: string, answers: OldAnswers, place: Pick<Said, 'file' | 'line'>): void {
  const { take, tell } = answers
  const at = (key: string) => ['hosts', host, key]
  const dialled = firstOf(answers, host, CONNECTION.address)
  const named: Said = { name: '', value: host, ...place }
  const address = isAddress(host) ? named : isAddress(dialled?.value) ? dialled : undefined
  take(at('address'), address)
  if (address === undefined) tell('import.no-address', dialled ?? place, 'warning', { host })
  if (isLocal(host, answers)) {
    take(at('local'), answers.said(host, 'ansible_connection') ?? named, true)
    return
  }
  const ssh = dialled ?? named
  if (ssh.value !== address?.value) take(at('ssh'), ssh)
  const user = firstOf(answers, host, CONNECTION.user)
  take(at('user'), user)
  const [portName] = CONNECTION.port.filter((name) => answers.said(host, name) !== undefined)
  const port = portName === undefined ? undefined : answers.ports(host, portName)
  if (port?.values[0] !== SSH_PORT) take(at('port'), port?.said, port?.values[0])
  const key = firstOf(answers, host, CONNECTION.identityFile)
  take(at('identityFile'), key)
  for (const name of SSH_ARGUMENTS) {
    const found = answers.said(host, name)
    if (found === undefined) continue
    const { jump, identityFile, isUnknown } = readSshArguments(String(found.value))
    if (isUnknown) tell('import.way', found, 'warning', { host, name })
    if (key === undefined)
      take(at('identityFile'), identityFile === undefined ? undefined : found, identityFile)
    if (jump === undefined) continue
    take(at('jump'), found, { ...jump, user: jump.user ?? String(user?.value ?? '') })
    break
  }
}

function isAddress(text: unknown): text is string {
  return typeof text === 'string' && isHostAddress(text) && !isLoopback(text)
}

function isLocal(host: string, answers: OldAnswers): boolean {
  return (
    isLoopback(host) || host === 'localhost' || answers.text(host, 'ansible_connection')?.value === 'local'
  )
}

/** The first of several names for one thing; that another one says something else is told. */
function firstOf(answers: OldAnswers, host: string, names: readonly string[]): Said | undefined {
  const [first, ...others] = names.flatMap((name) => answers.text(host, name) ?? [])
  const other = others.find(({ value }) => value !== first?.value)
  if (first !== undefined && other !== undefined)
    answers.tell('import.differs', other, 'warning', {
      key: first.name,
      taken: String(first.value).slice(0, 80),
      other: String(other.value).slice(0, 80),
    })
  return first
}
