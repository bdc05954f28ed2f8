import stringWidth from 'string-width'
import { artifactKey, type ReadyArtifact } from '../topology/release.js'
import type { ArtifactProgress } from '../wizard/workbench.js'
import { barParts, bytesText } from './measure-text.js'
import type { Look } from './screen/hooks.js'
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
export function artifactLines(shown: ArtifactsShown, { say, paint, charset }: ArtifactsLook): string[] {
  const rows = shown.keys.map((key) => rowOf(key, shown, { say, paint, charset }))
  const titles = (['file', 'state', 'size', 'checksum'] as const).map((id) => say(`release.column.${id}`))
  const widths = titles.map((title, i) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[i]?.plain ?? ''))),
  )
  const line = (cells: readonly Cell[]) =>
    ` ${cells
      .map(({ plain, painted = plain }, i) => {
        const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(plain)))
        return i === 2 ? gap + painted : painted + gap
      })
      .join('  ')
      .trimEnd()}`
  return [paint('muted', line(titles.map((plain) => ({ plain })))), ...rows.map(line)]
}

interface Cell {
  readonly plain: string
  readonly painted?: string
}

function rowOf(
  key: string,
  { progress, ready }: ArtifactsShown,
  { say, paint, charset }: ArtifactsLook,
): Cell[] {
  const known = Object.hasOwn(progress, key) ? progress[key] : undefined
  const file = ready?.find((artifact) => artifactKey(artifact) === key)
  const isReady = file !== undefined || known?.step === 'ready'
  const size = file?.size ?? known?.total
  const name = { plain: printable(key) }
  const sized = { plain: size === undefined ? '' : bytesText(size) }
  if (isReady) {
    const state = say('release.state.ready')
    const trust = known?.trust === undefined ? '' : say(`release.trust.${known.trust}`)
    const sum = file === undefined ? '' : file.sha256.slice(0, 12)
    const checksum = [sum, trust].filter((part) => part !== '').join('  ')
    return [name, { plain: state, painted: paint('done', state) }, sized, { plain: checksum }]
  }
  return [name, stateOf(known, { say, paint, charset }), sized, { plain: '' }]
}

function stateOf(known: ArtifactProgress | undefined, { say, paint, charset }: ArtifactsLook): Cell {
  const word = say(`release.state.${known?.step ?? 'waiting'}`)
  const { done, total } = known ?? {}
  if (done === undefined || total === undefined || total === 0) {
    const plain = done === undefined || done === 0 ? word : `${word} ${bytesText(done)}`
    return { plain, painted: known === undefined ? paint('muted', plain) : plain }
  }
  const [full, rest] = barParts(done, total, BAR, charset)
  const share = pad(`${Math.min(100, Math.floor((done / total) * 100))} %`, 5, 'right')
  return {
    plain: `${full}${rest} ${share} ${word}`,
    painted: `${paint('done', full)}${paint('muted', rest)} ${share} ${word}`,
  }
}
