import { type Problem, problem } from '../errors/problem.js'
import { groupBy } from '../lib/group-by.js'
import { type Artifact, artifactKey, type Release } from '../topology/release.js'
import type { DownloadFailure, FailureKind } from './download-failure.js'

/** An artifact that no place has. */
export interface Miss {
  readonly artifact: Artifact
  readonly tried: readonly Try[]
}

export interface Try {
  /** Path, or address without credentials. */
  readonly place: string
  /** Absent: there is no such file in that folder. */
  readonly failure?: DownloadFailure
}

const CODES = {
  gone: 'artifact.missing',
  unresolved: 'artifact.unresolved',
  unreachable: 'artifact.unreachable',
  dropped: 'artifact.unreachable',
  tls: 'artifact.tls',
  stalled: 'artifact.stalled',
  refused: 'artifact.refused',
  busy: 'artifact.refused',
} as const satisfies Record<FailureKind, Problem['code']>

/** One problem per cause and server, each with all files that it keeps away and everywhere they were looked for. */
export function missingProblems(release: Pick<Release, 'id'>, misses: readonly Miss[]): Problem[] {
  const groups = groupBy(misses, (miss) => {
    const cause = causeOf(miss)
    return cause && `${cause.kind} ${new URL(cause.address).host}`
  })
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const cause = causeOf(first)
    const details = {
      release: release.id,
      count: members.length,
      files: members.map((miss) => line(miss, cause)).join('\n'),
      example: artifactKey(first.artifact),
    }
    if (cause === undefined) return [problem('artifact.missing', details)]
    const server = new URL(cause.address).host
    return [problem(CODES[cause.kind], { ...details, server, address: cause.address, reason: cause.reason })]
  })
}

/** A server that should have been asked and could not be; `undefined` when all answered that they don't have it. */
function causeOf({ tried }: Miss): DownloadFailure | undefined {
  return tried.findLast(({ failure }) => failure !== undefined && failure.kind !== 'gone')?.failure
}

/** Where else it was looked for than at the server that the problem is about. */
function line({ artifact, tried }: Miss, cause: DownloadFailure | undefined): string {
  const server = cause && new URL(cause.address).origin
  const others = tried.filter(({ place }) => server === undefined || !place.startsWith(`${server}/`))
  if (others.length === 0) return `  ${artifact.file}`
  const places = others.map(({ place, failure }) => (failure ? `${place} (${failure.reason})` : place))
  return `  ${artifact.file}: ${places.join(', ')}`
}
