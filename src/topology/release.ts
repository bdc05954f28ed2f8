import type { SourceDocument } from './document.js'
import type { Role } from './topology.js'

/** The versions and artifacts of one Metis version: a file in `presets/releases/`, parsed by `parseRelease`. */
export interface Release {
  /** Id, the file's name: `metis-0.3.0`. */
  readonly id: string
  /** As org.yaml names a release file of one's own: its path. */
  readonly path?: string
  /** That file: problems of it have its lines. */
  readonly source?: SourceDocument
  /** `0.3.0`; names the directory `releases/<version>` on a host. */
  readonly version: string
  /** Published address of the files, with a trailing slash. */
  readonly address: string
  readonly artifacts: readonly Artifact[]
  /** In Consul's store, of the keys that its services look for: `metis`. */
  readonly keyPrefix: string
  readonly network: {
    readonly dataCenter: { readonly address: string; readonly port: number }
    readonly bootstrapNodes: readonly string[]
  }
  /** Recommended size of a host per role; sizes on one host add up. */
  readonly sizes: Readonly<Record<Role, HostSize>>
  readonly defects: readonly Defect[]
  /** The releases in whose place it may be put; absent: it does not say. */
  readonly follows?: readonly Follows[]
}

interface Follows {
  readonly version: string
  /** Roles whose data programs of that version can't read any more afterwards, beside those of migrations. */
  readonly oneWay?: readonly Role[]
  /** What its programs do to data of that version when they start; absent: it does not say. */
  readonly migrations?: readonly Migration[]
}

export interface Migration {
  readonly role: Role
  /** As the release's makers call it: a script, what gets another form. */
  readonly name: string
  /** What is not there any more afterwards. */
  readonly loses?: string
  /** Programs of that version can't read any more what it has made. */
  readonly oneWay?: true
}

export interface Artifact {
  /** `carrier`, `consul`, `rosetta`, …: what services ask for. */
  readonly id: string
  /** Path below the source, e.g. `avx2/latticex_rosetta-….whl`. */
  readonly file: string
  readonly roles: readonly Role[]
  /** Only for hosts with (`avx2`) or without (`no-avx2`) that CPU feature; the id is then shared by both. */
  readonly cpu?: 'avx2' | 'no-avx2'
  /** An address of its own, with a trailing slash. */
  readonly address?: string
  /** The one file inside a zip that hosts get. */
  readonly member?: string
  /** File of SHA-256 sums beside it, in `sha256sum` form. */
  readonly sums?: string
  /** Pinned checksum of the file as published; absent: the first fetch pins one. */
  readonly sha256?: string
  /** What it is made of, as nobody publishes it: at `address`, else in a package index. */
  readonly parts?: readonly ArtifactPart[]
}

/**
 * A published file that an artifact is made of. Several lie in it side by side, an archive with `folder` as a wheel of that
 * package; of one that is alone it holds what is in `folder`.
 */
export interface ArtifactPart {
  /** 64 hex characters. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** Its name, by which the index lists it. */
  readonly file: string
  readonly folder?: string
}

/** Recommended hardware: whole cores, GiB of memory, GiB of disk. */
export interface HostSize {
  readonly cores: number
  readonly memoryGib: number
  readonly diskGib: number
}

/** A known fault of the release that a topology can run into; told as advice. */
interface Defect {
  readonly id: 'shared-via-address'
  /** Applies when the topology has more than `count` instances of `role`. */
  readonly moreThan: { readonly role: Role; readonly count: number }
}

/** Checksums that an organisation has seen, by `<release>/<artifact>` or `<release>/<artifact>/<cpu>`. */
export type Pins = Readonly<Record<string, Pin>>

export interface Pin {
  /** Of the file as published (before a `member` is taken out): 64 hex characters. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** Path or address where it was first seen. */
  readonly from: string
  /** UTC, ISO 8601. */
  readonly since: string
  /** Set by the operator: this file is meant, whatever the release's own checksum says. */
  readonly accepted?: boolean
}

/** An artifact that was found, checked against its pin and lies ready on the control machine. */
export interface ReadyArtifact {
  readonly id: string
  readonly cpu?: 'avx2' | 'no-avx2'
  /** Only for hosts of that system, `debian-12`: its OS packages, where hosts have no source of their own. */
  readonly system?: string
  /** Base name that hosts see. */
  readonly fileName: string
  /** Of those that `PYTHON_IDS` names; absent where it could not be read. */
  readonly python?: PythonContent
  /** Of the bytes that hosts get (after unzipping a `member`): 64 hex characters. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Ids of the artifacts that hold a Python, or wheels for it. */
export const PYTHON_IDS: readonly string[] = ['python', 'wheelhouse', 'metis-wheel', 'channel-sdk', 'rosetta']

/** What is in a Python or in wheels, and what it asks of a host. */
export interface PythonContent {
  /** Of an interpreter: `3.7`. */
  readonly version?: string
  /** The oldest glibc that all of it runs with, `2.17`. */
  readonly glibc?: string
  /** Shared libraries that it does not bring: `libcrypt.so.1`. */
  readonly libraries: readonly string[]
  readonly wheels: readonly WheelContent[]
}

export interface WheelContent {
  readonly file: string
  /** `google-auth`. */
  readonly project: string
  /** Of interpreters that it is for: `cp37`, `py3`; an older `cp` with `abi3` counts as `py3`. */
  readonly interpreters: readonly string[]
  /** Projects that it needs whatever the system and the interpreter. */
  readonly requires: readonly string[]
}

/** Id of the artifact that holds a system's OS packages, for hosts that have no source of their own. */
export const OS_PACKAGES = 'os-packages'

/** How one artifact is named where variants differ, as under `artifacts.files`: `carrier`, `rosetta/avx2`. */
export function artifactKey({ id, cpu }: Pick<Artifact, 'id' | 'cpu'>): string {
  return cpu === undefined ? id : `${id}/${cpu}`
}

/** The artifacts that one of these instances needs; of variants for a processor all. */
export function artifactsOf(
  { artifacts }: Release,
  instances: readonly { readonly role: Role }[],
): Artifact[] {
  const roles = new Set(instances.map(({ role }) => role))
  return artifacts.filter((artifact) => artifact.roles.some((role) => roles.has(role)))
}

/** The release that org.yaml names: by its id, or by the path of a file of one's own. */
export function releaseNamed(releases: readonly Release[], name: unknown): Release | undefined {
  return releases.find(({ id, path }) => (path ?? id) === name)
}

/** Newest first, by version: 0.10.0 before 0.3.0. */
export function byVersion(releases: readonly Release[]): Release[] {
  return releases.toSorted((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
}
