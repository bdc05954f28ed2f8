import { existsSync, readdirSync } from 'node:fs'
import { execaSync } from 'execa'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import { RUNNING_LABS } from './cache.js'
import { pidsInCgroups, removeCgroups } from './cgroups.js'
import { labFolder, namespacePrefix } from './lab-state.js'
import { unmountBelow } from './mounts.js'

/**
 * Ends everything a lab started and takes its mounts, namespaces and cgroups away. Right at any time:
 * before it booted, half-way, twice, and after a kill -9 of whoever booted it. Synchronous, so that a
 * process can still do it while it exits.
 */
export function tearDown(lab: string): void {
  retry(() => killAll(lab))
  unmountBelow(labFolder(lab))
  for (const namespace of namespacesOf(lab))
    execaSync('ip', ['netns', 'delete', namespace], { reject: false })
  retry(() => removeCgroups(lab))
  // Should an unmount have failed, this must not reach through it.
  execaSync('rm', ['-rf', '--one-file-system', labFolder(lab)])
}

export function namespacesOf(lab: string): string[] {
  const all = existsSync('/run/netns') ? readdirSync('/run/netns') : []
  return all.filter((name) => name.startsWith(namespacePrefix(lab)))
}

/** The labs that run, or that left something behind. */
export function labsPresent(): string[] {
  return existsSync(RUNNING_LABS) ? readdirSync(RUNNING_LABS) : []
}

function killAll(lab: string): boolean {
  const pids = pidsInCgroups(lab)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {}
  }
  return pids.length === 0
}

function retry(isDone: () => boolean): void {
  const deadline = Date.now() + PATIENCE_MILLISECONDS
  while (!isDone() && Date.now() < deadline) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
}
