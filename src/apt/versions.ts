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

const HOLDS = {
  '<<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '=': (order: number) => order === 0,
  '>=': (order: number) => order >= 0,
  '>>': (order: number) => order > 0,
}
export type Comparison = keyof typeof HOLDS
export const COMPARISONS = Object.keys(HOLDS) as Comparison[]

/** `version` is as `operator` and `wanted` ask for it. */
export function isVersion(version: string, operator: Comparison, wanted: string): boolean {
  return HOLDS[operator](compareVersions(version, wanted))
}

function partsOf(version: string) {
  const [, epoch = '0', upstream = '', revision = ''] = /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/s.exec(version) ?? []
  return { epoch: Number(epoch), upstream, revision }
}

/**
 * In turn what is no number, sign by sign, and numbers by their value, of whatever length: `['foo', '12', '~bar', '0']` of
 * `foo12~bar0`, where the first is no number, be it empty.
 */
function compareParts(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? '', right[i] ?? '']
    const order = i % 2 === 0 ? compareSigns(one, other) : Number(BigInt(one) - BigInt(other))
    if (order !== 0) return order
  }
  return 0
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
