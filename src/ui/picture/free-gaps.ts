export interface Gap {
  readonly from: number
  readonly to: number
}

/** Columns between `from` and `to` (inclusive) that none of the taken ones is in, from the left. */
export function freeGaps(taken: readonly number[], from: number, to: number): Gap[] {
  const inside = [...new Set(taken)].filter((x) => x >= from && x <= to).sort((a, b) => a - b)
  return [from - 1, ...inside]
    .map((before, i) => ({ from: before + 1, to: (inside[i] ?? to + 1) - 1 }))
    .filter((gap) => gap.to >= gap.from)
}
