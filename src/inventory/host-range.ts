const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LONGEST = 1024

/** The hosts of `n[01:10:2].x`, `10.1.1.[1:4]`, `n[a:c]:2222`; undefined when it is no pattern, or of more than `most` hosts. */
export function expandHosts(
  pattern: string,
  most: number,
): { readonly names: readonly string[]; readonly port?: number } | undefined {
  if (pattern.length > LONGEST) return undefined
  const [, before = pattern, digits] = /^((?:[^:[\]]|\[[^\]]*\])+):(\d{1,5})$/.exec(pattern) ?? []
  const names = expand(before, most)
  if (names === undefined || names.some((name) => name === '')) return undefined
  return digits === undefined ? { names } : { names, port: Number(digits) }
}

function expand(text: string, most: number): string[] | undefined {
  const parts = text.split(/\[([^\]]*)\]/)
  let names = ['']
  for (const [i, part] of parts.entries()) {
    const ends = i % 2 === 0 ? [part] : between(part, most)
    if (ends === undefined || /[[\]]/.test(part) || names.length * ends.length > most) return undefined
    names = names.flatMap((name) => ends.map((end) => name + end))
  }
  return names
}

/** Both ends count; as many digits as the first has when that begins with a zero. */
function between(range: string, most: number): string[] | undefined {
  const [first = '', last = '', stride = '1', ...more] = range.split(':')
  const step = Number(stride)
  if (more.length > 0 || !/^\d{1,6}$/.test(stride) || step === 0) return undefined
  const isNumber = /^\d{0,9}$/.test(first) && /^\d{1,9}$/.test(last)
  const [from, to] = isNumber
    ? [Number(first), Number(last)]
    : [LETTERS.indexOf(first), LETTERS.indexOf(last)]
  const isLetter = first.length === 1 && last.length === 1 && from >= 0
  const padded = first.length > 1 && first.startsWith('0')
  if ((!isNumber && !isLetter) || to < from || (padded && first.length !== last.length)) return undefined
  const count = Math.floor((to - from) / step) + 1
  if (count > most) return undefined
  return Array.from({ length: count }, (_, i) => from + i * step).map((at) =>
    isNumber ? String(at).padStart(padded ? first.length : 0, '0') : (LETTERS[at] ?? ''),
  )
}
