/** Characters: no name of a host is longer. */
export const LONGEST_NAME = 253

export function isPlain(pattern: string): boolean {
  return !/[*?!]/.test(pattern)
}

/** As OpenSSH has it: one that is negated and fits leaves the host out, whatever else fits. */
export function fitsPatterns(name: string, patterns: readonly string[]): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(name, pattern.slice(1)))) return false
  return patterns.some((pattern) => fits(name, pattern))
}

/** One step for each character, and from each star on again: a regular expression may try all ways to share out a name among stars. */
export function fits(name: string, pattern: string): boolean {
  if (pattern.length > 4 * LONGEST_NAME) return false
  let [at, of] = [0, 0]
  let star: { readonly at: number; readonly of: number } | undefined
  while (at < name.length) {
    if (pattern[of] === '*') {
      star = { at, of }
      of += 1
    } else if (pattern[of] === '?' || pattern[of] === name[at]) {
      at += 1
      of += 1
    } else if (star !== undefined) {
      star = { at: star.at + 1, of: star.of }
      at = star.at
      of = star.of + 1
    } else return false
  }
  return /^\**$/.test(pattern.slice(of))
}
