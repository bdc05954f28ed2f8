import { type CollectedPackage, collectPackages } from '../../apt/collect-packages.js'
import { packagePiece, type SystemPackages } from '../../bundle/manifest.js'
import type { WantedPiece } from '../../bundle/wanted-pieces.js'
import type { GatherInput } from './artifact-pieces.js'
import type { LocalPiece } from './local-piece.js'
import { tellTransfer } from './tell-transfer.js'

type WantedPackages = Extract<WantedPiece, { kind: 'packages' }>

/** OS packages of every system with all that they depend on. Throws `apt.*`. */
export async function packagePieces(
  input: GatherInput & {
    readonly systems: readonly string[]
    readonly mirrors: Readonly<Record<string, string>>
  },
): Promise<{ pieces: LocalPiece[]; systems: Record<string, SystemPackages> }> {
  const pieces: LocalPiece[] = []
  const systems: Record<string, SystemPackages> = {}
  for (const system of input.systems) {
    const wanted = input.wanted.find((one) => one.kind === 'packages' && one.system === system)
    const own = wanted?.kind === 'packages' ? await collected(input, wanted) : []
    pieces.push(...own)
    systems[system] = {
      requested: wanted?.kind === 'packages' ? wanted.names : [],
      packages: own.map(({ piece }) => piece.id),
    }
  }
  return { pieces, systems }
}

async function collected(
  { session, cacheDirectory, mirrors }: Parameters<typeof packagePieces>[0],
  wanted: WantedPackages,
): Promise<LocalPiece[]> {
  const { say, world } = session
  const index = tellTransfer(session, say('bundle.stage.index', { system: wanted.system }))
  const packages = tellTransfer(session, say('bundle.stage.packages', { system: wanted.system }))
  try {
    const found = await collectPackages({
      system: wanted.system,
      names: wanted.names,
      presetsDirectory: world.presetsDirectory,
      cacheDirectory,
      mirrors,
      signal: world.interrupts.stop,
      now: world.now,
      onProgress: ({ step, done, total }) => {
        if (step === 'package') index.end()
        ;(step === 'index' ? index : packages).whole(done, total)
      },
    })
    return found.packages.map((one) => pieceOf(one, wanted))
  } finally {
    index.end()
    packages.end()
  }
}

function pieceOf(one: CollectedPackage, { system, names, for: roles }: WantedPackages): LocalPiece {
  const { name, version, fileName, sha256, size, from } = one
  return {
    piece: {
      id: packagePiece(system, name),
      kind: 'package',
      // Names in archives may hold what FAT32 does not.
      path: `packages/${system}/${fileName.replace(/[^\w.+~-]/g, '_')}`,
      sha256,
      size,
      version,
      for: [...(names.includes(name) ? roles : []), ...one.for],
      from,
    },
    local: one.path,
  }
}
