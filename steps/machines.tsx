import { Box, Text } from 'ink'
import { useEffect } from 'react'
import { textWidth } from '../src/ui/picture/text-width.js'
import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { ProblemList } from '../src/ui/screen/problem-list.js'
import { Rows } from '../src/ui/screen/rows.js'
import { Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { useHostStates } from './machines/host-states.js'
import { hostTable } from './machines/host-table.js'
import { addLineKeys, listKeys, machinesHints, questionIdOf } from './machines/machines-keys.js'
import { isPasswordNext, machinesNow } from './machines/machines-now.js'
import { MachinesPanel, panelRows } from './machines/machines-panel.js'
import { messageLines, summaryLine } from './machines/machines-texts.js'
import { machinesActions } from './machines/use-machines.js'

/** Which machines there are, how they are reached, and what each of them is. */
export const machines: Step = {
  View: MachinesView,
}

/** Hosts in a table that fills in while the operator goes on typing; below it what is asked, or what is wrong. */
function MachinesView(props: StepProps) {
  const { draft, learned, size } = props
  const look = useLook()
  const { say, paint, columns } = look
  const screen = useCell(learned.machines)
  const questions = useCell(learned.questions)
  const aliases = useCell(learned.sshAliases)
  const actions = machinesActions(props)
  const states = useHostStates(props)
  const now = machinesNow(screen, states, questions, size)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looking begins when the screen comes on, once
  useEffect(() => actions.begin(), [])
  const isNext = isPasswordNext(screen, questions)
  useEffect(() => {
    if (isNext) actions.answerNext()
  })
  useKeys(
    ({ name, text }) => {
      // Wherever the operator is, a list is a list of hosts: a password has one line.
      if (name !== 'paste' || !text.trim().includes('\n')) return false
      actions.addPasted(text)
      return true
    },
    { layer: 'dialog' },
  )
  useKeys((press) => listKeys(press, { now, actions, props }))
  const message = messageLines({ now, screen, aliases, place: draft.place }, look)
  const bottom = panelRows(now, screen, { ...look, rows: size.rows })
  const room = Math.max(2, size.rows - 1 - message.length - 1 - (bottom === 0 ? 0 : bottom + 1) - 1)
  const tableRows = Math.min(room, states.length + 1)
  const pointed = now.focus === 'table' || now.focus === 'form' ? now.selected?.host.name : undefined
  const table =
    states.length === 0
      ? [paint('muted', ` ${say('machines.none')}`)]
      : hostTable(states, pointed, { ...look, rows: tableRows })
  const label = ` ${say('machines.add')}  `
  if (now.focus === 'details') {
    return (
      <Screen question="machines" hints={machinesHints(now, screen, say)}>
        <ProblemList problems={now.selected?.problems ?? []} size={size} />
      </Screen>
    )
  }
  return (
    <Screen question={questionIdOf(now)} hints={machinesHints(now, screen, say)}>
      <Box flexShrink={0}>
        <Text>{now.focus === 'field' ? paint('strong', label) : label}</Text>
        <TextField
          value={screen.typed}
          onChange={(typed) => actions.set({ typed, focus: 'field', isWarned: false })}
          onSubmit={() => addLineKeys({ now, actions, props, screen })}
          isActive={now.focus === 'field'}
          placeholder={say('machines.placeholder')}
          columns={columns - textWidth(label) - 2}
        />
      </Box>
      <Rows lines={message} />
      <Rows lines={['']} />
      <Rows lines={table} rows={tableRows} />
      <Box flexDirection="column" height={bottom} flexShrink={0} marginTop={bottom === 0 ? 0 : 1}>
        <MachinesPanel now={now} screen={screen} actions={actions} rows={size.rows} />
      </Box>
      <Box flexGrow={1} />
      <Rows lines={[summaryLine(states, look)]} rows={1} />
    </Screen>
  )
}
