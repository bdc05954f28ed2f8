import { readFile } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { InstallerError } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { type Artifact, artifactKey, type Pin, type Release } from '../topology/release.js'
import { pinKey } from './artifact-key.js'
import type { Downloads } from './download.js'
import { DownloadFailure } from './download-failure.js'
import { fileProblem, unreadableArtifact } from './file-problems.js'
import { missingProblems } from './missing-problems.js'
import type { SourceFile } from './obtain.js'

export interface CheckSourceInput {
  readonly artifact: Artifact
  readonly release: Release
  readonly pin: Pin | undefined
  readonly source: SourceFile
  readonly download: Downloads
}

/** Compares with the organisation's pin, the release's checksum and the publisher's sums; throws what differs. */
export async function checkSource(input: CheckSourceInput): Promise<void> {
  const { artifact, release, pin, source } = input
  const { path, sha256, size, from } = source
  const names = { artifact: artifactKey(artifact), pin: pinKey(release, artifact), found: sha256 }
  if (pin !== undefined && pin.sha256 !== sha256) {
    if (size < pin.size) throw fileProblem('artifact.truncated', path, { size, expected: pin.size })
    const seen = { expected: pin.sha256, from: pin.from, since: pin.since }
    throw fileProblem('artifact.checksum-mismatch', path, { ...names, ...seen })
  }
  if (artifact.sha256 !== undefined && artifact.sha256 !== sha256 && !pin?.accepted) {
    const entry = JSON.stringify({ sha256, size, from, since: new Date().toISOString(), accepted: true })
    const details = { ...names, release: release.id, expected: artifact.sha256, entry }
    throw fileProblem('artifact.release-mismatch', path, details)
  }
  const isConfirmed = pin !== undefined || artifact.sha256 !== undefined
  if (artifact.sums === undefined || isConfirmed) return
  const published = await readSums(artifact.sums, input)
  const expected = published && sumOf(published.text, [basename(path), posix.basename(artifact.file)])
  if (published !== undefined && expected !== undefined && expected !== sha256) {
    throw fileProblem('artifact.sums-mismatch', path, { ...names, expected, sums: published.from })
  }
}

async function readSums(sums: string, { source, ...input }: CheckSourceInput) {
  const { address, path } = source
  if (address === undefined) return readBeside(join(dirname(path), sums))
  const beside = new URL(encodeURIComponent(sums), address).href
  try {
    const text = await input.download.text(beside)
    return text === undefined ? undefined : { text, from: new URL(sums, source.from).href }
  } catch (error) {
    if (!(error instanceof DownloadFailure)) throw error
    const artifact = { ...input.artifact, file: sums }
    const misses = [{ artifact, tried: [{ place: error.address, failure: error }] }]
    throw new InstallerError(missingProblems(input.release, misses), { cause: error })
  }
}

async function readBeside(path: string) {
  try {
    return { text: await readFile(path, 'utf8'), from: path }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadableArtifact(path, error)
  }
}

/** The checksum that a file in `sha256sum` form gives for the first of these names it lists, in lower case. */
export function sumOf(sums: string, names: readonly string[]): string | undefined {
  const listed = new Map(
    sums.split(/\r?\n/).flatMap((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/i.exec(line) ?? []
      return sum === undefined || name === undefined ? [] : [[name, sum.toLowerCase()] as const]
    }),
  )
  return names.map((name) => listed.get(name)).find((sum) => sum !== undefined)
}
