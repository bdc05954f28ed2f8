import type { Problem } from '../../errors/problem.js'
import { foldLine } from '../fold-line.js'
import { problemCard } from '../problem-card.js'
import { useLook } from './look.js'
import { Scroll } from './scroll.js'

/** A problem as a card: what, where, why, what to do. Scrolls where it is longer than its room. */
export function Card({
  problem,
  rows,
  columns,
  isActive = true,
}: {
  problem: Problem
  rows: number
  columns?: number
  isActive?: boolean
}) {
  const { language, paint, columns: all } = useLook()
  const width = columns ?? all
  const lines = problemCard(problem, { language, paint, width }).flatMap((line) => foldLine(line, width))
  return <Scroll lines={lines} rows={rows} isActive={isActive} />
}
