import { useMemo, useState } from 'react'
import type { QuestionId } from '../src/i18n/explain.js'
import type { Say } from '../src/i18n/say.js'
import { instanceId, type Topology } from '../src/topology/topology.js'
import { drawTopology } from '../src/ui/picture/picture.js'
import type { Mark } from '../src/ui/picture/span.js'
import { problemCard } from '../src/ui/problem-card.js'
import { useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Rows } from '../src/ui/screen/rows.js'
import { Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { type Advice, adviceOn } from '../src/wizard/advice.js'
import { arriveAtRoles } from '../src/wizard/arrive-at-roles.js'
import { hardwareOf, type Known } from '../src/wizard/draft.js'
import { shownTopology } from '../src/wizard/draft-topology.js'
import { fixOf } from '../src/wizard/fix-advice.js'
import { placementReasons } from '../src/wizard/placement-reasons.js'
import { pressed } from '../src/wizard/roles-editor/editor.js'
import { focusables, hostOfFocus } from '../src/wizard/roles-editor/focus.js'
import { previewOf } from '../src/wizard/roles-editor/move.js'
import { adviceLines, modeLine, reasonLines, roleHints } from './roles/mode-texts.js'
import { knownNow, useKnown } from './roles/use-known.js'

/** Which host bears which role: the picture is the editor. */
export const roles: Step = {
  enter: (props) => props.change(arriveAtRoles(knownNow(props))),
  View: RolesView,
}

/** Rows below the picture; on a tall screen there is room for the reason of an advice too. */
const stripRowsOf = (rows: number) => (rows >= 30 ? 7 : 4)

/** The picture with a focus, and below it what there is to say, with the key that does something about it. */
function RolesView(props: StepProps) {
  const { size, change, next, learned } = props
  const { file, want } = props.draft
  const look = useLook()
  const known = useKnown(props)
  const [edited, setEditor] = useState(() => learned.roles.get())

  const shown = useMemo(() => previewOf(edited, file, known), [edited, file, known])
  const topology = useMemo(() => shownTopology(shown.file, known.releases), [shown.file, known])
  const advice = useMemo(() => adviceOn(shown.file, known), [shown.file, known])
  const current = advice[edited.adviceAt] ?? advice[0]
  const isBrowsing = edited.mode.kind === 'browse'
  const fix = useMemo(
    () => (current === undefined || !isBrowsing ? undefined : fixOf(current, { file, want }, known, advice)),
    [current, isBrowsing, file, want, known, advice],
  )

  const stripRows = stripRowsOf(size.rows)
  const rows = size.rows - stripRows
  const told = { topology, notes: hostNotes(topology, known, look.say), marks: marksOf(advice) }
  const draw = (focus: string) => {
    const zoom = edited.mode.kind === 'zoom' ? { zoom: hostOfFocus(focus), scroll: edited.mode.top } : {}
    return drawTopology(told, { ...look, rows, ...(focus === '' ? {} : { focus }), ...zoom })
  }
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

  const head = { question: questionAt(focus, topology), hints: roleHints(editor, look.say) }
  if (editor.mode.kind === 'why') {
    const why = reasonLines(placementReasons(file, known), look)
    // The strip below the picture has no room for all that there is to say.
    const card =
      current === undefined ? [] : problemCard(current.problem, { ...look, width: look.columns - 2 })
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
          modeLine(editor, { focus, topology, file, known }, look),
          ...adviceLines(current, advice, fix, editor, { ...look, rows: stripRows - 1 }),
        ]}
        rows={stripRows}
      />
    </Screen>
  )
}

/** On a role: what that one is. On a host: what placing is about. */
function questionAt(focus: string, { instances }: Topology): QuestionId {
  const instance = instances.find((one) => instanceId(one) === focus)
  return instance === undefined ? 'roles' : `role/${instance.role}`
}

/** What a host has, beside its name in the picture. */
function hostNotes(topology: Topology, known: Known, say: Say): Record<string, string> {
  return Object.fromEntries(
    topology.hosts.flatMap(({ name }) => {
      const hardware = hardwareOf(name, known)
      if (hardware === undefined) return []
      const memory = Math.round(hardware.memoryMib / 1024)
      return [[name, say('roles.hardware', { cores: hardware.cores, memory })]]
    }),
  )
}

/** Hosts and instances that an error or a warning is about. */
function marksOf(advice: readonly Advice[]): Record<string, Mark> {
  const about = advice.flatMap(({ problem: { severity, where } }) => {
    if (severity === 'advice' || where.host === undefined) return []
    return [where.instance === undefined ? where.host : `${where.instance}@${where.host}`]
  })
  return Object.fromEntries(about.map((id): [string, Mark] => [id, 'warning']))
}
