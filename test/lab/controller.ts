import { fileURLToPath } from 'node:url'
import { execa, type Options } from 'execa'
import { createCgroup } from './cgroups.js'
import { networkNamespace } from './lab-state.js'
import { packageSource } from './package-source.js'
import type { System } from './system.js'
import { waitForPort } from './wait-until-reachable.js'

const PACKAGES_PORT = 8099
const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Runs a program where the installer runs: on the lab's network and on no other. What it starts ends
 * with the lab at the latest.
 */
export function runOnController<T extends Options>(
  lab: string,
  file: string,
  args: readonly string[],
  options?: T,
) {
  return runOnNetworkOf(lab, 'controller', file, args, options)
}

/** Runs a program of this machine with the network of a host, or of another member of a lab, and no other. */
export function runOnNetworkOf<T extends Options>(
  lab: string,
  member: string,
  file: string,
  args: readonly string[],
  options?: T,
) {
  const joinAndBecome = 'for group in $0; do echo $$ > "$group"; done; exec "$@"'
  // A host's own group is its systemd's to fill.
  const groups = createCgroup(lab, member === 'controller' ? member : `on-${member}`).join(' ')
  const command = ['ip', 'netns', 'exec', networkNamespace(lab, member), file, ...args]
  return execa('bash', ['-c', joinAndBecome, groups, ...command], options)
}

export function packageSourceLine(address: string): string {
  return `deb [trusted=yes] http://${address}:${PACKAGES_PORT}/ ./\n`
}

/** The one mirror that the hosts can reach. */
export async function servePackages(lab: string, address: string, system: System): Promise<void> {
  const server = runOnController(
    lab,
    process.execPath,
    ['--import', 'tsx', 'test/lab/package-server.ts', packageSource(system), address, String(PACKAGES_PORT)],
    { cwd: REPOSITORY, stdio: 'ignore', detached: true, cleanup: false, reject: false },
  )
  server.unref()
  await waitForPort(lab, address, PACKAGES_PORT, server.pid)
}
