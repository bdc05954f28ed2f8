import { Box, Text } from 'ink'
import { Choice } from '../src/ui/screen/choice.js'
import { useFrame } from '../src/ui/screen/frame.js'
import { useKeys } from '../src/ui/screen/keys.js'
import { useLook } from '../src/ui/screen/look.js'

/** The choice has the keys that it needs, and the language may change. */
const PASSED_ON: readonly string[] = ['up', 'down', 'enter', 'ctrl-l']

/** What Ctrl-C asks where nothing runs: answers are saved, so leaving is easy. A second Ctrl-C leaves. */
export function LeaveDialog({
  keeps,
  onStay,
  onLeave,
}: {
  /** What becomes of the answers. */
  keeps: 'saved' | 'unsaved' | 'rehearsal'
  onStay: () => void
  onLeave: () => void
}) {
  const { say, paint } = useLook()
  const { size } = useFrame()
  useKeys(
    ({ name }) => {
      if (name === 'ctrl-c') onLeave()
      else if (name === 'escape') onStay()
      return !PASSED_ON.includes(name)
    },
    { layer: 'dialog' },
  )
  return (
    <Box flexDirection="column" padding={1} gap={1} height={size.rows}>
      <Text>{paint('strong', say('leave.title'))}</Text>
      <Text>{say(`leave.${keeps}`)}</Text>
      <Choice
        items={[
          { value: 'stay', label: say('leave.stay') },
          { value: 'go', label: say('leave.go') },
        ]}
        onSelect={(choice) => (choice === 'go' ? onLeave() : onStay())}
      />
    </Box>
  )
}
