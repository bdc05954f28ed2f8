/** The first of `rows` rows of a long list that shows the focused one with its surroundings; never past the end. */
export function windowStart(count: number, focus: number, rows: number): number {
  const middle = focus - Math.floor(rows / 2)
  return Math.max(0, Math.min(middle, count - rows))
}
