import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ARTIFACTS } from './cache.js'

const BUILDER = fileURLToPath(new URL('../stand-ins/build.ts', import.meta.url))

/** Programs that stand in for the release's own, next to Consul under the release's file names. */
export async function buildStandInArtifacts(): Promise<void> {
  if (!existsSync(BUILDER)) return
  console.log('stand-ins: building what changed')
  const { buildStandIns } = (await import(BUILDER)) as { buildStandIns(folder: string): Promise<void> }
  await buildStandIns(ARTIFACTS)
}
