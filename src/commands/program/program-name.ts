import { shellQuote } from '../../lib/text.js'
import { COMMANDS } from '../command-ids.js'

/** What an operator types before the arguments: called by npm, npx or a bundle, it is no command of their shell. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  // The launcher of a bundle says how it was started.
  if (env.METIS_COMMAND !== undefined && env.METIS_COMMAND !== '') return env.METIS_COMMAND
  if (env.npm_lifecycle_event === 'start') return 'npm start --'
  return `${env.npm_command === 'exec' ? 'npx ' : ''}create-metis-node`
}

/** What an operator types works in one folder only: elsewhere a bundle of that name is not there, nor is npm's package. */
export function isStartedByPlace(env: Readonly<Record<string, string | undefined>>): boolean {
  const started = env.METIS_COMMAND ?? ''
  return started === '' ? env.npm_lifecycle_event === 'start' : !/^(sh )?'?\//.test(started)
}

/**
 * Commands in a sentence as this operator would type them, with the `file` that was named where they are about it; other
 * mentions of the program stay.
 */
export function asTyped(sentence: string, program: string, file?: string): string {
  return sentence.replace(CALLED, (_, at: number) => {
    const [, command = '', rest = ''] = /^\S+ ([\w-]+)([^`\n]*)/.exec(sentence.slice(at)) ?? []
    if (file === undefined || ABOUT_NO_FILE.includes(command) || / (?:-f|--file)\b/.test(rest)) return program
    return `${program} --file ${shellQuote(file)}`
  })
}

const ABOUT_NO_FILE = ['init', 'recover', 'explain', 'schema', 'gallery']
const FIRST_WORDS = [...new Set(COMMANDS.map((command) => command.split(' ')[0]))]
const CALLED = new RegExp(`(?<![\\w/.-])create-metis-node(?= (?:${FIRST_WORDS.join('|')})(?![\\w-]))`, 'g')
