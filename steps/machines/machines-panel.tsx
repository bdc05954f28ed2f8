import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { fitText, oneLine, SIGNS } from '../../src/ui/picture/span.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { type Look, useLook } from '../../src/ui/screen/hooks.js'
import { passwordText } from '../../src/ui/screen/question-dialog.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { Size } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad, wrap } from '../../src/ui/text.js'
import { FORM_FIELDS, fieldsOf, type HostForm } from '../../src/wizard/hosts/host-form.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { keyRows } from './keys-in-sight.js'
import type { AskedNow, MachinesNow } from './machines-now.js'
import { mistakeLines } from './machines-texts.js'
import { KeyPanel, PasswordPanel, UserPanel } from './question-panel.js'
import type { MachinesActions } from './use-machines.js'

export interface MachinesPanelProps {
  readonly now: MachinesNow
  readonly screen: MachinesScreen
  readonly actions: MachinesActions
  readonly size: Size
}

/** Below the table: the form, or what is asked, or what is wrong with the pasted list or with a host. */
export function MachinesPanel({ now, screen, actions, size }: MachinesPanelProps) {
  const look = useLook()
  const { columns } = size
  const { focus, asked } = now
  if (focus === 'form' && screen.form !== undefined) {
    return (
      <FormPanel
        form={screen.form}
        onChange={(form) => actions.set({ form })}
        onSubmit={actions.saveForm}
        columns={columns}
      />
    )
  }
  if (asked !== undefined && focus !== 'table')
    return <AskedPanel {...{ now, screen, actions, columns, asked }} isActive={focus === 'question'} />
  return <Rows lines={toldLines(now, screen, { ...look, columns, rows: size.rows })} />
}

/** Rows that the panel takes. */
export function panelRows(now: MachinesNow, screen: MachinesScreen, look: Look): number {
  if (now.focus === 'form' && screen.form !== undefined) return fieldsOf(screen.form).length + 2
  if (now.asked !== undefined && now.focus !== 'table') return askedRows(now.asked, look)
  return toldLines(now, screen, look).length
}

/** Hosts of the table that stay in sight above a card. */
const HOSTS_IN_SIGHT = 5
const ROWS_AROUND = 7

function toldLines(now: MachinesNow, screen: MachinesScreen, look: Look): string[] {
  const room = Math.max(5, look.rows - ROWS_AROUND - Math.min(HOSTS_IN_SIGHT, now.states.length))
  const mistakes = screen.told?.mistakes ?? []
  const [problem] = now.selected?.problems ?? []
  if (mistakes.length > 1 && now.focus === 'field') return mistakeLines(mistakes, look).slice(0, room)
  if (problem === undefined) return []
  const { language, paint, columns, asTyped } = look
  const card = problemCard(problem, { language, paint, width: columns - 2, asTyped }).map(
    (line) => ` ${line}`,
  )
  if (card.length <= room) return card
  return [...card.slice(0, room - 1), paint('muted', ' ...')]
}

/** With the rows that the answer takes. */
function askedRows(asked: AskedNow, look: Look): number {
  const lines = askedLines(asked, look).length
  if (asked.kind === 'user') return lines + 1
  if (asked.kind === 'password') return lines + 5
  return lines + (asked.questions.length > 1 ? 3 : 2)
}

function AskedPanel({
  now,
  screen,
  actions,
  columns,
  asked,
  isActive,
}: Omit<MachinesPanelProps, 'size'> & { columns: number; asked: AskedNow; isActive: boolean }) {
  const look = useLook()
  const lines = askedLines(asked, { ...look, columns })
  const given = { lines, columns, isActive, onAnswered: actions.answerNext }
  switch (asked.kind) {
    case 'user':
      return (
        <UserPanel
          {...given}
          asked={asked}
          user={screen.user}
          onChange={(user) => actions.set({ user })}
          onSubmit={actions.nameUser}
        />
      )
    case 'keys':
      return <KeyPanel {...given} asked={asked} />
    case 'password': {
      const { question } = asked.question
      const others = now.states.filter(
        ({ host }) => host.local !== true && host.name !== question.host && host.user === question.user,
      )
      // The next question, which may take its place, begins empty.
      const key = JSON.stringify([question.kind, question.host, question.wasRefused])
      return <PasswordPanel key={key} {...given} asked={asked} others={others.length} />
    }
  }
}

interface FormPanelProps {
  readonly form: HostForm
  readonly onChange: (form: HostForm) => void
  readonly onSubmit: () => void
  readonly columns: number
}

/** One host, a line for each thing that can be said of it. */
function FormPanel({ form, onChange, onSubmit, columns }: FormPanelProps) {
  const { say, paint, language, charset } = useLook()
  const { host, values, field: focused, problem } = form
  const labels = FORM_FIELDS.map((field) => stringWidth(say(`machines.form.${field}`)))
  const width = Math.max(...labels) + 2
  const title =
    host === undefined ? say('machines.form.new') : say('machines.form.change', { host: oneLine(host.name) })
  const wrong =
    problem === undefined ? '' : `${SIGNS[charset].marks.failed} ${oneLine(explain(problem, language).what)}`
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[paint('strong', title)]} />
      {fieldsOf(form).map((field) => (
        <Box key={field}>
          <Text>
            {field === focused ? paint('strong', SIGNS[charset].pointer) : ' '}{' '}
            {pad(say(`machines.form.${field}`), width)}
          </Text>
          <TextField
            value={values[field]}
            onChange={(text) => {
              const { problem: _told, ...rest } = form
              onChange({ ...rest, values: { ...values, [field]: text } })
            }}
            onSubmit={onSubmit}
            isActive={field === focused}
            placeholder={say(`machines.form.usual.${field}`)}
            columns={columns - width - 5}
          />
        </Box>
      ))}
      <Rows lines={[paint('failed', fitText(wrong, columns - 2, charset))]} />
    </Box>
  )
}

const MOST_NAMES = 5

/** What is asked, in the rows above the answer. Nothing of a fingerprint is ever cut away. */
function askedLines(asked: AskedNow, look: Look): string[] {
  const { say, paint, columns } = look
  const title = (text: string) => wrap(text, columns - 2).map((line) => paint('strong', line))
  switch (asked.kind) {
    case 'user': {
      const names = asked.hosts.slice(0, MOST_NAMES).map(oneLine).join(', ')
      const count = asked.hosts.length - MOST_NAMES
      return title(
        say('machines.user', { hosts: count > 0 ? say('machines.and-more', { names, count }) : names }),
      )
    }
    case 'password':
      return title(passwordText(asked.question.question, say))
    case 'keys': {
      const shown = asked.questions.map(({ key }) => key)
      const host = oneLine(shown[0]?.host ?? '')
      return [
        ...title(say(shown.length === 1 ? 'machines.key.one' : 'machines.key.many', { host })),
        `  ${oneLine(shown[0]?.command ?? '')}`,
        ...shown.flatMap((key) => keyRows(key, columns)),
        ...(asked.rest > 0 ? [paint('muted', `  ${say('machines.key.more', { count: asked.rest })}`)] : []),
      ]
    }
  }
}
