import { stanzas } from './stanzas.js'

/** What an archive signs: its name, how long that is true, and the checksums of its indices. */
export interface ReleaseFile {
  /** `Suite` and `Codename`: by one of them the archive was asked for. */
  readonly names: readonly string[]
  /** `Valid-Until`, where the archive has it: an older answer may have been held back on purpose. */
  readonly validUntil?: Date
  /** Indices can be had by their checksum, so that an update under way can't mix two versions. */
  readonly byHash: boolean
  /** By path, `main/binary-amd64/Packages.xz`. */
  readonly files: ReadonlyMap<string, IndexFile>
}

export interface IndexFile {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

export function parseReleaseFile(text: string): ReleaseFile {
  const [fields] = stanzas(text)
  const validUntil = new Date(fields?.get('valid-until') ?? '')
  return {
    names: ['suite', 'codename'].flatMap((name) => fields?.get(name) ?? []),
    ...(Number.isNaN(validUntil.getTime()) ? {} : { validUntil }),
    byHash: fields?.get('acquire-by-hash') === 'yes',
    files: filesIn(fields?.get('sha256') ?? ''),
  }
}

function filesIn(list: string): Map<string, IndexFile> {
  return new Map(
    list.split('\n').flatMap((line) => {
      const [, sha256, size, path] = /^\s*([0-9a-f]{64})\s+(\d+)\s+(\S+)$/.exec(line) ?? []
      return sha256 === undefined || path === undefined ? [] : [[path, { sha256, size: Number(size) }]]
    }),
  )
}
