/** How much of something is done, as the two parts of a bar of `columns` columns; all empty when there is nothing to do. */
export function barParts(
  done: number,
  total: number,
  columns: number,
  charset: 'box' | 'ascii',
): [string, string] {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total))
  const full = Math.floor(share * columns)
  const [filled, empty] = charset === 'ascii' ? ['#', '.'] : ['█', '░']
  return [filled.repeat(full), empty.repeat(columns - full)]
}
