import { resolve } from 'node:path'
import type { Language } from '../i18n/message.js'
import { type Say, sayIn } from '../i18n/say.js'
import type { Journal } from '../state/journal.js'
import { type Paint, painter, wantsColour } from '../ui/colour.js'
import type { CommonOptions } from './common-options.js'
import type { Needs, Organisation } from './organisation.js'
import { asTyped, programName } from './program-name.js'
import type { Ask, World } from './world.js'

/** One command being carried out: what was asked for, and how to answer. */
export interface Session {
  readonly world: CommandWorld
  readonly language: Language
  /** Names commands as this operator would type them. */
  readonly say: Say
  /** Does the same to any other sentence. */
  readonly asTyped: (sentence: string) => string
  readonly options: CommonOptions
  /** Absolute path of the organisation's file. */
  readonly file: string
  readonly paint: Paint
  /** Columns of the screen. */
  readonly width: number
  /** Absent when nobody may be asked: no terminal, `--json`, `--yes`. */
  readonly ask?: Ask
  /** Lines for a person, on stdout; nothing with `--json`. */
  readonly print: (...lines: readonly string[]) => void
  /** Lines about what goes on, on stderr, so that stdout holds results only; nothing with `--json`. */
  readonly note: (...lines: readonly string[]) => void
  /** One JSON line: in the journals that are kept, and with `--json` on stdout. */
  readonly emit: (value: { readonly type: string; readonly [key: string]: unknown }) => void
  /** The journal of this command, opened by its first plan: keeps all that is emitted from then to the end. */
  readonly keepJournal: (open: () => Journal) => Journal
}

export type CommandWorld = World<OpenOrganisation>

/** Throws `InstallerError` when the file is invalid, or something that it needs is missing. */
type OpenOrganisation = (session: Session, needs: Needs, command: string) => Promise<Organisation>

const NARROWEST = 40
const WIDEST = 120

export function openSession(given: CommandWorld, language: Language, options: CommonOptions): Session {
  const world = withBundle(given, options)
  const { stdout, stderr, env } = world
  const json = options.json === true
  const write =
    (to: CommandWorld['stdout']) =>
    (...lines: readonly string[]) => {
      if (!json && lines.length > 0) to.write(`${lines.join('\n')}\n`)
    }
  let journal: Journal | undefined
  let begun: { readonly type: string } | undefined
  const say = sayIn(language)
  const program = programName(env)
  const typed = (sentence: string) => asTyped(sentence, program)
  const mayAsk = !json && options.yes !== true && world.ask !== undefined
  return {
    world,
    language,
    say: (word, values) => typed(say(word, values)),
    asTyped: typed,
    options,
    file: resolve(world.workingDirectory, options.file ?? 'org.yaml'),
    paint: painter(options.color !== false && wantsColour(stdout, env) && stderr.isTTY),
    width: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns)),
    ...(mayAsk && world.ask !== undefined ? { ask: world.ask } : {}),
    print: write(stdout),
    note: write(stderr),
    emit: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`)
      journal?.append(value)
      if (value.type === 'begun') begun = value
      if (value.type === 'ended') journal?.close()
    },
    keepJournal: (open) => {
      if (journal !== undefined) return journal
      journal = open()
      if (begun !== undefined) journal.append(begun)
      return journal
    },
  }
}

/** A bundle that was named on the command line is one for every process that this one starts, wherever that runs. */
function withBundle(world: CommandWorld, { bundle }: CommonOptions): CommandWorld {
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
