/** Something of one instance that must survive, packed as one file. */
export interface KeptPart {
  readonly host: string
  readonly instance: string
  /** Directories and files; a dump; what the service itself writes of what it keeps. */
  readonly kind: 'paths' | 'database' | 'snapshot'
  readonly what: 'identity' | 'data'
  /** Name of the packed file, unique on its host. */
  readonly name: string
  /** Of `paths`: below the instance's directory. */
  readonly paths: readonly string[]
  readonly database?: string
}

/** A packed part as a backup has it. */
export interface SavedPart extends KeptPart {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** What is to come back, and whereto. */
export interface Restoration {
  /** Of this restore alone: another one of the same backup begins anew. */
  readonly id: string
  /** When the backup was taken, ISO 8601. */
  readonly at: string
  /** `host`: the one that gets it. */
  readonly parts: readonly SavedPart[]
}
