/**
 * Which of two Debian versions is newer, as dpkg sees it: below zero when `a` is older, above when it is newer.
 * `[epoch:]upstream[-revision]`; letters sort before other signs, and `~` before everything, even the end.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  return (
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  )
}

export const OPERATORS = ['<<', '<=', '=', '>=', '>>'] as const
export type Operator = (typeof OPERATORS)[number]

/** `version` is as `operator` and `wanted` ask for it. */
export function isVersion(version: string, operator: Operator, wanted: string): boolean {
  const order = compareVersions(version, wanted)
  switch (operator) {
    case '<<':
      return order < 0
    case '<=':
      return order <= 0
    case '=':
      return order === 0
    case '>=':
      return order >= 0
    case '>>':
      return order > 0
  }
}

function partsOf(version: string) {
  const [, epoch = '0', rest = version] = /^(\d+):(.*)$/s.exec(version) ?? []
  const dash = rest.lastIndexOf('-')
  return {
    epoch: Number(epoch),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  }
}

/** In turn what is no number, sign by sign, and numbers by their value. */
function compareParts(a: string, b: string): number {
  const [left, right] = [piecesOf(a), piecesOf(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? '', right[i] ?? '']
    const order = i % 2 === 0 ? compareSigns(one, other) : compareNumbers(one, other)
    if (order !== 0) return order
  }
  return 0
}

/** `['foo', '12', '~bar', '0']` of `foo12~bar0`: first what is no number, be it empty. */
function piecesOf(part: string): string[] {
  return part.split(/(\d+)/)
}

function compareSigns(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = rank(a[i]) - rank(b[i])
    if (order !== 0) return order
  }
  return 0
}

function rank(sign: string | undefined): number {
  if (sign === undefined) return 0
  if (sign === '~') return -1
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256
}

/** Without a limit to their length. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}
