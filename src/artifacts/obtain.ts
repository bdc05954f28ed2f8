import type { Artifact } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import type { Downloads } from './download.js'
import { DownloadFailure } from './download-failure.js'
import { fileProblem } from './file-problems.js'
import type { Location } from './locations.js'
import type { Miss, Try } from './missing-problems.js'

/** A file of the release as published, on this machine. */
export interface SourceFile extends CheckedFile {
  /** Where it came from: a path, or an address without credentials. */
  readonly from: string
  /** Its address when it was fetched. */
  readonly address?: string
}

export interface ObtainInput {
  readonly artifact: Artifact
  readonly places: readonly Location[]
  /** Checksums that it should have; empty when it is seen for the first time. */
  readonly expected: readonly string[]
  readonly known: Checksums
  readonly download: Downloads
  readonly report: (step: 'download' | 'check') => (done: number, total?: number) => void
  readonly signal?: AbortSignal
}

/** The first place that has the file. Where none has it, what was tried; where one has a bad one, a problem. */
export async function obtain(input: ObtainInput): Promise<SourceFile | Miss> {
  const { artifact, places, known, report, signal } = input
  const hashing = { onBytes: report('check'), ...(signal && { signal }) }
  const tried: Try[] = []
  for (const place of places) {
    if (place.kind === 'address') {
      const fetched = await fetchFrom(place.address, input)
      if (!('failure' in fetched)) return fetched
      tried.push({ place: fetched.failure.address, failure: fetched.failure })
      continue
    }
    const file = await known.of(place.path, hashing)
    if (file !== undefined) return { ...file, from: place.path }
    if (place.kind === 'given') {
      throw fileProblem('artifact.file-missing', place.path, { artifact: place.key })
    }
    tried.push({ place: place.path })
  }
  return { artifact, tried }
}

async function fetchFrom(
  address: string,
  { expected, known, download, report, signal }: ObtainInput,
): Promise<SourceFile | { failure: DownloadFailure }> {
  const hashing = { onBytes: report('check'), ...(signal && { signal }) }
  try {
    for (const again of [false, true]) {
      const { path, from, isFresh } = await download.fetch(address, { again, onBytes: report('download') })
      const file = await known.of(path, hashing)
      // What lies in the cache may be damaged, or the publisher has replaced it: ask once more before telling.
      const isExpected = file !== undefined && (expected.length === 0 || expected.includes(file.sha256))
      if (file !== undefined && (isExpected || isFresh)) return { ...file, from, address }
    }
    throw new Error(`the cache loses ${address}`)
  } catch (error) {
    if (error instanceof DownloadFailure) return { failure: error }
    throw error
  }
}
