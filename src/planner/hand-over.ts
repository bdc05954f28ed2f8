import { type Command, lines, sh } from '../lib/command.js'
import { databaseFunctions } from './moved-database.js'

/** What one instance takes along to another host. Also the inputs of the steps, as JSON, for simulated hosts. */
export interface Luggage {
  /** `/opt/metis/carrier` */
  readonly home: string
  readonly unit: string
  /** Below its home, all of them below `data`. */
  readonly paths: readonly string[]
  readonly databases: readonly string[]
}

/** On both hosts: root's own, and gone once it is unpacked, or with what is removed on the old host. */
export function luggagePath(home: string): string {
  return `${home}/.hand-over/luggage.tar.gz`
}

export function isEmpty({ paths, databases }: Luggage): boolean {
  return paths.length + databases.length === 0
}

/**
 * Stops the instance for good, takes its data out of its way by one rename, and packs them there: whatever starts it again
 * finds neither key nor data. Cut off anywhere and done again it ends the same: data at their place are the newest, as
 * nothing else puts them there. Databases stay where they are.
 */
export function handOver(luggage: Luggage): Command {
  const { home, unit, paths, databases } = luggage
  const file = luggagePath(home)
  const stop = sh`set -e; umask 077
# Before anything is stopped.
if [ ${paths.length} != 0 ] && [ -d ${home}/data ] && [ "$(stat -c %d ${home}/data)" != "$(stat -c %d ${home})" ]; then
  echo ${`${home}/data is a file system of its own, which can not be taken out of the way: unmount it, and copy its files there`}
  exit 1
fi
systemctl --quiet disable ${unit} 2>/dev/null || true
systemctl stop ${unit} 2>/dev/null || true
state=$(systemctl show -p ActiveState -- ${unit})
case $state in *=active | *=*ing) echo ${`${unit} does not stop`} "($state)"; exit 1;; esac`
  if (isEmpty(luggage)) return stop
  return lines(
    stop,
    ...(databases.length === 0 ? [] : [databaseFunctions]),
    sh`cd ${home}; what=() existing=() aside=''
mkdir -p -m 0700 .hand-over
${databases.length === 0 ? sh`:` : sh`rm -f -- ${file}`}
for path in ${paths}; do if [ -e "$path" ]; then existing+=("$path"); fi; done
if [ "\${#existing[@]}" != 0 ]; then
  rm -f -- ${file}
  aside=moved/$(date -u +%Y%m%dT%H%M%SZ)
  mkdir -p "$aside"
  mv -T data "$aside/data"
  sync "$aside"
fi
if [ ! -e ${file} ]; then
  for path in moved/*/data; do if [ -d "$path" ]; then aside=\${path%/data}; fi; done
  existing=()
  for path in ${paths}; do if [ -n "$aside" ] && [ -e "$aside/$path" ]; then existing+=("$path"); fi; done
  if [ "\${#existing[@]}" != 0 ]; then what+=(-C ${home}/"$aside" "\${existing[@]}")
  elif [ ${paths.length} != 0 ]; then echo ${`${home} has nothing of`} ${paths} ${': it can not be handed over'}; exit 1; fi
  rm -rf .hand-over/work-*
  work=$(mktemp -d .hand-over/work-XXXXXX); trap 'rm -rf -- ${home}/"$work"' EXIT
  ${lines(...databases.map((name) => sh`pack_database ${name} "$work"`))}
  if [ -e "$work/databases" ]; then what+=(-C ${home}/"$work" databases); fi
  tar -czf ${file}.incoming "\${what[@]}"
  sync ${file}.incoming
  mv -fT ${file}.incoming ${file}
fi
echo "packed $(stat -c %s ${file}) bytes"`,
  )
}

/**
 * Unpacks on the new host what the old one has packed, modes as they were, for its account on this one. What is there already is
 * moved aside, never written over.
 */
export function takeOver(luggage: Luggage, owner: string): Command {
  const { home, paths, databases } = luggage
  if (isEmpty(luggage)) return sh`:`
  return lines(
    sh`set -e; umask 077`,
    ...(databases.length === 0 ? [] : [databaseFunctions]),
    sh`cd ${home}; aside=moved/$(date -u +%Y%m%dT%H%M%SZ)
rm -rf .hand-over/work-*
work=$(mktemp -d .hand-over/work-XXXXXX); trap 'rm -rf -- ${home}/"$work"' EXIT
tar -xpzf ${luggagePath(home)} --no-overwrite-dir -C "$work"
# The old host may be in other hands: no way out of the folder, no device, no program that would run as somebody else.
if [ -n "$(find "$work" -maxdepth 2 -type l -print -quit; find "$work/databases" ! -type f ! -type d -print -quit 2>/dev/null; find "$work" \\( -type b -o -type c -o -type p -o -type s \\) -print -quit)" ]; then
  echo ${'what has come holds links or devices where only files belong: look at the old host'}
  exit 1
fi
find "$work" -type f -perm /6000 -exec chmod a-s -- {} +
for path in ${paths}; do
  if [ ! -e "$work/$path" ]; then continue; fi
  chown -hR -- ${owner} "$work/$path"
  if [ -e "$path" ] || [ -L "$path" ]; then
    rmdir -- "$path" 2>/dev/null || { mkdir -p "$aside/\${path%/*}"; mv -T -- "$path" "$aside/$path"; }
  fi
  mv -T -- "$work/$path" "$path"
  echo "$path is here"
done
${lines(...databases.map((name) => sh`unpack_database ${name} "$work" "$aside"`))}
rm -rf .hand-over`,
  )
}

/** A move was given up before anything had arrived anywhere: what was taken aside comes back. */
export function takeBack({ home, paths }: Luggage, owner: string): Command {
  return sh`set -e; umask 077; cd ${home}; aside='' here=''
for path in ${paths}; do if [ -e "$path" ]; then here=$path; fi; done
for path in moved/*/data; do if [ -d "$path" ]; then aside=\${path%/data}; fi; done
if [ -z "$here" ] && [ -n "$aside" ]; then
  [ ! -e data ] || rmdir data 2>/dev/null || mv -T data "$aside/replaced"
  chown -hR -- ${owner} "$aside/data"
  mv -T "$aside/data" data
  rmdir "$aside" 2>/dev/null || true
fi
rm -rf .hand-over`
}
