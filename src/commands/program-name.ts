/** What an operator types before the arguments: called by npm or npx, the program is no command of their shell. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  if (env.npm_lifecycle_event === 'start') return 'npm start --'
  return `${env.npm_command === 'exec' ? 'npx ' : ''}create-metis-node`
}
