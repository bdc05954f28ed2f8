import { join } from 'node:path'
import { execa } from 'execa'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import { controllerNamespace, labFolder } from './lab-state.js'
import { KEY_FILE, OPERATOR } from './seed-layer.js'

/** Ends early when process `pid`, which is to listen there, is gone. */
export async function waitForPort(lab: string, address: string, port: number, pid?: number): Promise<void> {
  await pollOnController(lab, `: < /dev/tcp/${address}/${port}`, pid)
}

/**
 * Waits for a login, not for an open port: sshd listens before the system lets users in. Ends early
 * when process `pid`, the host, is gone.
 */
export async function waitForLogin(lab: string, address: string, pid: number): Promise<void> {
  const ssh = ['ssh', ...sshFlags(lab), '-o', 'ConnectTimeout=60', `${OPERATOR}@${address}`, 'true']
  await pollOnController(lab, `: < /dev/tcp/${address}/22 && ${ssh.join(' ')}`, pid)
}

export function sshFlags(lab: string): string[] {
  const settings = {
    IdentitiesOnly: 'yes',
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: knownHostsFile(lab),
  }
  return [
    '-F',
    'none',
    '-i',
    KEY_FILE,
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ]
}

export function knownHostsFile(lab: string): string {
  return join(labFolder(lab), 'known_hosts')
}

async function pollOnController(lab: string, test: string, pid = process.pid): Promise<void> {
  // One shell that polls costs less than one process from here for every try.
  const script = `while kill -0 ${pid}; do { ${test}; } && exit 0; sleep 0.05; done 2> /dev/null; exit 1`
  await execa('ip', ['netns', 'exec', controllerNamespace(lab), 'bash', '-c', script], {
    timeout: PATIENCE_MILLISECONDS,
  })
}
