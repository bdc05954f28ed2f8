import { execa } from 'execa'
import { findInit } from './host-process.js'

export interface ExecOptions {
  check?: boolean
  input?: string
}

export interface Outcome {
  stdout: string
  stderr: string
  exitCode: number
}

/** Enters the host from this machine: it needs no network, no login and no running sshd. */
export async function execInHost(
  { name, keeper }: { name: string; keeper: number },
  script: string,
  { check = false, input = '' }: ExecOptions = {},
): Promise<Outcome> {
  const init = findInit(keeper)
  if (init === undefined) throw new Error(`${name} is not running`)
  const result = await execa('nsenter', ['--target', String(init), '--all', '--', 'bash', '-c', script], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' },
    extendEnv: false,
    cwd: '/',
    input,
    reject: check,
  })
  // Without an exit code it was ended by a signal.
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode ?? -1 }
}
