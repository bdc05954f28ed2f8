import { sh } from '../lib/command.js'
import { wholeNumber } from './answer.js'
import type { Fact } from './fact.js'

/** Where a directory is, or where it would be made. */
export interface FileSystemOf {
  readonly path: string
  /** Where its file system is mounted. */
  readonly mount: string
  /** As the kernel lists them: `rw`, `noexec`. */
  readonly options: readonly string[]
  readonly freeMib: number
  /** Files that may still be made there; absent where no number is fixed (btrfs). */
  readonly freeFiles?: number
}

/** Where an installation writes besides the install directory. */
export const SYSTEM_PLACES = {
  units: '/etc/systemd/system',
  temporary: '/tmp',
  programs: '/usr',
  packageLists: '/var/lib/dpkg',
  packageCache: '/var/cache/apt',
  database: '/var/lib/mysql',
} as const

/** The file systems of the install directory and of those of the system, links followed. */
export function fileSystemsFact(installDirectory: string): Fact<readonly FileSystemOf[]> {
  return {
    command: sh`
declare -A options_of
while read -r _ mount _ options _; do options_of["\${mount//\\\\040/ }"]=$options; done </proc/self/mounts
paths=() places=()
for path in ${[installDirectory, ...Object.values(SYSTEM_PLACES)]}; do
  there=$path
  until [ -d "$there" ] || [ -z "$there" ]; do there=\${there%/*}; done
  paths+=("$path") places+=("\${there:-/}")
done
i=0
while read -r free files most mount; do
  [ "$free" != Avail ] || continue
  printf 'place %s %s %s %s %s %s\\n' "\${options_of[$mount]:--}" "$free" "$files" "$most" "\${paths[i]}" "$mount"
  i=$((i + 1))
done < <(df -B1 --output=avail,iavail,itotal,target -- "\${places[@]}")`,
    parse: (output) =>
      [...output.matchAll(/^place (\S+) (\d+|-) (\d+|-) (\d+|-) (\/.*) (\/.*)$/gm)].map(
        ([, options = '', free, files, most, path = '', mount = '']) => ({
          path,
          mount,
          options: options.split(','),
          freeMib: Math.floor(wholeNumber(free) / 1024 ** 2),
          ...(wholeNumber(most) === 0 ? {} : { freeFiles: wholeNumber(files) }),
        }),
      ),
  }
}
