import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { baseImage } from './base-image.js'
import { packageSourceLine } from './controller.js'
import { type ExecOptions, execInHost, type Outcome } from './exec-in-host.js'
import { createHostDisk, fillDisk, resizeDisk } from './host-disk.js'
import { fingerprintOf, MAKE_HOST_KEY, readHostKey } from './host-key.js'
import { findInit, startHost } from './host-process.js'
import { labFolder } from './lab-state.js'
import { createHostNetwork, routeEverything, setCable } from './network.js'
import { OUT_OF_THE_BOX } from './out-of-the-box.js'
import { seedLayer } from './seed-layer.js'
import type { System } from './system.js'
import { knownHostsFile, waitForLogin } from './wait-until-reachable.js'

export interface HostOptions {
  name: string
  /** As mount(8) takes it; the disk is memory, used as it fills. */
  tmpfsSize?: string
  /** Contents by absolute path, in place before the host boots, e.g. a fake /etc/os-release. */
  files?: Readonly<Record<string, string>>
  extraAddresses?: readonly string[]
}

export interface LabHost {
  readonly name: string
  readonly address: string
  /** `ssh-ed25519 AAAA...` */
  readonly hostKey: string
  /** `SHA256:...` */
  readonly fingerprint: string
  /** Where this machine sees the host's files. */
  readonly root: string
  /** A bash script as root on the host, past ssh. Throws on an exit code other than 0 only with `check`. */
  exec(script: string, options?: ExecOptions): Promise<Outcome>
  /** What a terminal of this machine runs to be root in there, before a command. */
  enter(): string
  unplug(): Promise<void>
  plug(): Promise<void>
  /** Another identity at the same address, as after a reinstall. */
  newHostKey(): Promise<void>
  fillDisk(leaveMegabytes?: number): Promise<void>
  freeDisk(): Promise<void>
  /** Resolves when the host takes logins again. */
  reboot(): Promise<void>
}

export interface HostPlace {
  lab: string
  system: System
  /** The last part of its address. */
  number: number
  subnet: string
  gateway: string
  isAirGapped: boolean
}

export async function bootHost(options: HostOptions, place: HostPlace): Promise<LabHost> {
  const { name, tmpfsSize = '3g', files = {}, extraAddresses = [] } = options
  const { lab, system, number, subnet, gateway, isAirGapped } = place
  const address = `${subnet}.${number}`
  const port = `host${number}`
  const folder = join(labFolder(lab), name)
  const log = `${folder}.log`
  await createHostNetwork({ lab, name, port, gateway, addresses: [address, ...extraAddresses] })
  if (isAirGapped) await routeEverything(lab, name)
  const surroundings = isAirGapped ? OUT_OF_THE_BOX : { '/etc/apt/sources.list': packageSourceLine(gateway) }
  const root = await createHostDisk({
    folder,
    size: tmpfsSize,
    layers: [seedLayer(system), baseImage(system)],
    name,
    address,
    files: { ...surroundings, ...files },
  })
  await execa('chroot', [root, 'sh', '-c', MAKE_HOST_KEY])
  let hostKey = readHostKey(root)
  const trustHostKey = () => appendFile(knownHostsFile(lab), `${address} ${hostKey}\n`)
  await trustHostKey()
  const keeper = startHost({ lab, name, root, log })

  const ready = async () => {
    try {
      await waitForLogin(lab, address, keeper)
    } catch (cause) {
      const output = await readFile(log, 'utf8').catch(() => '')
      throw new Error(`${name} takes no login; its console ended with:\n${output.slice(-2000)}`, { cause })
    }
  }
  const exec = (script: string, execOptions: ExecOptions = {}) =>
    execInHost({ name, keeper }, script, execOptions)
  await ready()

  return {
    name,
    address,
    get hostKey() {
      return hostKey
    },
    get fingerprint() {
      return fingerprintOf(hostKey)
    },
    root,
    exec,
    enter: () => `nsenter --target ${findInit(keeper)} --all --`,
    unplug: () => setCable(lab, port, 'down'),
    plug: () => setCable(lab, port, 'up'),
    async newHostKey() {
      await exec(`${MAKE_HOST_KEY} && systemctl restart ssh`, { check: true })
      hostKey = readHostKey(root)
      await trustHostKey()
    },
    fillDisk: (leaveMegabytes = 0) => fillDisk(folder, leaveMegabytes),
    freeDisk: () => resizeDisk(folder, tmpfsSize),
    async reboot() {
      const before = findInit(keeper)
      await exec('systemctl reboot')
      while (findInit(keeper) === before) await new Promise((resolve) => setTimeout(resolve, 50))
      await ready()
    },
  }
}
