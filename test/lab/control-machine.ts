import { chmodSync, chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { BASE_IMAGE } from './base-image.js'
import { runOnNetworkOf } from './controller.js'
import { createHostDisk } from './host-disk.js'
import type { Lab } from './lab.js'
import { labFolder } from './lab-state.js'
import { MINIMAL_LAYER } from './minimal-root.js'
import { createHostNetwork, routeEverything } from './network.js'
import { OUT_OF_THE_BOX } from './out-of-the-box.js'
import { type Running, type Said, said, watch } from './program-output.js'
import { OPERATOR } from './seed-layer.js'

/** A bare Linux machine on a lab's bridge: neither Node.js nor Python nor an SSH client, and nobody who is root. */
export interface ControlMachine {
  readonly address: string
  /** Where this machine sees the home of the operator there. */
  readonly home: string
  /** Puts a file there for the operator, as a stick would. */
  place(source: string, name: string, mode?: number): void
  write(text: string, name: string, mode?: number): void
  /** As the operator, in the home. */
  run(script: string, options?: CommandOptions): Promise<Said>
  start(script: string, options?: CommandOptions): Running
}

interface CommandOptions {
  env?: Readonly<Record<string, string>>
}

export const CONTROL = 'control'
const NUMBER = 5
// The first account of a machine, in the group that all share.
const UID = 1000
const GID = 100

export async function startControlMachine(lab: Lab, name: string): Promise<ControlMachine> {
  const gateway = lab.address
  const address = gateway.replace(/\d+$/, String(NUMBER))
  await createHostNetwork({ lab: name, name: CONTROL, port: CONTROL, gateway, addresses: [address] })
  await routeEverything(name, CONTROL)
  const root = await createHostDisk({
    folder: join(labFolder(name), CONTROL),
    size: '6g',
    layers: [MINIMAL_LAYER, BASE_IMAGE],
    name: CONTROL,
    address,
    files: OUT_OF_THE_BOX,
  })
  const home = join(root, 'home', OPERATOR)
  await execa('bash', ['-euc', DEVICES, root])

  const put = (file: string, mode: number | undefined, fill: (path: string) => void) => {
    const path = join(home, file)
    const folder = dirname(path)
    if (folder !== home) {
      mkdirSync(folder, { recursive: true })
      chownSync(folder, UID, GID)
    }
    fill(path)
    chownSync(path, UID, GID)
    if (mode !== undefined) chmodSync(path, mode)
  }
  const call = (script: string, { env = {} }: CommandOptions = {}) => {
    const variables = Object.entries({ ...ENVIRONMENT, ...env }).map(([key, value]) => `${key}=${value}`)
    // Processes of its own: when unshare dies, all that it started dies.
    const enter = ['--mount', '--pid', '--fork', '--kill-child', 'bash', '-euc', ENTER, root, ...variables]
    return runOnNetworkOf(name, CONTROL, 'unshare', [...enter, 'bash', '-c', script], {
      stdin: 'ignore',
      reject: false,
      maxBuffer: 64 * 1024 * 1024,
    })
  }
  return {
    address,
    home,
    place: (source, name, mode) => put(name, mode, (path) => copyFileSync(source, path)),
    write: (text, name, mode) => put(name, mode, (path) => writeFileSync(path, text)),
    run: async (script, options) => said(await call(script, options)),
    start: (script, options) => watch(call(script, options)),
  }
}

const DEVICES = `
mount -t tmpfs -o mode=755 lab-devices "$0/dev"
for device in null zero full random urandom tty; do touch "$0/dev/$device"; mount --bind "/dev/$device" "$0/dev/$device"; done
ln -s /proc/self/fd "$0/dev/fd"`

const ENTER = `
mount -t proc proc "$0/proc"
code=0
# no exec: the kernel forgets whose death is to end a process that becomes another user
chroot --userspec=${OPERATOR} "$0" env --ignore-environment --chdir=/home/${OPERATOR} "$@" || code=$?
exit $code`

const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: `/home/${OPERATOR}`, LANG: 'C.UTF-8' }
