import { useState } from 'react'
import type { StatusInput } from '../src/ui/screen/screens.js'
import type { Leave } from '../src/ui/screen/step.js'
import { StandAlone } from './stand-alone.js'
import { LiveStatus } from './status/live-status.js'
import { NEW_STATUS_SCREEN } from './status/status-keys.js'

type Props = StatusInput & { readonly onLeave: (how: Leave) => void }

/** How the organisation is, asked anew every few seconds. */
export function Status(props: Props) {
  const { topology, logs, onLeave } = props
  const at = useState(NEW_STATUS_SCREEN)
  return (
    <StandAlone {...props} title="live.title.status" organisation={topology.organisation}>
      <LiveStatus
        {...props}
        at={at}
        onLog={(instance) => onLeave({ kind: 'shell', command: logs(instance) })}
      />
    </StandAlone>
  )
}
