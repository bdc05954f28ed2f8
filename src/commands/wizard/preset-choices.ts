import { parseYaml } from '../../catalog/parse-yaml.js'
import { listPresets, readPreset } from '../../catalog/presets.js'
import type { Release } from '../../topology/release.js'
import { draftTopology } from '../../wizard/draft-topology.js'
import { draftFileOf } from '../../wizard/file-value.js'
import type { PresetChoice } from '../../wizard/workbench.js'

/** Every preset as the answers that it would be, with its example addresses. */
export async function presetChoices(
  presetsDirectory: string,
  releases: readonly Release[],
): Promise<readonly PresetChoice[]> {
  const names = await listPresets(presetsDirectory)
  return Promise.all(
    names.map(async (name) => {
      const { text } = await readPreset(presetsDirectory, name)
      const file = draftFileOf(parseYaml(text).value)
      return { name, file, topology: draftTopology(file, releases) }
    }),
  )
}
