import { problemCard } from '../problem-card.js'
import type { GalleryLook } from './gallery-look.js'
import { SAMPLE_SOURCE, sampleProblems } from './sample-problems.js'

/** One card of every code, in the order of the catalogue. */
export function cardLines({
  language,
  paint,
  columns,
}: Pick<GalleryLook, 'language' | 'paint' | 'columns'>): string[] {
  const look = { language, paint, width: columns, source: SAMPLE_SOURCE }
  return sampleProblems().flatMap((problem) => [...problemCard(problem, look), ''])
}
