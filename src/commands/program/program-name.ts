import { COMMANDS } from '../command-ids.js'

/** What an operator types before the arguments: called by npm, npx or a bundle, it is no command of their shell. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  // The launcher of a bundle says how it was started.
  if (env.METIS_COMMAND !== undefined && env.METIS_COMMAND !== '') return env.METIS_COMMAND
  if (env.npm_lifecycle_event === 'start') return 'npm start --'
  return `${env.npm_command === 'exec' ? 'npx ' : ''}create-metis-node`
}

/** Commands in a sentence as this operator would type them; other mentions of the program stay. */
export function asTyped(sentence: string, program: string): string {
  return sentence.replace(CALLED, () => program)
}

const FIRST_WORDS = [...new Set(COMMANDS.map((command) => command.split(' ')[0]))]
const CALLED = new RegExp(`(?<![\\w/.-])create-metis-node(?= (?:${FIRST_WORDS.join('|')})(?![\\w-]))`, 'g')
