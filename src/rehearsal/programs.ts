import { posix } from 'node:path'
import type { OnHost, Packaged, Process, SimulatedProgram, Simulation } from './simulation.js'

/** What a unit runs. */
export interface FoundProgram {
  readonly name: string
  readonly argv: readonly string[]
  readonly program: SimulatedProgram
  readonly reload?: (process: Process) => Promise<void>
  /** It tells systemd when it serves: a start lasts until then. */
  readonly notifies?: true
  /** Account that it runs as. */
  readonly user: string
}

/** Undefined where there is no such unit. */
export function programOf({ simulation, machine }: OnHost, unit: string): FoundProgram | undefined {
  const all = [...simulation.rooms.values()]
  const packaged = all.flatMap((room) => room.packaged?.[unit] ?? [])
  const installed = packaged.find((one) => machine.packages.has(one.package))
  if (installed !== undefined)
    return {
      ...installed,
      name: posix.basename(installed.path),
      argv: [installed.path],
      notifies: true,
      user: 'root',
    }
  const text = machine.files.read(`/etc/systemd/system/${unit}`)
  const file = text === undefined ? undefined : readUnitFile(text)
  // A script that starts it becomes what it is given.
  const argv = file?.argv[0] === '/bin/bash' ? file.argv.slice(2) : (file?.argv ?? [])
  const [path] = argv
  if (path === undefined) return undefined
  const name = posix.basename(path)
  const known = machine.files.exists(path)
    ? all.find(({ programs }) => Object.hasOwn(programs, name))
    : undefined
  const user = file?.user ?? 'root'
  const hasUser = user === 'root' || machine.accounts.has(user)
  return { name, argv, user, program: hasUser ? (known?.programs[name] ?? missing) : nobody }
}

/** What an OS package brings besides its own name in the list; undefined: nothing that runs. */
export function packagedIn(
  { rooms }: Simulation,
  name: string,
): (Packaged & { readonly unit: string }) | undefined {
  return [...rooms.values()]
    .flatMap(({ packaged = {} }) => Object.entries(packaged).map(([unit, one]) => ({ ...one, unit })))
    .find((one) => one.package === name)
}

const missing: SimulatedProgram = async ({ log, argv: [path] }) => {
  log(`Failed to locate executable ${path}: No such file or directory`)
  return 203
}

const nobody: SimulatedProgram = async ({ log, user }) => {
  log(`Failed to determine user credentials: No such process (${user})`)
  return 217
}

/**
 * Reads a unit file as systemd does: words with quotes and backslashes, `%%` for `%`, `$$` for `$`. Undefined without an
 * `ExecStart`.
 */
export function readUnitFile(text: string) {
  const lines = text.split('\n')
  const settingOf = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1)
  const start = settingOf('ExecStart')
  if (start === undefined) return undefined
  return {
    argv: words(start).map((word) => word.replaceAll('$$', '$')),
    user: settingOf('User') ?? 'root',
    workingDirectory: words(settingOf('WorkingDirectory') ?? '/')[0] ?? '/',
  }
}

function words(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%'),
  )
}
