/** What an operator types before the arguments: called by npm, npx or a bundle, it is no command of their shell. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  // The launcher of a bundle says how it was started.
  if (env.METIS_COMMAND !== undefined && env.METIS_COMMAND !== '') return env.METIS_COMMAND
  if (env.npm_lifecycle_event === 'start') return 'npm start --'
  return `${env.npm_command === 'exec' ? 'npx ' : ''}create-metis-node`
}
