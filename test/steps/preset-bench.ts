import { fileURLToPath } from 'node:url'
import { readReleases } from '../../src/catalog/presets.js'
import { presetChoices } from '../../src/commands/wizard/preset-choices.js'
import type { Workbench } from '../../src/wizard/workbench.js'
import { benchWith } from './show-step.js'

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
const releases = await readReleases(presetsDirectory)
const presets = await presetChoices(presetsDirectory, releases)

/** A workbench that knows the real presets and releases, and works as a test says. */
export function presetBench(given: Partial<Workbench> = {}): Workbench {
  return benchWith({
    presets,
    releases,
    lookAtFolder: async (typed) => ({
      path: typed.startsWith('/') ? typed : `/home/ops/${typed.replace('./', '')}`,
      holds: 'nothing',
      isOwn: false,
    }),
    ...given,
  })
}
