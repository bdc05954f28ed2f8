/** Gives back what was put in, the smallest first; of equal ones that which came first. */
export interface Heap<T> {
  readonly push: (value: T) => void
  readonly pop: () => T | undefined
}

export function heap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const entries: { readonly value: T; readonly at: number }[] = []
  let pushed = 0
  const isBefore = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]]
    if (one === undefined || other === undefined) return one !== undefined
    return (compare(one.value, other.value) || one.at - other.at) < 0
  }
  const swap = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]]
    if (one === undefined || other === undefined) return
    entries[a] = other
    entries[b] = one
  }
  return {
    push: (value) => {
      let at = entries.push({ value, at: pushed++ }) - 1
      while (at > 0 && isBefore(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1)
        at = (at - 1) >> 1
      }
    },
    pop: () => {
      swap(0, entries.length - 1)
      const first = entries.pop()
      for (let at = 0; ; ) {
        const child = isBefore(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1
        if (!isBefore(child, at)) break
        swap(at, child)
        at = child
      }
      return first?.value
    },
  }
}
