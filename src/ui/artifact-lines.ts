import { artifactKey, type ReadyArtifact } from '../topology/release.js'
import type { ArtifactProgress } from '../wizard/workbench.js'
import { barParts, bytesText } from './measure-text.js'
import type { Look } from './screen/hooks.js'
import { type TableCell, table } from './table.js'
import { pad, printable } from './text.js'

export interface ArtifactsShown {
  /** Names of all that are needed. */
  readonly keys: readonly string[]
  readonly progress: Readonly<Record<string, ArtifactProgress>>
  /** Once all are there. */
  readonly ready?: readonly ReadyArtifact[]
}

type ArtifactsLook = Pick<Look, 'say' | 'paint' | 'charset'>

const BAR = 12

/** A row for each artifact: how far it is, its size, what its checksum was compared with. */
export function artifactLines(shown: ArtifactsShown, look: ArtifactsLook): string[] {
  const columns = (['file', 'state', 'size', 'checksum'] as const).map((id) => ({
    title: look.say(`release.column.${id}`),
    align: id === 'size' ? ('right' as const) : ('left' as const),
  }))
  const rows = shown.keys.map((key) => rowOf(key, shown, look))
  return table(columns, rows, { paint: look.paint, width: Number.POSITIVE_INFINITY }).map(
    (line) => ` ${line}`,
  )
}

function rowOf(key: string, { progress, ready }: ArtifactsShown, look: ArtifactsLook): TableCell[] {
  const { say } = look
  const known = Object.hasOwn(progress, key) ? progress[key] : undefined
  const file = ready?.find((artifact) => artifactKey(artifact) === key)
  const size = file?.size ?? known?.total
  const [name, bytes] = [printable(key), size === undefined ? '' : bytesText(size)]
  if (file === undefined && known?.step !== 'ready') return [name, stateOf(known, look), bytes, '']
  const trust = known?.trust === undefined ? '' : say(`release.trust.${known.trust}`)
  const checksum = [file?.sha256.slice(0, 12) ?? '', trust].filter((part) => part !== '').join('  ')
  return [name, { text: say('release.state.ready'), meaning: 'done' }, bytes, checksum]
}

function stateOf(known: ArtifactProgress | undefined, { say, paint, charset }: ArtifactsLook): TableCell {
  const word = say(`release.state.${known?.step ?? 'waiting'}`)
  const { done, total } = known ?? {}
  if (done === undefined || total === undefined || total === 0) {
    const text = done === undefined || done === 0 ? word : `${word} ${bytesText(done)}`
    return known === undefined ? { text, meaning: 'muted' } : text
  }
  const [full, rest] = barParts(done, total, BAR, charset)
  const share = pad(`${Math.min(100, Math.floor((done / total) * 100))} %`, 5, 'right')
  return {
    text: `${full}${rest} ${share} ${word}`,
    painted: `${paint('done', full)}${paint('muted', rest)} ${share} ${word}`,
  }
}
