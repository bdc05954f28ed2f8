import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { fitText, oneLine } from '../../src/ui/picture/fit-text.js'
import { SIGNS } from '../../src/ui/picture/glyphs.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad } from '../../src/ui/wrap.js'
import { FORM_FIELDS, fieldsOf, type HostForm } from '../../src/wizard/hosts/host-form.js'

export interface FormPanelProps {
  readonly form: HostForm
  readonly onChange: (form: HostForm) => void
  readonly onSubmit: () => void
  readonly columns: number
}

/** One host, a line for each thing that can be said of it. */
export function FormPanel({ form, onChange, onSubmit, columns }: FormPanelProps) {
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
