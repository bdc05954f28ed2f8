import { useLook } from '../src/ui/screen/hooks.js'
import type { WatchInput } from '../src/ui/screen/screens.js'
import type { Leave } from '../src/ui/screen/step.js'
import { RunScreen } from './install/run-screen.js'
import { StandAlone } from './stand-alone.js'

type Props = WatchInput & { readonly onLeave: (how: Leave) => void }

/** A command that somebody else carries out, or this program in the background. Leaving leaves it alone. */
export function Watch(props: Props) {
  return (
    <StandAlone {...props} title="live.title.watch" organisation={props.topology.organisation}>
      <Watched {...props} />
    </StandAlone>
  )
}

function Watched({ run, topology, folder, onLeave }: Props) {
  const { say } = useLook()
  const quit = () => onLeave({ kind: 'quit' })
  return (
    <RunScreen
      run={run}
      topology={topology}
      isWatched
      endNotice={say('live.watch.over')}
      onNext={quit}
      onDetach={() => onLeave({ kind: 'detach', folder })}
      onQuit={quit}
    />
  )
}
