import { type Command, lines, sh } from '../lib/command.js'
import { BACKUP_LEFTOVERS } from './backup/pack.js'

/** What programs of the distribution had read of ours. */
export const reloadServices: Command = sh`for unit in nginx mariadb; do systemctl try-reload-or-restart "$unit" 2>/dev/null || true; done`

/** Only what is ours; the install directory itself when it is empty then, and not a file system of its own. */
export function removeFiles(root: string, paths: readonly string[], kept: readonly string[]): Command {
  return lines(
    kept.length === 0 ? sh`rm -rf --one-file-system -- ${paths}` : removeExcept(paths, kept),
    sh`rm -rf -- ${root}/${BACKUP_LEFTOVERS}`,
    sh`rmdir -- ${root} 2>/dev/null || true`,
  )
}

/** Deletes trees but for some paths in them; directories that lead to a kept path stay. */
function removeExcept(paths: readonly string[], kept: readonly string[]): Command {
  const prune = kept.flatMap((path, i) => (i === 0 ? ['-path', path] : ['-o', '-path', path]))
  return sh`existing=(); for path in ${paths}; do if [ -e "$path" ] || [ -L "$path" ]; then existing+=("$path"); fi; done
if [ "\${#existing[@]}" -gt 0 ]; then
find "\${existing[@]}" -xdev \\( ${prune} \\) -prune -o ! -type d -print0 | xargs -0 -r rm -f --
find "\${existing[@]}" -xdev -depth -type d -empty ${kept.flatMap((path) => ['!', '-path', path, '!', '-path', `${path}/*`])} -delete
fi`
}
