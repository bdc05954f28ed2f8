import { InstallerError, type Problem } from '../errors/problem.js'

/** Like `Promise.all` over a map, with at most `limit` under way. After a failure nothing new starts. */
export async function inParallel<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  let failed = false
  const worker = async () => {
    for (const [i, item] of queue) {
      if (failed) return
      try {
        results[i] = await work(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
  return results
}

/** The same where what is wrong with one keeps no other from being tried: results and problems, in order. */
export async function tryEach<T, R>(
  limit: number,
  items: readonly T[],
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<R>,
): Promise<{ results: R[]; problems: Problem[] }> {
  const outcomes = await inParallel(limit, items, async (item) => {
    try {
      return { results: [await work(item)], problems: [] }
    } catch (error) {
      if (!(error instanceof InstallerError) || signal?.aborted) throw error
      return { results: [], problems: error.problems }
    }
  })
  return {
    results: outcomes.flatMap(({ results }) => results),
    problems: outcomes.flatMap(({ problems }) => problems),
  }
}
