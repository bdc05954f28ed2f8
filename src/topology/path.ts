/** Where a value stands in a document: keys and list positions from the top. */
export type Path = readonly (string | number)[]

/** `roles.data[1].port`; keys that are no plain words are quoted. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => text + formatStep(step, text === ''), '')
}

/** The value at a path, `undefined` when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, step)
        ? (found as Record<string | number, unknown>)[step]
        : undefined,
    value,
  )
}

/** Whether `path` is `above` or lies below it. */
export function isWithin(path: Path, above: Path): boolean {
  return above.every((step, i) => path[i] === step)
}

export function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b)
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`
  return first ? step : `.${step}`
}
