import { posix, win32 } from 'node:path'

/**
 * Where this program keeps what belongs to the operator and to no organisation: `$XDG_STATE_HOME/create-metis-node`,
 * by default below `~/.local/state`; on Windows below `%LOCALAPPDATA%`.
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const [given, usual] =
    platform === 'win32'
      ? [env.LOCALAPPDATA, join(homeDirectory, 'AppData', 'Local')]
      : [env.XDG_STATE_HOME, join(homeDirectory, '.local', 'state')]
  // The XDG specification says that relative paths are to be ignored.
  return join(given !== undefined && isAbsolute(given) ? given : usual, 'create-metis-node')
}
