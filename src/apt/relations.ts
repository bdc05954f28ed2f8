import { COMPARISONS, type Comparison } from './versions.js'

/** `mariadb-client (>= 1:10.11)`: a package, or what packages provide, maybe of certain versions only. */
export interface Relation {
  readonly name: string
  readonly operator?: Comparison
  readonly version?: string
  /** As written: `mariadb-client (>= 1:10.11)`. */
  readonly text: string
}

/** Any one of these will do; the first is preferred. */
export type Alternatives = readonly Relation[]

/** A field of relations: `a (>= 1), b | c:any`. What can't be read stays as a name that no package has. */
export function parseRelations(field: string): readonly Alternatives[] {
  return field
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
    .map((group) => group.split('|').map((one) => parseRelation(one.trim().replace(/\s+/g, ' '))))
}

/** An architecture other than this one and `any` makes it a relation to something that is not here. */
const RELATION =
  /^([a-z0-9][a-z0-9+.-]*)(?::(?:any|native|amd64))?(?: ?\( ?(<<|<=|=|>=|>>) ?([^\s()]+) ?\))?$/

function parseRelation(text: string): Relation {
  const [, name, operator, version] = RELATION.exec(text) ?? []
  if (name === undefined) return { name: text, text }
  const known = COMPARISONS.find((one) => one === operator)
  if (known === undefined || version === undefined) return { name, text }
  return { name, operator: known, version, text }
}
