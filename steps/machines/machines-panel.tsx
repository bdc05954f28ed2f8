import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { fitText, oneLine, SIGNS } from '../../src/ui/picture/span.js'
import { problemCard, SEVERITY_MEANING } from '../../src/ui/problem-card.js'
import { type Look, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad } from '../../src/ui/text.js'
import type { LineMistake } from '../../src/wizard/hosts/entry.js'
import { FORM_FIELDS, fieldsOf, type HostForm } from '../../src/wizard/hosts/host-form.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { AskedPanel, askedRows } from './asked-panel.js'
import type { MachinesNow } from './machines-now.js'
import type { MachinesActions } from './use-machines.js'

interface MachinesPanelProps {
  readonly now: MachinesNow
  readonly screen: MachinesScreen
  readonly actions: MachinesActions
  /** Of the body of the screen. */
  readonly rows: number
}

/** Below the table: the form, or what is asked, or what is wrong with the pasted list or with a host. */
export function MachinesPanel({ now, screen, actions, rows }: MachinesPanelProps) {
  const look = useLook()
  const { focus, asked } = now
  if (focus === 'form' && screen.form !== undefined) return <FormPanel form={screen.form} actions={actions} />
  if (asked !== undefined && focus !== 'table')
    return <AskedPanel asked={asked} now={now} screen={screen} actions={actions} />
  return <Rows lines={toldLines(now, screen, { ...look, rows })} />
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
  const card = problemCard(problem, { ...look, width: look.columns - 2 }).map((line) => ` ${line}`)
  return card.length <= room ? card : [...card.slice(0, room - 1), look.paint('muted', ' ...')]
}

/** Every mistake of a list that was pasted, a row each. */
function mistakeLines(mistakes: readonly LineMistake[], look: Look): string[] {
  return mistakes.map(({ line, problem }) => {
    const text = look.say('machines.line', { line, what: explain(problem, look.language).what })
    return ` ${look.paint(SEVERITY_MEANING[problem.severity], fitText(oneLine(text), look.columns - 2, look.charset))}`
  })
}

/** One host, a line for each thing that can be said of it. */
function FormPanel({ form, actions }: { form: HostForm; actions: MachinesActions }) {
  const { say, paint, language, charset, columns } = useLook()
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
              actions.set({ form: { ...rest, values: { ...values, [field]: text } } })
            }}
            onSubmit={actions.saveForm}
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
