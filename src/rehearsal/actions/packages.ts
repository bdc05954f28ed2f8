import { posix } from 'node:path'
import type { Package } from '../../actions/action.js'
import type { OnNode } from '../errands/on-machine.js'
import { packagedIn } from '../programs.js'
import { restartUnit } from '../systemd.js'

const INSTALL_SECONDS = 14

/** What `apt-get install` says and does; the distribution starts what it installs. */
export async function installPackages({ names, from }: Package, on: OnNode): Promise<number> {
  const { machine, print, sleep, simulation } = on
  const { packages, id } = machine.hardware.distribution
  if (from !== undefined && !machine.files.exists(from.path)) {
    print(`tar: ${from.path}: Cannot open: No such file or directory`)
    return 1
  }
  const source =
    from === undefined ? `http://deb.${id}.example stable/main` : `file:${posix.dirname(from.path)} ./`
  const missing = names.filter((name) => !machine.packages.has(name))
  if (missing.length === 0) return 0
  const seconds = (name: string) => packagedIn(simulation, name)?.installSeconds ?? INSTALL_SECONDS
  await sleep(1)
  print('Reading package lists...')
  print('Building dependency tree...')
  for (const name of missing) {
    if (packages[name] !== undefined) continue
    print(`E: Unable to locate package ${name}`)
    return 100
  }
  print('The following NEW packages will be installed:')
  print(`  ${missing.join(' ')}`)
  for (const [i, name] of missing.entries()) {
    print(`Get:${i + 1} ${source} amd64 ${name} amd64 ${packages[name]}`)
    await sleep(seconds(name) * 0.3)
  }
  for (const name of missing) {
    print(`Unpacking ${name} (${packages[name]}) ...`)
    await sleep(seconds(name) * 0.3)
  }
  for (const name of missing) await setUp(name, packages[name] ?? '', on)
  return 0
}

async function setUp(name: string, version: string, on: OnNode): Promise<void> {
  const { simulation, machine, print, sleep } = on
  const packaged = packagedIn(simulation, name)
  print(`Setting up ${name} (${version}) ...`)
  await sleep((packaged?.installSeconds ?? INSTALL_SECONDS) * 0.4)
  machine.packages.set(name, version)
  const [, java] = /^openjdk-(\d+)-/.exec(name) ?? []
  if (java !== undefined) {
    const home = `/usr/lib/jvm/java-${java}-openjdk-amd64`
    machine.files.place(`${home}${java === '8' ? '/jre' : ''}/bin/java`, 14_560, '0755', 'root:root')
  }
  if (packaged === undefined) return
  packaged.unpack(machine.files)
  await restartUnit(on, packaged.unit)
}
