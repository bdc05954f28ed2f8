import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { readPreset } from '../../src/catalog/presets.js'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { type OpenRehearsal, openRehearsal } from '../../src/commands/rehearse/open-rehearsal.js'
import { filledPreset } from '../../src/commands/rehearse/rehearsal-order.js'
import type { Fault } from '../../src/rehearsal/faults.js'
import { parseFault } from '../../src/rehearsal/parse-fault.js'
import { fakeWorld } from '../commands/fake-world.js'

export const PRESETS = fileURLToPath(new URL('../../presets', import.meta.url))

/** Text of a preset with its holes filled. */
export async function presetText(name: string): Promise<string> {
  return filledPreset((await readPreset(PRESETS, name)).text)
}

export function fault(text: string): Fault {
  const parsed = parseFault(text)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.fault
}

export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RehearsedWorld {
  readonly rehearsal: OpenRehearsal
  readonly world: World
  /** One command line, as an operator would give it in the organisation's folder. */
  readonly run: (...argv: string[]) => Promise<Said>
  /** The same in another folder, which may be somebody else's. */
  readonly runIn: (folder: string, ...argv: string[]) => Promise<Said>
  /** The same on machines that are not quite as they were. */
  readonly runOn: (machines: Machines, folder: string, ...argv: string[]) => Promise<Said>
}

/** An organisation on simulated hosts for the length of a test; nobody waits for anything. */
export async function rehearsedWorld(text: string, faults: readonly string[] = []): Promise<RehearsedWorld> {
  const rehearsal = await openRehearsal({ text, speed: 'instant', faults: faults.map(fault) })
  onTestFinished(rehearsal.dispose)
  const env = { METIS_SSH_PASSWORD: 'correct horse', METIS_DATABASE_PASSWORD: 'battery staple' }
  const openOn =
    (machines: Machines): World['open'] =>
    (session, needs, command) =>
      openOrganisation(session, needs, command, machines)
  const { world } = fakeWorld({ env, presetsDirectory: PRESETS, workingDirectory: rehearsal.folder })
  const runOn: RehearsedWorld['runOn'] = async (machines, workingDirectory, ...argv) => {
    const own = fakeWorld({ env, presetsDirectory: PRESETS, workingDirectory })
    const commandLine = [...argv, '--yes', '--accept-new-host-keys']
    const { connect } = machines
    const exitCode = await runCommandLine(commandLine, { ...own.world, connect, open: openOn(machines) })
    return { exitCode, stdout: own.stdout(), stderr: own.stderr() }
  }
  const runIn: RehearsedWorld['runIn'] = (folder, ...argv) => runOn(rehearsal.machines, folder, ...argv)
  return {
    rehearsal,
    world: { ...world, connect: rehearsal.machines.connect, open: openOn(rehearsal.machines) },
    run: (...argv) => runIn(rehearsal.folder, ...argv),
    runIn,
    runOn,
  }
}

/** The lines that a command printed with `--json`. */
export function jsonLines({ stdout }: Said): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
