import type { Language } from '../../i18n/message.js'
import type { Topology } from '../../topology/topology.js'
import type { Charset } from '../charset.js'
import type { Meaning } from '../colour.js'

export interface PictureInput {
  /** May be incomplete: a draft without consul, with hosts without roles. */
  readonly topology: Topology
  /** By instance (`consul@h1`) and by name of host (`h1`). */
  readonly marks?: Readonly<Record<string, Mark>>
  /** Default: progress. */
  readonly marksTell?: MarksTell
  /** Short text beside an instance or a host, by the same keys: a phase, `12/31`, `45 %`, `8 cores 16 GB`. */
  readonly notes?: Readonly<Record<string, string>>
}

/** What marks tell of: how far a run is, or how well the instances are. */
type MarksTell = 'progress' | 'health'

export type Mark = 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'unknown' | 'skipped'

export interface PictureLook {
  /** No line is wider. */
  readonly columns: number
  /** There are never more lines. */
  readonly rows: number
  readonly charset: Charset
  readonly language: Language
  /** First row shown of a picture that is higher than `rows`; absent: such that the focus is seen. */
  readonly scroll?: number
  /** Name of a host: that one alone, with its ports and who reaches them. */
  readonly zoom?: string
  /** Name of a host, or instance (`consul@h1`): pointed at. */
  readonly focus?: string
}

export interface Picture {
  readonly lines: readonly PictureLine[]
  /** Rows that there would be without a limit. */
  readonly total: number
  /** Names of all hosts as the focus moves. */
  readonly order: readonly string[]
}

export type PictureLine = readonly Span[]

export interface Span {
  readonly text: string
  readonly meaning?: Meaning
  readonly strong?: true
}
