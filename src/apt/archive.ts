/** The archives of one family of systems: a file in `presets/archives/`, parsed by `parseArchives`. */
export interface Archives {
  /** The file's name: `debian`, `ubuntu`. */
  readonly family: string
  readonly keys: readonly ArchiveKey[]
  /** By system, `debian-12`: of equal versions the first suite's counts. */
  readonly systems: Readonly<Record<string, readonly Suite[]>>
}

export interface ArchiveKey {
  /** Below `presets/keys/`. */
  readonly file: string
  /** 40 hex characters, upper case. */
  readonly fingerprint: string
}

/** One suite of an archive. */
export interface Suite {
  /** What a mirror takes the place of, with a slash at the end. */
  readonly server: string
  /** Of the archive on that server, `debian/`. */
  readonly folder: string
  /** `bookworm-security` */
  readonly suite: string
  readonly components: readonly string[]
}

/** Servers to ask instead, by family; `https://mirror.example/` stands before `debian/` or `ubuntu/`. */
export type Mirrors = Readonly<Record<string, string>>

/** Address of a suite's archive, with a slash at the end. */
export function archiveAddress(suite: Suite, mirror: string | undefined): string {
  const server = mirror ?? suite.server
  return `${server.replace(/\/*$/, '/')}${suite.folder}`
}
