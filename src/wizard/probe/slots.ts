/** So many at once; the others wait in line. */
export interface Slots {
  readonly take: () => Promise<void>
  readonly give: () => void
}

export function createSlots(count: number): Slots {
  let free = count
  const line: (() => void)[] = []
  return {
    take: () =>
      new Promise((resolve) => {
        if (free > 0) {
          free -= 1
          resolve()
        } else line.push(resolve)
      }),
    give: () => {
      const next = line.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
