/** A copy of data to be read, and how often something of it has been read. */
export interface Counted<T> {
  readonly value: T
  readonly reads: () => number
}

/** Counts every read of a property, however deep; the same object is always the same copy. */
export function counted<T>(value: T): Counted<T> {
  let reads = 0
  const copies = new WeakMap<object, object>()
  const copyOf = <V>(of: V): V => {
    if (typeof of !== 'object' || of === null) return of
    const known = copies.get(of)
    if (known !== undefined) return known as V
    const copy = new Proxy(of, {
      get: (target, key) => {
        reads += 1
        return copyOf(Reflect.get(target, key))
      },
    })
    copies.set(of, copy)
    return copy
  }
  return { value: copyOf(value), reads: () => reads }
}
