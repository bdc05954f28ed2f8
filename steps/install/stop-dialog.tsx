import { Box, Text } from 'ink'
import type { Say } from '../../src/i18n/say.js'
import { fitText } from '../../src/ui/picture/span.js'
import { Choice, type ChoiceItem } from '../../src/ui/screen/choice.js'
import { useDialogKeys, useLook } from '../../src/ui/screen/hooks.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import { printable } from '../../src/ui/text.js'
import type { RunHandle } from '../../src/wizard/run-handle.js'

export type StopChoice = 'stay' | 'finish' | 'abort' | 'leave' | 'end'

export function stopHints(say: Say, isWatched: boolean): Hint[] {
  const stop = isWatched ? 'key.quit' : 'key.stop'
  return hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'install.key.stay', '^C': stop }, say)
}

/**
 * What Ctrl-C asks while a run goes on. The first time it offers to finish what runs, once that is asked for to stop
 * at once. Ctrl-C again takes that; a run that is only watched it leaves alone. Staying is what Enter takes.
 */
export function StopDialog({
  run,
  isWatched,
  rows,
  onChoose,
}: {
  run: RunHandle
  /** Somebody else has begun it. */
  isWatched: boolean
  rows: number
  onChoose: (choice: StopChoice) => void
}) {
  const { say, paint, charset, columns } = useLook()
  const view = run.snapshot()
  const running = Object.values(view.progress.nodes).filter(({ status }) => status === 'running')
  const isStopping = view.state === 'stopping'
  useDialogKeys({
    'ctrl-c': () => onChoose(isWatched ? 'leave' : isStopping ? 'abort' : 'finish'),
    escape: () => onChoose('stay'),
  })
  const count = running.length
  const items: ChoiceItem<StopChoice>[] = [
    { value: 'stay', label: say('stop.stay') },
    isStopping
      ? { value: 'abort', label: say('stop.abort') }
      : { value: 'finish', label: count === 0 ? say('stop.finish.none') : say('stop.finish', { count }) },
    run.canDetach ? { value: 'leave', label: say('stop.leave') } : { value: 'end', label: say('stop.end') },
  ]
  const room = Math.max(0, rows - 12)
  const listed = isStopping ? running.slice(0, room) : []
  return (
    <Box flexDirection="column" padding={1} gap={1} height={rows}>
      <Text>{paint('strong', say('stop.title'))}</Text>
      <Text>{say(isStopping ? 'stop.stopping' : 'stop.running', { count })}</Text>
      <Choice items={items} onSelect={onChoose} />
      {listed.length === 0 ? null : (
        <Box flexDirection="column">
          <Text>{say('stop.abort.half')}</Text>
          {listed.map(({ id }) => (
            <Text key={id}>{fitText(`  ${printable(id)}`, columns - 2, charset)}</Text>
          ))}
          {count > listed.length ? (
            <Text>{`  ${say('stop.more', { count: count - listed.length })}`}</Text>
          ) : null}
        </Box>
      )}
    </Box>
  )
}
