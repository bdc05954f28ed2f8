import type { Unit } from '../../actions/action.js'
import type { Context } from './context.js'

const RELOAD_SECONDS = 0.2

export async function changeUnit({ unit, state, change }: Unit, context: Context): Promise<number> {
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
