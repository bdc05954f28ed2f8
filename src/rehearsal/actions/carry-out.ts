import type { ConsulKv } from '../../actions/action.js'
import type { OnNode } from '../errands/on-machine.js'
import { closePorts } from '../firewall.js'
import { keepFormer } from '../former.js'
import { changeUnit } from '../systemd.js'
import {
  carried,
  installFile,
  link,
  makeDirectory,
  placedArtifact,
  remove,
  setAside,
  unpack,
  writeFile,
} from './files.js'
import { installPackages } from './packages.js'
import { run } from './run.js'
import { sql } from './sql.js'
import { wait } from './wait.js'

/** Carries out the action of a node on its simulated host; resolves to the exit code. */
export function carryOutAction(on: OnNode): Promise<number> {
  const { action } = on.node
  switch (action.kind) {
    case 'directory':
      return makeDirectory(action, on)
    case 'write-file':
      return writeFile(action, on)
    case 'install-file':
      return installFile(action, on)
    case 'unpack':
      return unpack(action, on)
    case 'link':
      return link(action, on)
    case 'place-artifact':
      return placedArtifact(action, on)
    case 'carry':
      return carried(action, on)
    case 'package':
      return installPackages(action, on)
    case 'unit':
      return changeUnit(action, on)
    case 'run':
      return run(action, on)
    case 'sql':
      return sql(action, on)
    case 'consul-kv':
      return consulKv(action, on)
    case 'wait':
      return wait(action, on)
    case 'set-aside':
      return setAside(action, on)
    case 'keep-former':
      return keepFormer(action, on.instance, on)
    case 'close-ports':
      return closePorts(action, on)
    case 'remove':
      return remove(action, on)
  }
}

async function consulKv({ agent, key, value }: ConsulKv, on: OnNode): Promise<number> {
  const { simulation, machine, print } = on
  await on.sleep(0.05)
  const path = `/v1/kv/${key}`
  const answer = await simulation.network.request(machine.address, {
    method: 'PUT',
    ...agent,
    path,
    body: value,
  })
  if (answer?.body === 'true') return 0
  print(`Consul answered: ${answer?.body ?? ''}`)
  return 1
}
