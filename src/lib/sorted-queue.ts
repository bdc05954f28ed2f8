/** Gives back what was put in, the smallest first; of equal ones that which came first. */
export function sortedQueue<T>(compare: (a: T, b: T) => number) {
  const sorted: T[] = []
  return {
    push: (value: T): void => {
      const before = sorted.findLastIndex((other) => compare(other, value) <= 0)
      sorted.splice(before + 1, 0, value)
    },
    pop: (): T | undefined => sorted.shift(),
  }
}
