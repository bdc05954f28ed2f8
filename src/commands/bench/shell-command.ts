import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Host, Login } from '../../topology/topology.js'

/** Command line of a shell on a host: OpenSSH with what the organisation knows; the login shell on this computer. */
export function shellCommand(
  { local, ssh }: Host,
  folder: Pick<OrganisationFolder, 'knownHosts' | 'directory'>,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (local) return [env.SHELL ?? 'bash', '-l']
  const keys = ['-o', `UserKnownHostsFile=${quoted(folder.knownHosts)} ~/.ssh/known_hosts`]
  const jump = ssh.jump === undefined ? [] : ['-o', `ProxyCommand=${jumpCommand(ssh.jump, folder, keys)}`]
  return ['ssh', '-t', ...keys, ...loginWords(ssh, folder), ...jump, '--', ssh.address]
}

function loginWords(
  { port, user, identityFile }: Login,
  { directory }: Pick<OrganisationFolder, 'directory'>,
): string[] {
  const path = identityFile?.startsWith('~/')
    ? join(homedir(), identityFile.slice(2))
    : identityFile && resolve(directory, identityFile)
  return ['-p', String(port), '-l', user, ...(path ? ['-i', path] : [])]
}

/** `-J` would take neither the key file nor the known hosts. */
function jumpCommand(
  jump: Login,
  folder: Pick<OrganisationFolder, 'directory'>,
  keys: readonly string[],
): string {
  const words = ['ssh', ...keys, ...loginWords(jump, folder), '-W', '[%h]:%p', '--', jump.address]
  return words.map((word) => (word === '[%h]:%p' ? word : shellWord(word))).join(' ')
}

/** A percent sign is OpenSSH's own in a ProxyCommand. */
function shellWord(word: string): string {
  return `'${word.replaceAll('%', '%%').replaceAll("'", "'\\''")}'`
}

function quoted(path: string): string {
  return `"${path.replaceAll('%', '%%').replaceAll('"', '\\"')}"`
}
