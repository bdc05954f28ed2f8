import { Box } from 'ink'
import { oneLine, SIGNS } from '../../src/ui/picture/span.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { useLook } from '../../src/ui/screen/hooks.js'
import { usePassword } from '../../src/ui/screen/question-dialog.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import type { AskedNow } from './machines-now.js'

interface PanelProps<K extends AskedNow['kind']> {
  readonly asked: Extract<AskedNow, { kind: K }>
  /** What is asked. */
  readonly lines: readonly string[]
  readonly columns: number
  readonly isActive: boolean
  /** The operator has answered: the next question may take the keys. */
  readonly onAnswered: () => void
}

/** Keys of hosts that were never seen before: one by one, or all that are in sight after looking at them. */
export function KeyPanel({ asked, lines, isActive, onAnswered }: PanelProps<'keys'>) {
  const { say } = useLook()
  const shown = asked.questions
  const [first] = shown
  if (first === undefined) return null
  if (!isActive) return <Unanswered lines={lines} />
  const host = oneLine(first.key.host)
  const all = { value: 'all', label: say('machines.key.trust-all', { count: shown.length }) }
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={lines} />
      <Choice
        // Another question begins with its own first answer.
        key={JSON.stringify(shown.map(({ key }) => [key.host, key.fingerprint]))}
        items={[
          ...(shown.length > 1 ? [all] : []),
          { value: 'trust', label: say('machines.key.trust', { host }) },
          { value: 'refuse', label: say('machines.key.refuse', { host }) },
        ]}
        onSelect={(choice) => {
          if (choice === 'all') for (const each of shown) each.answer(true)
          else first.answer(choice === 'trust')
          onAnswered()
        }}
      />
    </Box>
  )
}

/** A password or passphrase. Up and down choose whether it is for all hosts of the same user. */
export function PasswordPanel({
  asked: { question: asking },
  others,
  lines,
  columns,
  isActive,
  onAnswered,
}: PanelProps<'password'> & { others: number }) {
  const { say, paint } = useLook()
  const { field, sharing, remarks } = usePassword(asking, others, { isActive, onAnswered })
  if (!isActive) return <Unanswered lines={lines} />
  const names = { user: oneLine(asking.question.user), host: oneLine(asking.question.host) }
  const shared = [
    ...(sharing === undefined ? [] : [say(`machines.password.for-${sharing}`, names)]),
    ...(sharing === 'all' ? [paint('muted', say('machines.password.first'))] : []),
  ]
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={lines} />
      <TextField {...field} columns={columns - 3} />
      <Rows lines={[...remarks, ...shared, paint('muted', say('machines.password.kept'))]} />
    </Box>
  )
}

/** The account for hosts that nobody has said one for. */
export function UserPanel({
  user,
  onChange,
  onSubmit,
  lines,
  isActive,
}: Omit<PanelProps<'user'>, 'onAnswered'> & {
  user: string
  onChange: (user: string) => void
  onSubmit: (user: string) => void
}) {
  if (!isActive) return <Unanswered lines={lines} />
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={lines} />
      <TextField value={user} onChange={onChange} onSubmit={onSubmit} columns={32} />
    </Box>
  )
}

/** While keys go elsewhere nothing looks as if it could be typed in here. */
function Unanswered({ lines }: { lines: readonly string[] }) {
  const { say, paint, charset } = useLook()
  const hint = `${SIGNS[charset].pointer} ${say('machines.to-answer')}`
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...lines, paint('strong', hint)]} />
    </Box>
  )
}
