import { randomFillSync } from 'node:crypto'
import { chmod, copyFile, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { buildOnce, CACHE, cachePath } from '../test/lab/cache.js'

/** Bytes of the pair that every host gets, which nothing can make smaller. */
const PAIR_BYTES = { large: 60_000_000, small: 20_000_000 } as const

const RECIPE = { pair: PAIR_BYTES, version: 1 }
const STAND_INS = fileURLToPath(new URL('stand-ins/', import.meta.url))

/** The artifacts of `data` for measurements, by their key in `org.yaml`: small but for the pair. */
export interface PaddedArtifacts {
  readonly files: Readonly<Record<string, string>>
  /** The pair, for limits that send it without anything around. */
  readonly pair: readonly string[]
}

/** Made once and kept with the lab's images. */
export async function paddedArtifacts(): Promise<PaddedArtifacts> {
  const folder = cachePath('bench', RECIPE)
  await mkdir(CACHE, { recursive: true })
  await buildOnce(folder, build)
  const large = join(folder, 'rosetta.whl')
  const python = join(folder, 'python.tar.gz')
  const wheel = join(folder, 'small.whl')
  return {
    files: {
      python,
      wheelhouse: join(folder, 'wheelhouse.tar.gz'),
      'metis-wheel': wheel,
      'channel-sdk': join(folder, 'smaller.whl'),
      'rosetta/avx2': large,
      'rosetta/no-avx2': large,
    },
    pair: [large, python],
  }
}

async function build(folder: string): Promise<void> {
  const tree = join(folder, 'tree')
  await mkdir(join(tree, 'python/bin'), { recursive: true })
  await mkdir(join(tree, 'wheelhouse'))
  await copyFile(join(STAND_INS, 'python3'), join(tree, 'python/bin/python3'))
  await chmod(join(tree, 'python/bin/python3'), 0o755)
  await writeNoise(join(tree, 'python/library'), PAIR_BYTES.small)
  await writeNoise(join(tree, 'noise'), PAIR_BYTES.large)
  await writeNoise(join(tree, 'wheelhouse/dependency.whl'), 1000)
  await writeNoise(join(tree, 'a'), 2000)
  await writeNoise(join(tree, 'b'), 1000)
  const pack = [
    'tar -czf ../python.tar.gz python',
    'tar -czf ../wheelhouse.tar.gz wheelhouse',
    'zip -q0 ../rosetta.whl noise',
    'zip -q0 ../small.whl a',
    'zip -q0 ../smaller.whl b',
  ]
  await execa('bash', ['-euc', `${pack.join(' && ')} && rm -rf ../tree`], { cwd: tree })
}

/** Bytes at random, so that compression gains nothing: as with wheels and archives. */
async function writeNoise(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  const block = Buffer.alloc(1_000_000)
  for (let left = bytes; left > 0; left -= block.length) {
    await file.write(randomFillSync(block).subarray(0, Math.min(left, block.length)))
  }
  await file.close()
}
