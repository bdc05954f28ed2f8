import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { openRehearsal } from '../rehearse/open-rehearsal.js'
import { labelled } from '../rehearse/rehearse.js'
import type { WholeBackup } from './read-whole.js'
import { restoreInto } from './restore-into.js'

/** The whole restore on simulated fresh machines, into a folder that goes again: a backup that lacks something fails here. */
export async function rehearseRestore(
  session: Session,
  backup: WholeBackup,
  options: Call['options'],
): Promise<ExitCode> {
  const rehearsal = await openRehearsal({ speed: 'instant' })
  try {
    // Nobody is asked: there is nothing to be careful with.
    const careless = { ...session, options: { ...session.options, yes: true, acceptNewHostKeys: true } }
    const played = labelled(careless, rehearsal)
    played.print(session.say('restore.rehearsing'))
    const code = await restoreInto(played, backup, { ...options, rehearse: false })
    if (code === EXIT.done) session.print(session.paint('done', session.say('restore.rehearsed')))
    return code
  } finally {
    await rehearsal.dispose()
  }
}
