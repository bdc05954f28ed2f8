import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** `$XDG_CONFIG_HOME/create-metis-node`, by default below `~/.config`: where the key lies that bundles are signed with. */
export function defaultConfigDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CONFIG_HOME
  // The XDG specification says that relative paths are to be ignored.
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.config'), 'create-metis-node')
}
