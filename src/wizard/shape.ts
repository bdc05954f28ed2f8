import { roomOf } from '../roles/index.js'
import type { Want } from '../roles/placing.js'
import type { DraftFile, Venue } from './draft.js'
import type { PresetChoice } from './workbench.js'

/** The preset that does what is wanted. */
export const PRESET_FOR: Readonly<Record<Want, string>> = {
  join: 'minimal',
  data: 'data-provider',
  compute: 'compute-provider',
  both: 'data-and-compute',
  several: 'production',
}

/** What the organisation will look like, before there are real hosts: the preset, on this computer alone where it goes. */
export function shapeOf(want: Want, place: Venue, presets: readonly PresetChoice[]): DraftFile | undefined {
  const file = presets.find(({ name }) => name === PRESET_FOR[want])?.file
  return file !== undefined && place === 'here' ? onOneHost(file) : file
}

function onOneHost(file: DraftFile): DraftFile {
  const [first] = file.hosts
  if (first === undefined) return file
  const name = 'h1'
  const roles = Object.entries(file.roles).map(([role, entries]) => {
    const kept = roomOf(role).settings.count === 'odd' ? entries.slice(0, 1) : entries
    return [role, kept.map((entry) => ({ ...entry, host: name }))]
  })
  return { ...file, hosts: [{ ...first, name }], roles: Object.fromEntries(roles) }
}
