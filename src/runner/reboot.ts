import { leaveHold } from '../actions/hold.js'
import { type Command, sh } from '../lib/command.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'

/** Says that it was heard before the system ends what said it. */
const rebootCommand: Command = sh`(
  ${leaveHold}
  # Whatever ends the connection does not end it.
  exec setsid bash -c 'sleep 1; exec systemctl reboot'
) </dev/null >/dev/null 2>&1 &`

/** Has the host boot again; resolves when it has understood. */
export async function reboot(transport: Transport): Promise<void> {
  await transport.run(jobFor({ kind: 'reboot' }, rebootCommand))
}
