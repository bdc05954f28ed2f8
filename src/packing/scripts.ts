import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface BundleScripts {
  /** `create-metis-node` at the top of a bundle. */
  readonly launcher: string
  /** What `sh acme.metis` runs, with the bundle as `$0`; begins with no `#!` line. */
  readonly bootstrap: string
}

/** The shell scripts of bundles, put together from `presets/bundle`, where they can be read. */
export async function readScripts(presetsDirectory: string): Promise<BundleScripts> {
  const [machine, launcher, bootstrap] = await Promise.all(
    ['machine', 'launcher', 'bootstrap'].map((name) =>
      readFile(join(presetsDirectory, 'bundle', `${name}.sh`), 'utf8'),
    ),
  )
  return { launcher: `#!/bin/sh\n${machine}\n${launcher}`, bootstrap: `${machine}\n${bootstrap}` }
}
