import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import type { RunningProcess } from '../../events/record-line.js'
import type { Language } from '../../i18n/say.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { processOf } from '../../state/process-identity.js'
import { createRunFile } from '../../state/run-files.js'
import type { GivenCredentials } from '../organisation/given-credentials.js'
import { handOver } from '../program/password-variables.js'
import type { World } from '../program/session.js'

export interface WorkerOrder {
  /** With its words. */
  readonly command: readonly [string, ...string[]]
  /** The organisation's file, absolute. */
  readonly file: string
  /** Of the plan that was reviewed: no other one is carried out. */
  readonly digest?: string
  readonly credentials: GivenCredentials
  /** Of what it writes down. */
  readonly language: Language
}

export interface Worker {
  readonly process: RunningProcess
  /** All that it says, JSON lines: `followedRun` reads it. */
  readonly output: string
}

/**
 * Starts a command as a process in a session of its own, which outlives this one, its terminal and their signals.
 * Resolves when it has its passwords: from then on nobody here is needed. Throws `state.write-failed`.
 */
export async function startWorker(
  { program, env: ours, now }: Pick<World, 'program' | 'env' | 'now'>,
  { command, file, digest, credentials: given, language }: WorkerOrder,
): Promise<Worker> {
  const { credentials, env } = handOver(given, ours)
  const folder = organisationFolder(file)
  const { path, file: output } = createRunFile(folder, {
    kind: 'output',
    command: command[0],
    startedAt: now(),
  })
  const reviewed = digest === undefined ? [] : [`--reviewed=${digest}`]
  const args = [...command, `--file=${folder.topology}`, ...reviewed, `--lang=${language}`]
  const child = spawn(process.execPath, [program, ...args, '--yes', '--json', '--credentials-from-stdin'], {
    cwd: folder.directory,
    env,
    detached: true,
    windowsHide: true,
    stdio: ['pipe', output, output],
  })
  closeSync(output)
  const { stdin } = child
  if (stdin === null) throw new Error('a worker without standard input')
  // One that ends before it has read them says why in its output.
  stdin.on('error', () => {})
  await once(child, 'spawn')
  child.unref()
  const handedOver = new Promise((resolve) => stdin.once('close', resolve))
  stdin.end(JSON.stringify(credentials))
  await handedOver
  return { process: processOf(child.pid ?? 0), output: path }
}
