/** Name of a part, counted from 1: `acme.metis.001`. */
export function partName(path: string, number: number): string {
  return `${path}.${String(number).padStart(3, '0')}`
}

/** Whether something of that name is taken for a part of a bundle. */
export function isPartName(path: string): boolean {
  return wholeOf(path) !== undefined
}

/** `acme.metis` of `acme.metis.001`; `undefined` where that is no part's name. */
export function wholeOf(path: string): string | undefined {
  return /^(.+)\.\d{3}$/.exec(path)?.[1]
}

/** 1 for `acme.metis.001`, where `whole` is `acme.metis`; `undefined` where it is no part of that one. */
export function partNumber(whole: string, name: string): number | undefined {
  return wholeOf(name) === whole ? Number(name.slice(-3)) : undefined
}
