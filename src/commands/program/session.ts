import { isAbsolute, relative, resolve } from 'node:path'
import type { Stage } from '../../events/record-line.js'
import { type Language, type Say, sayIn } from '../../i18n/say.js'
import { forTerminal, jsonLine } from '../../lib/unseen.js'
import type { SiteRuntimeInput } from '../../packing/site-runtime.js'
import type { Pausing } from '../../runner/engine.js'
import type { Journal } from '../../state/journal.js'
import type { Host } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import type { Transport } from '../../transports/transport.js'
import { type Paint, painter, wantsColour } from '../../ui/colour.js'
import type { Terminal } from '../../ui/screen/open-screen.js'
import type { Screens } from '../../ui/screen/screens.js'
import type { Needs, Organisation } from '../organisation/organisation.js'
import type { ExitCode } from './exit-code.js'
import { asTyped, programName } from './program-name.js'

/** One command being carried out: what was asked for, and how to answer. */
export interface Session {
  readonly world: World
  readonly language: Language
  /** Names commands as this operator would type them. */
  readonly say: Say
  /** Does the same to any other sentence. */
  readonly asTyped: (sentence: string) => string
  readonly options: CommonOptions
  /** Absolute path of the organisation's file. */
  readonly file: string
  /** Absolute path of the bundle that this command is to take everything from, where there is one. */
  readonly bundle?: string
  /** From `--ssh-password-file` and `--sudo-password-file`. */
  readonly passwords?: { readonly login: string | undefined; readonly sudo: string | undefined }
  /** `org.yaml` instead of an absolute path, as long as it lies below the working directory. */
  readonly shortPath: (path: string) => string
  readonly paint: Paint
  /** Columns of the screen. */
  readonly width: number
  /** Absent when nobody may be asked: no terminal, `--json`, `--yes`. */
  readonly ask?: Ask
  /** Lines for a person, on stdout; nothing with `--json`. */
  readonly print: (...lines: readonly string[]) => void
  /** Lines about what goes on, on stderr, so that stdout holds results only; nothing with `--json`. */
  readonly note: (...lines: readonly string[]) => void
  /** One JSON line without what is undefined: in the journals that are kept, and with `--json` on stdout. */
  readonly emit: (value: { readonly type: string; readonly [key: string]: unknown }) => void
  /** What goes on now, before or after the plan, for whoever watches; `about` is an artifact or a host. */
  readonly tellStage: (stage: Stage, about?: string) => void
  /** The journal of this command, opened by its first plan: keeps all that is emitted from then to the end. */
  readonly keepJournal: (open: () => Journal) => Journal
}

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly file?: string
  readonly lang?: string
  readonly json?: boolean
  readonly yes?: boolean
  readonly color?: boolean
  readonly verbose?: boolean
  readonly acceptNewHostKeys?: boolean
  readonly sshPasswordFile?: string
  readonly sudoPasswordFile?: string
  readonly credentialsFromStdin?: boolean
  readonly bundle?: string
  readonly bundleKey?: string
}

/** Words and options as they were given; each command reads its own. */
export interface Call {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}

/** What a command touches besides hosts. The real one is made by `main.ts`, others by tests. */
export interface World {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly workingDirectory: string
  /** Of this program. */
  readonly version: string
  /** Absolute path of the script that `node` is to run for this program. */
  readonly program: string
  /** The Node.js that runs it. */
  readonly node: SiteRuntimeInput['own']
  readonly presetsDirectory: string
  /** Standard input to its end; undefined when that is a terminal. */
  readonly readInput: () => Promise<string | undefined>
  /** Absent without a terminal: then nothing ever waits for input. */
  readonly ask?: Ask
  /** Absent where no screens can be shown. */
  readonly screens?: FullScreen
  readonly interrupts: Interrupts
  readonly now: () => Date
  /** Carries out a whole command line, from within another one. */
  readonly runCommandLine: (argv: readonly string[], world: World) => Promise<ExitCode>
  /** A way to a host that is in no organisation here yet. */
  readonly connect: (host: Host, options: ConnectOptions) => Promise<Transport>
  /**
   * How a command gets at its organisation. Throws `InstallerError` when the file is invalid, or something that it needs is
   * missing.
   */
  readonly open: (session: Session, needs: Needs, command: string) => Promise<Organisation>
}

