import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'

/** Accounts of a host, and whose the data of services are. */
export interface AccountFacts {
  /** Of its own list, those that could be of a service: what has a dash in its name, and whoever is at home where services are. */
  readonly known: readonly HostAccount[]
  /** Of each directory of data, also of services that were removed. */
  readonly owners: readonly DataOwner[]
  /** Where links lead that stand for directories of data and logs: by instance. */
  readonly links: Readonly<Record<string, readonly string[]>>
  /** Where the install directory itself is, links followed; undefined where it is not there. */
  readonly root?: string | undefined
}

interface HostAccount {
  readonly name: string
  readonly uid: number
  /** GECOS. */
  readonly comment: string
  readonly home: string
}

interface DataOwner {
  /** Below the install directory: `data-8700/data`, `.removed/carrier-20261130T123000Z/data`. */
  readonly path: string
  readonly uid: number
  /** `UNKNOWN` where there is no such account any more. */
  readonly user: string
}

const MOST_LINES = 1000

/** Accounts that a directory service knows are not listed: none of ours is among them. */
export function accountsFact(installDirectory: string): Fact<AccountFacts | undefined> {
  return {
    command: sh`
shopt -s nullglob
count=0
while IFS=: read -r name _ uid _ comment home _; do
  case $name:$home in *-*:* | *:${installDirectory}) ;; *) continue;; esac
  [ "$((count += 1))" -le ${MOST_LINES} ] || break
  printf 'account %s:%s:%s:%s\\n' "$name" "$uid" "$home" "$comment"
done </etc/passwd
echo .
cd ${installDirectory} || exit 0
printf 'root %s\\n' "$(pwd -P)"
data=(*/data .removed/*/*)
for path in */data */log; do [ ! -L "$path" ] || printf 'link %s %s\\n' "\${path%/*}" "$(readlink -f -- "$path")"; done
[ "\${#data[@]}" -eq 0 ] || exec stat -L -c 'owner %u %U %n' -- "\${data[@]:0:${MOST_LINES}}"`,
    parse(output) {
      if (!/^\.$/m.test(output)) return undefined
      return {
        known: [...output.matchAll(/^account ([^:]+):(\d{1,10}):([^:]*):(.*)$/gm)].map(
          ([, name = '', uid, home = '', comment = '']) => ({ name, uid: Number(uid), comment, home }),
        ),
        owners: [...output.matchAll(/^owner (\d{1,10}) (\S+) ([A-Za-z0-9._/-]+)$/gm)].map(
          ([, uid, user = '', path = '']) => ({ path, uid: Number(uid), user }),
        ),
        links: linksIn(output),
        root: /^root (\/[A-Za-z0-9._/-]+)$/m.exec(output)?.[1],
      }
    },
  }
}

/** Of odd paths nothing is said in a unit. */
function linksIn(output: string): AccountFacts['links'] {
  const links: Record<string, string[]> = Object.create(null)
  for (const [, name = '', target = ''] of output.matchAll(/^link ([a-z0-9-]+) (\/[A-Za-z0-9._/-]+)$/gm))
    links[name] = [...(links[name] ?? []), target]
  return links
}
