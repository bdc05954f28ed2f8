const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9a-z.-]+))?$/

/** Whether a version comes after another one, as semantic versioning orders them; throws where one is none. */
export function isAfter(version: string, other: string): boolean {
  const [left, right] = [partsOf(version), partsOf(other)]
  const at = left.findIndex((part, i) => part !== right[i])
  const [one, two] = [left[at], right[at]]
  if (one === undefined || two === undefined) return false
  // Without a word behind it a version is the final one.
  if (one === '' || two === '') return one === ''
  return typeof one === 'number' && typeof two === 'number' ? one > two : wordsAfter(`${one}`, `${two}`)
}

function partsOf(version: string): (number | string)[] {
  const [, major, minor, patch, words = ''] = VERSION.exec(version) ?? []
  if (patch === undefined) throw new Error(`${version} is no version: it takes the form 1.2.3 or 1.2.3-rc.1`)
  return [Number(major), Number(minor), Number(patch), words]
}

function wordsAfter(one: string, two: string): boolean {
  return one.localeCompare(two, 'en', { numeric: true }) > 0
}
