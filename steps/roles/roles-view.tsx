import { useMemo, useState } from 'react'
import { drawTopology } from '../../src/ui/picture/picture.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { adviceOn } from '../../src/wizard/advice.js'
import { fixOf } from '../../src/wizard/fix-advice.js'
import { placementReasons } from '../../src/wizard/placement-reasons.js'
import { pressed } from '../../src/wizard/roles-editor/editor.js'
import { FRESH } from '../../src/wizard/roles-editor/editor-state.js'
import { focusables, hostOfFocus } from '../../src/wizard/roles-editor/focus.js'
import { previewOf } from '../../src/wizard/roles-editor/preview.js'
import { shownTopology } from '../../src/wizard/shown-topology.js'
import { adviceLines } from './advice-lines.js'
import { modeLine } from './mode-line.js'
import { hostNotes, marksOf } from './picture-notes.js'
import { questionAt } from './question-at.js'
import { reasonLines } from './reason-lines.js'
import { roleHints, secondKeys } from './role-hints.js'
import { useKnown } from './use-known.js'

/** Rows below the picture; on a tall screen there is room for the reason of an advice too. */
const stripRowsOf = (rows: number) => (rows >= 30 ? 7 : 4)

/** The picture with a focus, and below it what there is to say, with the key that does something about it. */
export function RolesView(props: StepProps) {
  const { size, change, next } = props
  const { file, want } = props.draft
  const look = useLook()
  const known = useKnown(props)
  const [edited, setEditor] = useState(FRESH)

  const shown = useMemo(() => previewOf(edited, file, known), [edited, file, known])
  const topology = useMemo(() => shownTopology(shown.file, known.releases), [shown.file, known])
  const advice = useMemo(() => adviceOn(shown.file, known), [shown.file, known])
  const current = advice[edited.adviceAt] ?? advice[0]
  const isBrowsing = edited.mode.kind === 'browse'
  const fix = useMemo(
    () =>
      current === undefined || !isBrowsing
        ? undefined
        : fixOf(current, { file, ...(want === undefined ? {} : { want }) }, known, advice),
    [current, isBrowsing, file, want, known, advice],
  )

  const stripRows = stripRowsOf(size.rows)
  const rows = size.rows - stripRows
  const draw = (focus: string) =>
    drawTopology(
      { topology, notes: hostNotes(topology, known, look.say), marks: marksOf(advice) },
      {
        columns: size.columns,
        rows,
        charset: look.charset,
        language: look.language,
        ...(focus === '' ? {} : { focus }),
        ...(edited.mode.kind === 'zoom' ? { zoom: hostOfFocus(focus), scroll: edited.mode.top } : {}),
      },
    )
  const names = topology.hosts.map(({ name }) => name)
  const isThere = focusables(names, topology).includes(shown.focus)
  const first = draw(isThere ? shown.focus : '')
  const focus = isThere ? shown.focus : (first.order[0] ?? '')
  const picture = isThere || focus === '' ? first : draw(focus)
  const editor = { ...edited, focus: edited.mode.kind === 'move' ? edited.focus : focus }

  useKeys((press) => {
    const outcome = pressed(press, editor, {
      file,
      want,
      known,
      topology,
      order: picture.order,
      advice,
      fix,
      lastTop: Math.max(0, picture.total - rows),
      page: rows,
    })
    if (outcome === undefined) return false
    const { file: answers } = outcome
    setEditor(outcome.editor)
    if (answers !== undefined) change((before) => ({ ...before, file: answers }))
    if (outcome.goesOn === true) next()
    return true
  })

  const width = { ...look, columns: size.columns }
  const head = { question: questionAt(focus, topology), hints: roleHints(editor, look.say) }
  if (editor.mode.kind === 'why') {
    const why = reasonLines(placementReasons(file, known), width)
    // The strip below the picture has no room for all that there is to say.
    const card =
      current === undefined ? [] : problemCard(current.problem, { ...look, width: size.columns - 2 })
    return (
      <Screen {...head}>
        <Rows lines={[...why, '', ...card.map((line) => ` ${line}`)]} rows={size.rows} />
      </Screen>
    )
  }
  return (
    <Screen {...head}>
      <Rows lines={picture.lines} rows={rows} />
      <Rows
        lines={[
          modeLine(editor, { focus, topology, file, known }, width),
          ...adviceLines(
            {
              all: advice,
              at: current === undefined ? 0 : advice.indexOf(current),
              fix,
              canAnswer: isBrowsing,
              keys: secondKeys(editor, look.say),
            },
            { ...width, rows: stripRows - 1 },
          ),
        ]}
        rows={stripRows}
      />
    </Screen>
  )
}
