import { createCipheriv, createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Manifest, Piece } from '../src/bundle/manifest.js'
import { manifestText } from '../src/bundle/manifest-text.js'
import { sha256 } from '../src/lib/digest.js'
import { openBundle } from '../src/packing/open-bundle.js'
import { signManifest } from '../src/packing/signature.js'
import { signingKey } from '../src/packing/signing-key.js'
import { verifyBundle } from '../src/packing/verify-bundle.js'
import { writeBundle } from '../src/packing/write-bundle.js'

/**
 * What checking a bundle costs beside `sha256sum` of the same bytes, and what a bundle weighs beside its pieces:
 * `npx tsx bench/bundle.ts [megabytes]`, 1024 unless given. Table on standard error, JSON on standard output. Goal: a
 * bundle is verified within 1.2 times of sha256sum. Both sides alternate, from the page cache; medians of 5.
 */
const ROUNDS = 5
const GOAL = 1.2
const MEGABYTE = 1024 * 1024
const megabytes = Number(process.argv[2] ?? 1024)

const folder = mkdtempSync(join(tmpdir(), 'bundle-bench-'))
try {
  const { path, pieceBytes } = await make()
  const cacheDirectory = join(folder, 'cache')
  mkdirSync(cacheDirectory)
  const times = { verify: [] as number[], sha256sum: [] as number[], openssl: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.verify.push(
      await secondsOf(async () => {
        const { problems } = await verifyBundle(path, { cacheDirectory })
        if (problems.length > 0) throw new Error('the bundle is not good')
      }),
    )
    times.sha256sum.push(await secondsOf(() => execa('sha256sum', [path])))
    times.openssl.push(await secondsOf(() => execa('openssl', ['dgst', '-sha256', path])))
  }
  const trust = async () => {}
  const opening = await secondsOf(() => openBundle(path, { cacheDirectory, trust }))
  const again = await secondsOf(() => openBundle(path, { cacheDirectory, trust }))

  const bundleBytes = statSync(path).size
  const seconds = { verify: median(times.verify), sha256sum: median(times.sha256sum) }
  const ratio = seconds.verify / seconds.sha256sum
  const rows = [
    ['verify', seconds.verify, ratio],
    ['sha256sum', seconds.sha256sum, 1],
    ['openssl dgst', median(times.openssl), median(times.openssl) / seconds.sha256sum],
    ['open (unpack and verify)', opening, opening / seconds.sha256sum],
    ['open again', again, again / seconds.sha256sum],
  ] as const
  for (const [name, time, times] of rows) {
    console.error(`${name.padEnd(26)} ${time.toFixed(2).padStart(7)} s  ${times.toFixed(2).padStart(5)} x`)
  }
  console.error(
    `${(bundleBytes / MEGABYTE).toFixed(1)} MiB, ${(bundleBytes / pieceBytes).toFixed(5)} x its pieces`,
  )
  console.error(`goal: verify within ${GOAL} x of sha256sum: ${ratio <= GOAL ? 'met' : 'missed'}`)
  const medians = Object.fromEntries(rows.map(([name, time]) => [name, time]))
  console.log(JSON.stringify({ bundleBytes, pieceBytes, rounds: ROUNDS, medians, ratio, goal: GOAL, times }))
} finally {
  rmSync(folder, { recursive: true })
}

/** A few large pieces, and many small ones as the installer has them. */
async function make() {
  const large = [0.4, 0.25, 0.15, 0.1].map((share) => Math.round(share * megabytes * MEGABYTE))
  const medium = Array.from({ length: 100 }, () => Math.round((0.1 * megabytes * MEGABYTE) / 100))
  const small = Array.from({ length: 500 }, (_, i) => 200 + i * 37)
  const files = new Map<string, string>()
  const pieces: Piece[] = []
  for (const [i, size] of [...large, ...medium, ...small].entries()) {
    const local = join(folder, `source-${i}`)
    const id = `artifact/piece-${i}`
    const sum = await writeNoise(local, size, i)
    files.set(id, local)
    pieces.push({
      id,
      kind: 'artifact',
      path: `release/metis-0.3.0/piece-${i}`,
      sha256: sum,
      size,
      for: ['consul'],
      from: local,
    })
  }
  const bootstrap = 'exit 0\n'
  const manifest: Manifest = {
    format: 1,
    created: '2026-01-01T00:00:00.000Z',
    installer: '0.1.0',
    release: 'metis-0.3.0',
    bootstrap: sha256(bootstrap),
    cpus: ['avx2'],
    systems: {},
    pieces,
  }
  const signature = signManifest(
    manifestText(manifest),
    signingKey({ configDirectory: join(folder, 'config') }),
  )
  const path = join(folder, 'bench.metis')
  await writeBundle({ manifest, signature, files, bootstrap, out: path })
  return { path, pieceBytes: pieces.reduce((sum, { size }) => sum + size, 0) }
}

/** Bytes that no compression makes smaller, the same in every run. */
async function writeNoise(path: string, size: number, seed: number): Promise<string> {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed % 256), Buffer.alloc(16, seed >> 8))
  const zeros = Buffer.alloc(MEGABYTE)
  const sum = createHash('sha256')
  const file = createWriteStream(path)
  for (let left = size; left > 0; left -= MEGABYTE) {
    const bytes = cipher.update(zeros.subarray(0, Math.min(left, MEGABYTE)))
    sum.update(bytes)
    if (!file.write(bytes)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return sum.digest('hex')
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
