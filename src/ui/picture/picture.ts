import { type Say, sayIn, type Word } from '../../i18n/say.js'
import type { RoleWord } from '../../roles/words.js'
import type { Charset } from '../charset.js'
import type { Paint } from '../colour.js'
import { drawLayout } from './draw-layout.js'
import { drawList, shortestList } from './draw-list.js'
import { drawZoom } from './draw-zoom.js'
import { type Layout, layOut, rowsOfHost } from './layout.js'
import { isHopeless, LEVELS } from './levels.js'
import { hostsOf, type LayoutInput, type Scene, viewScene } from './scene.js'
import { type Picture, type PictureInput, type PictureLine, type PictureLook, SIGNS } from './span.js'

/** The organisation as a picture: the richest one that fits. Pure: the same input gives the same lines. */
export function drawTopology(input: PictureInput, look: PictureLook): Picture {
  const scene = viewScene(input, look.focus)
  const all: LayoutInput = { input, scene, look, say: sayOf(input, look) }
  const zoomed = look.zoom === undefined ? undefined : hostsOf(scene).find(({ name }) => name === look.zoom)
  if (zoomed !== undefined) return shown(drawZoom(zoomed, all), all)
  const layout = chooseLayout(all)
  const lines = layout === undefined ? drawList(all) : drawLayout(layout, all)
  return shown(
    lines,
    all,
    layout === undefined ? focusedLine(lines, look.charset) : focusedRows(layout, scene),
  )
}

/** `done` is said of a run; a service that does its work is healthy. */
function sayOf({ marksTell }: PictureInput, { language }: PictureLook): Say {
  const say = sayIn(language)
  if (marksTell !== 'health') return say
  return (word, values) => say(HEALTH[word] ?? word, values)
}

const HEALTH: Readonly<Partial<Record<Word | RoleWord, Word>>> = {
  'picture.mark.done': 'status.healthy',
  'picture.mark.failed': 'picture.health.failed',
  'picture.mark.warning': 'picture.health.warning',
  'picture.mark.unknown': 'status.unreachable',
}

export function plainLine(line: PictureLine): string {
  return line.map(({ text }) => text).join('')
}

export function paintLine(line: PictureLine, paint: Paint): string {
  return line
    .map(({ text, meaning, strong }) => {
      const painted = meaning === undefined ? text : paint(meaning, text)
      return strong === true ? paint('strong', painted) : painted
    })
    .join('')
}

function shown(lines: readonly PictureLine[], { look, scene }: LayoutInput, focused?: Rows): Picture {
  const start = startOf(lines.length, look, focused)
  return {
    lines: lines.slice(start, start + look.rows),
    total: lines.length,
    order: hostsOf(scene).map(({ name }) => name),
  }
}

type Rows = readonly [first: number, last: number]

/** The first level that fits; when none does, a list if that fits, else the last level, to be scrolled. */
function chooseLayout(all: LayoutInput): Layout | undefined {
  let last: Layout | undefined
  for (const level of LEVELS) {
    if (isHopeless(level, all.input.topology.hosts.length, all.look)) continue
    const layout = layOut(all, level)
    if (layout === undefined) continue
    if (layout.height <= all.look.rows) return calmer(all, layout)
    last = layout
  }
  return shortestList(all) <= all.look.rows ? undefined : last
}

/** Every port is worth a row, but not one more row of boxes. */
function calmer(all: LayoutInput, layout: Layout): Layout {
  if (layout.level.detail !== 'rich') return layout
  const other = layOut(all, { ...layout.level, detail: 'roomy' })
  return other !== undefined && other.bands.length < layout.bands.length ? other : layout
}

function focusedLine(list: readonly PictureLine[], charset: Charset): Rows | undefined {
  const at = list.findIndex(([first]) => first?.text.startsWith(SIGNS[charset].pointer) === true)
  return at === -1 ? undefined : [at, at]
}

function focusedRows(layout: Layout, scene: Scene): Rows | undefined {
  const focused = hostsOf(scene).find((host) => host.focused)
  return focused === undefined ? undefined : rowsOfHost(layout, focused.name)
}

/** The first row shown: as asked for, else as far down as the focus needs. */
function startOf(total: number, { rows, scroll }: PictureLook, focused: Rows | undefined): number {
  const most = Math.max(0, total - rows)
  const wanted = scroll ?? (focused === undefined ? 0 : focused[1] - rows + 1)
  return Math.min(most, Math.max(0, wanted))
}