/** The whole terminal, for screens. */
export interface FullScreen {
  /** Loaded when the first screen is wanted. */
  readonly load: () => Promise<Screens>
  readonly terminal: Terminal
  /** Gives a command the terminal, which no screen may have meanwhile; its exit code, or why it could not start. */
  readonly run: (command: readonly string[]) => Promise<number | Error>
  /** Stops as Ctrl-Z does, until the shell lets it go on. */
  readonly suspend: () => Promise<void>
  /** What nobody caught while `work` goes on aborts the signal that it gets, as its reason. */
  readonly catchBugs: <T>(work: (bug: AbortSignal) => Promise<T>) => Promise<T>
}

export interface Output {
  readonly write: (text: string) => void
  readonly isTTY: boolean
  readonly columns: number
}

/** The first Ctrl-C asks to stop, the second to stop at once. */
export interface Interrupts {
  readonly stop: AbortSignal
  readonly abort: AbortSignal
  /** On while somebody wants a run to rest; absent where nobody can ask for it. */
  readonly pause?: Pausing
}

/** A person at a terminal. Both throw `Interrupted` on Ctrl-C or when the terminal goes away. */
export interface Ask {
  readonly line: (question: string) => Promise<string>
  /** Without echo. */
  readonly secret: (question: string) => Promise<string>
}

const NARROWEST = 40
const WIDEST = 120

export function openSession(given: World, language: Language, options: CommonOptions): Session {
  const world = withBundle(given, options)
  const { stdout, stderr, env, workingDirectory } = world
  const json = options.json === true
  const write =
    (to: World['stdout']) =>
    (...lines: readonly string[]) => {
      if (!json && lines.length > 0) to.write(`${forTerminal(lines.join('\n'))}\n`)
    }
  let journal: Journal | undefined
  let begun: { readonly type: string } | undefined
  const say = sayIn(language)
  const program = programName(env)
  const usual = resolve(workingDirectory, 'org.yaml')
  const file = resolve(workingDirectory, options.file ?? usual)
  const typed = (sentence: string) => asTyped(sentence, program, file === usual ? undefined : options.file)
  const mayAsk = !json && options.yes !== true && world.ask !== undefined
  const emit: Session['emit'] = (value) => {
    if (json) stdout.write(jsonLine(value))
    journal?.append(value)
    if (value.type === 'begun') begun = value
    if (value.type === 'ended') journal?.close()
  }
  return {
    world,
    language,
    say: (word, values) => typed(say(word, values)),
    asTyped: typed,
    options,
    file,
    ...(env.METIS_BUNDLE ? { bundle: resolve(workingDirectory, env.METIS_BUNDLE) } : {}),
    shortPath: (path) => {
      const short = relative(workingDirectory, path)
      return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
    },
    paint: painter(options.color !== false && wantsColour(stdout, env) && stderr.isTTY),
    width: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns)),
    ...(mayAsk && world.ask !== undefined ? { ask: world.ask } : {}),
    print: write(stdout),
    note: write(stderr),
    emit,
    tellStage: (stage, about) => emit({ type: 'stage', at: world.now().toISOString(), stage, about }),
    keepJournal: (open) => {
      if (journal !== undefined) return journal
      journal = open()
      if (begun !== undefined) journal.append(begun)
      return journal
    },
  }
}

/** A bundle that was named on the command line is one for every process that this one starts, wherever that runs. */
function withBundle(world: World, { bundle }: CommonOptions): World {
  if (bundle === undefined) return world
  return { ...world, env: { ...world.env, METIS_BUNDLE: resolve(world.workingDirectory, bundle) } }
}

/** Ctrl-C where nothing was under way that would have to be finished. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

export function throwIfInterrupted({ world }: Pick<Session, 'world'>): void {
  if (world.interrupts.stop.aborted) throw new Interrupted()
}
