import stringWidth from 'string-width'
import {
  type CardRow,
  moireaWhy,
  nextSteps,
  partnerCard,
  placesOf,
  signIn,
} from '../../wizard/partner-card.js'
import { type Installed, type Proof, proofsOf, worldProof } from '../../wizard/proofs.js'
import type { Gathered, OrganisationPaths } from '../../wizard/workbench.js'
import { muted, type PictureLine } from '../picture/span.js'
import { cellsOf } from '../picture/text-width.js'
import { markSpan, paneTitle, plain, type RunLook, sideBySide } from '../run/pane-rows.js'
import { pad, printable, wrap } from '../text.js'

/** Sections one below the other, or from 110 columns on in two columns: what to do, and what to hand over. */
export function doneBody(input: DoneInput, look: RunLook): PictureLine[] {
  if (look.columns < 110) return stacked(doneSections(input, look), look)
  const left = Math.floor((look.columns - 2) / 2)
  const narrow = { ...look, columns: left }
  const sections = doneSections(input, narrow)
  const isHandedOver = ([id]: Section) => id === 'console' || id === 'partners' || id === 'moirea'
  const toDo = sections.filter((section) => !isHandedOver(section))
  const leftLines = stacked(toDo, narrow)
  const rightLines = stacked(sections.filter(isHandedOver), narrow)
  // The blank row below the last section needs no room.
  const rows = Math.max(leftLines.length, rightLines.length) - 1
  return sideBySide(leftLines, rightLines, { left, gap: 2, rows })
}

function stacked(sections: readonly Section[], look: RunLook): PictureLine[] {
  return sections.flatMap(([id, lines]) => [paneTitle(look.say(`done.${id}`), false, look), ...lines, []])
}

interface DoneInput extends Installed {
  readonly gathered: Gathered
  readonly paths: OrganisationPaths
  /** Nothing of it is real. */
  readonly isRehearsal: boolean
  /** Path of the backup that was taken, where the run was one. */
  readonly backup?: string | undefined
  /** Of the console, while the operator wants to see it. */
  readonly password?: string
}

type SectionId = 'backup' | 'proofs' | 'console' | 'next' | 'partners' | 'moirea' | 'places'
type Section = readonly [id: SectionId, lines: readonly PictureLine[]]

/** Everything that is told at the end, in sections that fit the columns. */
function doneSections(
  { topology, release, gathered: asked, paths, backup, password, isRehearsal }: DoneInput,
  look: RunLook,
): Section[] {
  const { say } = look
  const card = partnerCard(topology, asked)
  const shown = password === undefined ? signIn(say) : withPassword(signIn(say), password)
  const next = [...(isRehearsal ? [say('next.rehearsed')] : []), ...nextSteps(topology, asked, say)]
  const worldLines = worldProof(topology).flatMap((proof) => proofLines(proof, look))
  const sections: Section[] = [
    ['backup', backup === undefined ? [] : pathLines(backup, look)],
    ['proofs', proofsOf({ topology, release }, asked).flatMap((proof) => proofLines(proof, look))],
    ['console', card.console.length === 0 ? [] : cardLines([...card.console, ...shown], look)],
    ['next', next.flatMap((step, i) => textLines(`${i + 1}. `, step, look))],
    [
      'partners',
      [...whyLines(say('done.partners.why'), look), ...cardLines(card.partners, look), ...worldLines],
    ],
    ['moirea', [...whyLines(say(moireaWhy(topology)), look), ...cardLines(card.moirea, look)]],
    ['places', cardLines(placesOf({ topology, paths }), look)],
  ]
  return sections.filter(([, lines]) => lines.length > 0)
}

const MARKS = { ok: 'done', open: 'waiting', failed: 'failed' } as const

function proofLines({ state, word, values }: Proof, look: RunLook): PictureLine[] {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? printable(value) : value,
  ])
  return wrap(look.say(word, Object.fromEntries(safe)), look.columns - 3).map((line, i) => [
    plain(' '),
    i === 0 ? markSpan(MARKS[state], look) : plain(' '),
    plain(` ${line}`),
  ])
}

/** Values are broken at spaces, and words that are too long anywhere, so that nothing of an ENR is lost. */
function cardLines(rows: readonly CardRow[], { say, columns }: RunLook): PictureLine[] {
  const width = Math.max(0, ...rows.map(({ word }) => stringWidth(say(word))))
  const left = Math.max(10, columns - width - 4)
  return rows.flatMap(({ word, value }) =>
    wrap(printable(value), left)
      .flatMap((row) => chunks(row, left))
      .map((part, i): PictureLine => [muted(` ${pad(i === 0 ? say(word) : '', width)}  `), plain(part)]),
  )
}

function chunks(text: string, width: number): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const cell of cellsOf(text)) {
    if (used + cell.width > width) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += cell.text
    used += cell.width
  }
  return [...parts, part]
}

/** Broken where it has to be, so that all of it can be read. */
function pathLines(path: string, { columns }: RunLook): PictureLine[] {
  return chunks(printable(path), columns - 2).map((part) => [plain(` ${part}`)])
}

function whyLines(why: string, { columns }: RunLook): PictureLine[] {
  return wrap(why, columns - 2).map((line) => [muted(` ${line}`)])
}

function textLines(mark: string, text: string, { columns }: RunLook): PictureLine[] {
  const indent = ' '.repeat(mark.length)
  return wrap(text, columns - 2 - mark.length).map((line, i) => [plain(` ${i === 0 ? mark : indent}${line}`)])
}

function withPassword(rows: readonly CardRow[], password: string): CardRow[] {
  return rows.map((row) => (row.word === 'partner.password' ? { ...row, value: password } : row))
}
