import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Options } from 'execa'
import { BASE_IMAGE } from './base-image.js'
import { ARTIFACTS } from './cache.js'
import { CONSUL } from './consul.js'
import { runOnController, servePackages } from './controller.js'
import { bootHost, type HostOptions, type LabHost } from './host.js'
import { checkName, labFolder } from './lab-state.js'
import { MINIMAL_LAYER } from './minimal-root.js'
import { answerAtOnce, createControllerNetwork } from './network.js'
import { PACKAGE_SOURCE } from './package-source.js'
import { missingTools } from './required-tools.js'
import { KEY_FILE, OPERATOR, PASSWORD, POWERLESS } from './seed-layer.js'
import { DEBIAN_12, type System } from './system.js'
import { tearDown } from './teardown.js'
import { forgetLab, tearDownOnExit } from './teardown-on-exit.js'
import { knownHostsFile } from './wait-until-reachable.js'

export type { LabHost } from './host.js'

const FIRST_HOST = 11

export interface LabOptions {
  name: string
  /** The first three numbers of its addresses, e.g. `10.77.0`. */
  subnet: string
  hosts: readonly HostOptions[]
  /** Of all its hosts; Debian 12 without. */
  system?: System
  /** Nobody serves packages, and hosts are set up as if there were an internet: see `out-of-the-box.ts`. */
  isAirGapped?: boolean
}

export interface Lab {
  hosts: Readonly<Record<string, LabHost>>
  host(name: string): LabHost
  /** The controller's, where the installer runs. */
  address: string
  user: string
  /** Logs in with the same key and password, but has no sudo. */
  userWithoutSudo: string
  password: string
  keyFile: string
  knownHostsFile: string
  /** The folder with everything a release needs. */
  artifacts: string
  run<T extends Options>(
    file: string,
    args: readonly string[],
    options?: T,
  ): ReturnType<typeof runOnController<T>>
  /** Narrows what leaves the controller, e.g. `40mbit`; without a rate it is as wide as the machine allows again. */
  narrowUplink(rate?: string): Promise<void>
  down(): Promise<void>
}

/**
 * Boots hosts that take logins at `<subnet>.11`, `.12`, ... with a controller at `<subnet>.1`, and no way
 * out. Whatever an earlier lab of the same name left goes first.
 */
export async function bootLab({
  name,
  subnet,
  hosts,
  system = DEBIAN_12,
  isAirGapped = false,
}: LabOptions): Promise<Lab> {
  const refusal = labRefusal()
  if (refusal) throw new Error(refusal)
  for (const checked of [name, ...hosts.map((host) => host.name)]) checkName(checked)
  const gateway = `${subnet}.1`
  tearDown(name)
  tearDownOnExit(name)
  await mkdir(labFolder(name), { recursive: true })
  const down = async () => {
    tearDown(name)
    forgetLab(name)
  }
  try {
    await createControllerNetwork(name, gateway)
    const packages = isAirGapped ? answerAtOnce(name) : servePackages(name, gateway, system)
    const booting = hosts.map((host, index) =>
      bootHost(host, { lab: name, system, number: FIRST_HOST + index, subnet, gateway, isAirGapped }),
    )
    // All come to an end before one's failure counts: none may still build while the rest is torn down.
    await Promise.allSettled([...booting, packages])
    const booted = await Promise.all(booting)
    await packages
    const byName = new Map(booted.map((host) => [host.name, host]))
    return {
      hosts: Object.fromEntries(byName),
      host: (wanted) => byName.get(wanted) ?? fail(`this lab has no host ${wanted}`),
      address: gateway,
      user: OPERATOR,
      userWithoutSudo: POWERLESS,
      password: PASSWORD,
      keyFile: KEY_FILE,
      knownHostsFile: knownHostsFile(name),
      artifacts: ARTIFACTS,
      run: (file, args, options) => runOnController(name, file, args, options),
      narrowUplink: async (rate) => {
        const rest = rate === undefined ? ['del', ...UPLINK] : ['replace', ...UPLINK, ...narrowedTo(rate)]
        await runOnController(name, 'tc', ['qdisc', ...rest])
      },
      down,
    }
  } catch (error) {
    await down()
    throw error
  }
}

const UPLINK = ['dev', 'lab', 'root']
const narrowedTo = (rate: string) => ['tbf', 'rate', rate, 'burst', '256kb', 'latency', '50ms']

/** Why this machine can't run the lab; undefined when it can. */
export function labRefusal(): string | undefined {
  if (process.platform !== 'linux') return 'the lab needs Linux'
  if (process.getuid?.() !== 0) return 'the lab needs root'
  const isPrepared = [BASE_IMAGE, KEY_FILE, MINIMAL_LAYER, PACKAGE_SOURCE, CONSUL].every((path) =>
    existsSync(path),
  )
  if (!isPrepared || missingTools().length > 0) return 'the lab is not prepared: run `npm run lab:prepare`'
  return undefined
}

function fail(message: string): never {
  throw new Error(message)
}
