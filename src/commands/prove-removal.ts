import { InstallerError, problem } from '../errors/problem.js'
import { leftoversCommand } from '../planner/leftovers.js'
import type { HostRemoval, RemovalOptions } from '../planner/removal-list.js'
import { jobFor } from '../transports/errand.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'
import { tellStage } from './tell-stage.js'

/** Asks every host for anything that is left, rather than trusting that the removal did its work. */
export async function proveRemoval(
  session: Session,
  { engine, topology }: Organisation,
  list: readonly HostRemoval[],
  { keepData }: RemovalOptions,
): Promise<ExitCode> {
  tellStage(session, 'proving')
  const answers = await Promise.all(
    list.map(async (removal) => {
      const { host } = removal
      const transport = await engine.transport(host)
      const job = jobFor({ kind: 'leftovers', topology, removal }, leftoversCommand(topology, removal))
      const { output } = await transport.run(job, {
        raw: true,
        signal: session.world.interrupts.stop,
      })
      return { host, left: output.split('\n').filter((line) => line.trim() !== '') }
    }),
  )
  const problems = answers
    .filter(({ left }) => left.length > 0)
    .map(({ host, left }) => ({
      ...problem('command.left-over', { what: left[0] ?? '', count: left.length }, { host }),
      output: left,
    }))
  if (problems.length > 0) throw new InstallerError(problems)
  const values = { hosts: list.length, organisation: topology.organisation }
  session.print(
    '',
    session.paint('done', session.say(keepData ? 'destroy.done.kept' : 'destroy.done', values)),
  )
  session.emit({ type: 'done', command: 'destroy' })
  return EXIT.done
}
