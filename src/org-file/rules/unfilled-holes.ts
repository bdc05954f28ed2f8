import { isDocumentationAddress } from '../../topology/addresses.js'
import type { Finding, Path } from '../../topology/document.js'
import type { Rule } from './rule.js'

/** What a preset leaves for the operator to replace: example addresses, and its own name for the organisation. */
export const unfilledHoles: Rule = ({ topology, file }) => [
  ...(topology.organisation === PRESET_ORGANISATION ? [hole(PRESET_ORGANISATION, ['organisation'])] : []),
  ...holesIn(file, []),
]

const PRESET_ORGANISATION = 'my-organisation'

function holesIn(value: unknown, path: Path): Finding[] {
  if (typeof value === 'string') {
    return isDocumentationAddress(value) ? [hole(value, path)] : []
  }
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, i) => holesIn(item, [...path, i]))
  return Object.entries(value).flatMap(([key, item]) => holesIn(item, [...path, key]))
}

function hole(found: string, path: Path): Finding {
  return { code: 'topology.unfilled-hole', path, details: { found } }
}
