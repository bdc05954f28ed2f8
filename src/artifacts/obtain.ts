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
  readonly cacheDirectory: string
  readonly signal?: AbortSignal | undefined
}

/** The first place that has the file. Where none has it, what was tried; where one has a bad one, a problem. */
export async function obtain(input: ObtainInput): Promise<SourceFile | Miss> {
  const { artifact, places, expected, known, download, report, signal } = input
  const isRight = (sha256: string) => expected.length === 0 || expected.includes(sha256)
  const fetching = { isRight, onBytes: report('download'), onHashed: report('check') }
  const tried: Try[] = []
  for (const place of places) {
    if (place.kind === 'address') {
      try {
        return { ...(await download.fetch(place.address, fetching)), address: place.address }
      } catch (error) {
        if (!(error instanceof DownloadFailure)) throw error
        tried.push({ place: error.address, failure: error })
        continue
      }
    }
    if (place.kind === 'zipped') {
      const zipped = await fromZip(place, input)
      if (zipped !== undefined) return { ...zipped, from: place.zip }
      tried.push({ place: `${place.zip}/${artifact.file}` })
      continue
    }
    const file = await known.of(place.path, { signal, onBytes: report('check') })
    if (file !== undefined) return { ...file, from: place.path }
    if (place.kind === 'given') {
      throw fileProblem('artifact.file-missing', place.path, { artifact: place.key })
    }
    tried.push({ place: place.path })
  }
  return { artifact, tried }
}

async function fromZip(
  { zip: path, names }: Extract<Location, { kind: 'zipped' }>,
  { artifact, known, report, cacheDirectory, signal }: ObtainInput,
): Promise<CheckedFile | undefined> {
  const zip = await known.of(path, { signal, onBytes: report('check') })
  if (zip === undefined) return undefined
  const { membersOf, unpackMember } = await import('./unpack-member.js')
  const members = (await membersOf(zip)).map(({ name }) => name)
  const isCalled = (name: string) => (member: string) => member === name || member.endsWith(`/${name}`)
  const member = names.map((name) => members.find(isCalled(name))).find((one) => one !== undefined)
  if (member === undefined) return undefined
  return unpackMember({ zip, artifact, member, cacheDirectory, known, report: report('check'), signal })
}
