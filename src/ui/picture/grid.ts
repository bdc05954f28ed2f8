import type { Box, BoxRow } from './box.js'

/** Boxes side by side, all of the same size. */
export interface GridRow {
  readonly boxes: readonly PlacedBox[]
  readonly height: number
}

export interface PlacedBox {
  readonly box: Box
  readonly rows: readonly BoxRow[]
  readonly x: number
  readonly width: number
}

export interface Grid {
  /** Reached from outside; absent when nothing is. */
  readonly first: GridRow | undefined
  readonly others: readonly GridRow[]
  /** Columns that are used. */
  readonly width: number
}

export interface GridInput {
  readonly first: readonly Box[]
  /** The first ones must stand side by side: lines from outside lead to them. */
  readonly mustFit: boolean
  /** Stand beside the first when all of them fit there. */
  readonly beside: readonly Box[]
  /** Each begins a row of its own unless that costs a row. */
  readonly below: readonly (readonly Box[])[]
  /** Columns that there are, and how many should be used when there are. */
  readonly room: number
  readonly wanted: number
  readonly gap: number
  /** No box is wider, but to fill `wanted`. */
  readonly widest: number
}

const BORDERS = 4

/** Places boxes in columns of equal width; undefined when the first ones do not fit side by side. */
export function placeInGrid(input: GridInput): Grid | undefined {
  const { first, room, gap } = input
  const below = input.below.filter((boxes) => boxes.length > 0)
  const all = [...first, ...input.beside, ...below.flat()]
  const narrow = all.filter(({ isWide }) => !isWide)
  const minimum = Math.max(1, ...narrow.map((box) => box.minimum))
  const most = Math.max(1, Math.floor((room + gap) / (minimum + gap)))
  if ((input.mustFit && first.length > most) || all.some((box) => box.minimum > room)) return undefined

  const isBeside = first.length + input.beside.length <= most && !input.beside.some(({ isWide }) => isWide)
  const top = isBeside ? [...first, ...input.beside] : first.slice(0, most)
  const rest = isBeside
    ? below
    : [first.slice(most), input.beside, ...below].filter((boxes) => boxes.length > 0)
  const rows = rowsOf(rest, most)
  const columns = Math.max(1, top.length, ...rows.map((row) => row.length))
  const natural =
    all.length === 1
      ? Math.max(...all.map((box) => box.alone))
      : Math.min(input.widest, Math.max(1, ...narrow.map((box) => box.natural)))
  const wide = Math.max(0, ...all.filter(({ isWide }) => isWide).map((box) => box.natural))
  const wanted = Math.min(room, Math.max(input.wanted, wide, columns * (natural + gap) - gap))
  // So wide that nothing is left over at the right.
  const used = columns * Math.floor((wanted + gap) / columns) - gap
  const place = (boxes: readonly Box[]): GridRow => {
    const isGroups = boxes.some((box) => box.hosts.length > 1)
    const width = Math.floor((used + gap) / (isGroups ? boxes.length : columns)) - gap
    const placed = boxes.map((box, i): PlacedBox => {
      const x = i * (width + gap)
      const isLast = isGroups && i === boxes.length - 1
      const own = box.isWide || isLast ? used - x : width
      return { box, rows: box.rows(own - BORDERS), x, width: own }
    })
    return { boxes: placed, height: 2 + Math.max(...placed.map((one) => one.rows.length)) }
  }
  return { first: top.length === 0 ? undefined : place(top), others: rows.map(place), width: used }
}

function rowsOf(tiers: readonly (readonly Box[])[], most: number): Box[][] {
  const flowing = balanced(tiers.flat(), most)
  const apart = tiers.flatMap((boxes) => balanced(boxes, most))
  return apart.length <= flowing.length ? apart : flowing
}

/** As few rows as can be, all about as long; a wide box is a row. */
function balanced(boxes: readonly Box[], most: number): Box[][] {
  const wide = boxes.findIndex(({ isWide }) => isWide)
  if (wide !== -1) {
    const [before, after] = [boxes.slice(0, wide), boxes.slice(wide + 1)]
    return [...balanced(before, most), boxes.slice(wide, wide + 1), ...balanced(after, most)]
  }
  if (boxes.length === 0) return []
  const rows = Math.ceil(boxes.length / most)
  const each = Math.ceil(boxes.length / rows)
  return Array.from({ length: Math.ceil(boxes.length / each) }, (_, i) =>
    boxes.slice(i * each, (i + 1) * each),
  )
}
