import type { Path } from './path.js'

/** A YAML file as plain values that still know their lines. `catalog/read-yaml.ts` makes it. */
export interface SourceDocument {
  readonly value: unknown
  /** As the operator named it, for messages. */
  readonly file?: string
  /** Line from 1 of the key or list item at a path, or of its nearest parent in the file. */
  readonly lineOf: (path: Path) => number | undefined
}
