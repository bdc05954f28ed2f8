import type { ConsulKv, Unit } from '../../actions/action.js'
import type { Context } from './context.js'
import { installFile, link, makeDirectory, placedArtifact, remove, unpack, writeFile } from './files.js'
import { installPackages } from './packages.js'
import { run } from './run.js'
import { sql } from './sql.js'
import { wait } from './wait.js'

/** Carries out the action of a node on its simulated host; resolves to the exit code. */
export function carryOutAction(context: Context): Promise<number> {
  const { action } = context.node
  switch (action.kind) {
    case 'directory':
      return makeDirectory(action, context)
    case 'write-file':
      return writeFile(action, context)
    case 'install-file':
      return installFile(action, context)
    case 'unpack':
      return unpack(action, context)
    case 'link':
      return link(action, context)
    case 'place-artifact':
      return placedArtifact(action, context)
    case 'package':
      return installPackages(action, context)
    case 'unit':
      return changeUnit(action, context)
    case 'run':
      return run(action, context)
    case 'sql':
      return sql(action, context)
    case 'consul-kv':
      return consulKv(action, context)
    case 'wait':
      return wait(action, context)
    case 'remove':
      return remove(action, context)
  }
}

async function consulKv({ agent, key, value }: ConsulKv, context: Context): Promise<number> {
  const { simulation, machine, print } = context
  await context.sleep(0.05)
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

const RELOAD_SECONDS = 0.2

async function changeUnit({ unit, state, change }: Unit, context: Context): Promise<number> {
  const { systemd, machine, print } = context
  await context.sleep(RELOAD_SECONDS)
  if (state === 'stopped') await systemd.stop(unit)
  if (state === 'removed') {
    await systemd.remove(unit)
    machine.files.remove(`/etc/systemd/system/${unit}`)
  }
  if (state !== 'running') return 0
  const isThere = await (change === 'reload' ? systemd.reload(unit) : systemd.restart(unit))
  if (!isThere) print(`Failed to restart ${unit}: Unit ${unit} not found.`)
  return isThere ? 0 : 5
}
