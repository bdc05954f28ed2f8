import { useLook } from '../src/ui/screen/hooks.js'
import type { WatchInput } from '../src/ui/screen/screens.js'
import type { Leave, Size } from '../src/ui/screen/step.js'
import { RunScreen } from './install/run-screen.js'
import { StandAlone } from './stand-alone.js'

/** A command that somebody else carries out, or this program in the background. Leaving leaves it alone. */
export function Watch(input: WatchInput & { onLeave: (how: Leave) => void }) {
  return (
    <StandAlone {...input} title="live.title.watch" organisation={input.topology.organisation}>
      {(size) => <Watched {...input} size={size} />}
    </StandAlone>
  )
}

function Watched({
  run,
  topology,
  folder,
  size,
  onLeave,
}: WatchInput & { size: Size; onLeave: (how: Leave) => void }) {
  const { say } = useLook()
  const quit = () => onLeave({ kind: 'quit' })
  return (
    <RunScreen
      run={run}
      topology={topology}
      size={size}
      isWatched
      endNotice={say('live.watch.over')}
      onNext={quit}
      onDetach={() => onLeave({ kind: 'detach', folder })}
      onQuit={quit}
    />
  )
}
