import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { releaseFile } from '../../catalog/presets.js'
import { readIfThere } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { NewFile } from '../../state/write-atomically.js'
import { linesWith, withOtherAddress } from '../../topology/other-address.js'
import type { Release } from '../../topology/release.js'
import { readdressKnownHosts } from '../../transports/readdress-known-hosts.js'
import { fileOf } from '../organisation/take-over.js'

/** What the organisation's folder has of an address, and becomes. */
export interface AddressChanges {
  readonly former: string
  readonly address: string
  readonly knownHosts: ReturnType<typeof fileOf>
  /** org.yaml last; the host keys not among them. */
  readonly files: readonly ReturnType<typeof fileOf>[]
  /** org.yaml as it is to be. */
  readonly file: ReturnType<typeof fileOf>
  /** How many lines of each file change, by its name. */
  readonly lines: Readonly<Record<string, number>>
  /** Of a release file of one's own, which may be others' too and stays: its name, and the lines that name the address. */
  readonly left?: { readonly file: string; readonly lines: readonly number[] }
}

/** Comments of org.yaml included: whoever reads them later looks for the host there. */
export function addressChanges(
  folder: OrganisationFolder,
  release: Pick<Release, 'path'>,
  former: string,
  address: string,
): AddressChanges {
  const { topology, pins, directory } = folder
  const inText = (path: string) => {
    const text = readIfThere(path)
    return text === undefined ? [] : [fileOf(path, withOtherAddress(text, former, address))]
  }
  const known = readIfThere(folder.knownHosts) ?? ''
  const knownHosts = fileOf(folder.knownHosts, readdressKnownHosts(known, former, address), 0o600)
  const [file] = inText(topology)
  if (file === undefined) throw new Error(`no ${topology}`)
  const files = [...inText(pins), ...inText(join(directory, 'handover.md')), file].filter(isChanged)
  const own = release.path === undefined ? undefined : releaseFile(release.path, directory)
  const leftLines = own === undefined ? [] : linesWith(readIfThere(own) ?? '', former)
  return {
    ...{ former, address, knownHosts, files, file },
    lines: Object.fromEntries(
      [...files, knownHosts].filter(isChanged).map((one) => [basename(one.path), changedLines(one)]),
    ),
    ...(own === undefined || leftLines.length === 0 ? {} : { left: { file: own, lines: leftLines } }),
  }
}

/** Who had it before may have it again. */
export function formerFile({ path, before = '' }: ReturnType<typeof fileOf>): NewFile {
  return { path, content: before, mode: statSync(path).mode & 0o777 }
}

function isChanged({ before, content }: ReturnType<typeof fileOf>): boolean {
  return before !== content
}

function changedLines({ before = '', content }: ReturnType<typeof fileOf>): number {
  const [were, are] = [before.split('\n'), new Set(content.split('\n'))]
  return were.filter((line) => !are.has(line)).length
}
