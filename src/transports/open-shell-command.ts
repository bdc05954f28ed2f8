import { join, resolve } from 'node:path'
import { shellQuote } from '../lib/text.js'
import type { Host, Login } from '../topology/topology.js'

export interface ShellPlaces {
  /** The organisation's own file of host keys, absolute. */
  readonly knownHosts: string
  /** The folder of org.yaml, where paths of identity files start. */
  readonly directory: string
  /** For `~/` in them. */
  readonly homeDirectory: string
  /** The operator's `SHELL`. */
  readonly shell?: string | undefined
}

/**
 * The command line, program first, that opens a shell on a host for a person: OpenSSH with the login of `org.yaml` and
 * the host keys of the organisation; on this machine the operator's own shell. No part of it is meant for a shell.
 */
export function openShellCommand({ local, ssh }: Host, places: ShellPlaces): readonly string[] {
  if (local) return [places.shell || 'sh']
  return [...sshWords(ssh, places), '--', ssh.address]
}

function sshWords({ port, user, identityFile, jump }: Login, places: ShellPlaces): string[] {
  const { knownHosts, directory, homeDirectory } = places
  const path = identityFile?.startsWith('~/')
    ? join(homeDirectory, identityFile.slice(2))
    : identityFile && resolve(directory, identityFile)
  return [
    'ssh',
    ...['-o', `UserKnownHostsFile=${pathValue(knownHosts)}`],
    // Names that ssh hashed would be unknown to the installer.
    ...['-o', 'HashKnownHosts=no'],
    ...(path ? ['-o', `IdentityFile=${pathValue(path)}`] : []),
    ...['-p', String(port), '-l', user],
    ...(jump === undefined ? [] : ['-o', `ProxyCommand=${throughJump(jump, places)}`]),
  ]
}

/** `-J` would know neither the key file nor the host keys. This one is meant for a shell: ssh gives it to one. */
function throughJump(jump: Login, places: ShellPlaces): string {
  const words = sshWords(jump, places).map((word) => shellQuote(withoutTokens(word)))
  return [...words, '-W', "'[%h]:%p'", '--', shellQuote(withoutTokens(jump.address))].join(' ')
}

/** ssh splits the values of its options at spaces, and reads percent signs as its own. */
function pathValue(path: string): string {
  return `"${withoutTokens(path).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function withoutTokens(text: string): string {
  return text.replaceAll('%', '%%')
}
