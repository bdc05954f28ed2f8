import { type Command, sh } from '../lib/command.js'
import { wholeNumber } from './answer.js'
import type { Fact } from './fact.js'

/** What the ansible playbooks of before have left on a host, running or not. */
export interface OldInstallation {
  readonly services: readonly OldService[]
  /** `identity_id` of the organisation that the database `metis_admin` says has joined; `?` where nobody could ask it. */
  readonly joined?: string
}

export interface OldService {
  /** As its folder is called: `carrier`, `data`, `data2`. */
  readonly name: string
  /** Where the playbooks put all services of a host: a home, absolute. */
  readonly folder: string
  /** Whose its process is, or its files. */
  readonly user: string
  /** Of what runs; none where it is stopped, or was deployed in part. */
  readonly pids: readonly number[]
  /** Seconds since the epoch by the host's clock, of the first of them; 0 where it does not run. */
  readonly since: number
}

const MOST_FILES = 200
const MOST_PROCESSES = 100
/** Ticks of a process' start time in a second; the same on every Linux that we install on. */
const TICKS = 100

/** Prints these columns of the organisation that has joined, if any, as root of the host may ask; fails where nobody answers. */
export function askOldDatabase(columns: string): Command {
  const ask = `SELECT ${columns} FROM metis_admin.local_org LIMIT 1`
  return sh`
  client=$(command -v mariadb || command -v mysql) || exit 1
  timeout 5 "$client" --defaults-file=/etc/mysql/debian.cnf -N -B -e ${ask} 2>/dev/null ||
    timeout 5 "$client" --no-defaults -u root -N -B -e ${ask}`
}

/**
 * The files by which an old installation is known, and processes that were started as the playbooks do. A directory with
 * receipts of ours is none of theirs, and no process of our units. Whether the database has an identity is asked only where
 * nothing of ours is.
 */
export function oldInstallationFact(installDirectory: string): Fact<OldInstallation | undefined> {
  return {
    command: sh`
shopt -s nullglob
homes=(/root /home/* /opt/* /srv/* /data /data/*)
while IFS=: read -r _ _ _ _ _ home _; do homes+=("$home"); done </etc/passwd
declare -A seen
found=()
for home in "\${homes[@]}"; do
  [ -d "$home" ] && [ -z "\${seen[$home]-}" ] && [ ! -e "$home/.installed" ] || continue
  seen[$home]=yes
  for file in "$home"/{carrier/config/carrier.yml,carrier/p2p_priv_key/p2p_priv_key,carrier/datadir,via/config/via.yml,admin/config/application-admin.yml} \\
    "$home"/{data,compute}*/{config/data.yml,config/compute.yml,start_v3_service.sh}; do
    [ -e "$file" ] && found+=("$file")
  done
  file=$home/consul/config/consul.json
  [ -f "$file" ] && grep -q consul_cluster "$file" && found+=("$file")
done
[ "\${#found[@]}" -eq 0 ] || stat -c 'file %U %n' -- "\${found[@]:0:${MOST_FILES}}"
while read -r word boot _; do [ "$word" = btime ] && break; done </proc/stat
for process in /proc/[0-9]*; do
  mapfile -d '' -t -n 100 words <"$process/cmdline" || continue
  line="\${words[*]}"
  case $line in
    *'consul agent '* | *'via -cnf '* | *'carrier --config-file'* | *admin.jar* | *start_v3_service.sh* | *metis.*_svc.main*) ;;
    *) continue;;
  esac
  mapfile -t groups <"$process/cgroup"
  case "\${groups[*]}" in */metis-*.service*) continue;; esac
  read -r stat <"$process/stat" && user=$(stat -c %U "$process") && at=$(readlink "$process/cwd") || continue
  # A process may call itself anything, so what follows its name counts from behind that.
  set -- \${stat##*) }
  printf 'process %s %s %s\\t%s\\t%.2000s\\n' "\${process#/proc/}" "$((boot + \${20} / ${TICKS}))" "$user" \\
    "\${at//[[:cntrl:]]/ }" "\${line//[[:cntrl:]]/ }"
done
rows=(/var/lib/mysql/metis_admin/local_org.*)
if [ ! -e ${installDirectory}/.installed ] && [ "\${#rows[@]}" -gt 0 ]; then
  said=$(${askOldDatabase('identity_id')}) || said='?'
  [ -z "$said" ] || printf 'joined %.128s\\n' "$said"
fi`,
    parse(output) {
      const files = output.split('\n').flatMap(fileIn)
      const folders = new Set(files.map(({ folder }) => folder))
      const processes = output
        .split('\n')
        .flatMap(processIn)
        // Others run Consul too; theirs has no folders of these services beside it.
        .filter(({ name, folder }) => name !== 'consul' || folders.has(folder))
        .slice(0, MOST_PROCESSES)
      const services = new Map<string, OldService>()
      for (const one of [...files, ...processes]) {
        const key = `${one.folder}/${one.name}`
        const known = services.get(key)
        services.set(key, known === undefined ? one : runningAs(known, one))
      }
      const joined = /^joined (\S{1,128})$/m.exec(output)?.[1]
      if (services.size === 0 && joined === undefined) return undefined
      return { services: [...services.values()], ...(joined === undefined ? {} : { joined }) }
    },
  }
}

function runningAs(known: OldService, one: OldService): OldService {
  if (one.pids.length === 0) return known
  const since = known.since === 0 ? one.since : Math.min(known.since, one.since)
  return { ...known, user: one.user, pids: [...known.pids, ...one.pids], since }
}

const NAME = '(consul|carrier|via|admin|(?:data|compute)[0-9]*)'
/** Paths become part of what somebody pastes. */
const PLACE = new RegExp(`^(/[A-Za-z0-9._@/-]*)/${NAME}/[A-Za-z0-9._/-]+$`)

/** `file ops /home/ops/carrier/config/carrier.yml` */
function fileIn(line: string): OldService[] {
  const [, user = '', path = ''] = /^file (\S+) (\/.*)$/.exec(line) ?? []
  return placed(path, { user, pids: [], since: 0 })
}

/** Of each program the file on its command line that says whose it is. */
const STARTED: readonly RegExp[] = [
  /consul agent (?:.* )?-{1,2}config-file[= ](\S+)/,
  /via -cnf (\S+)/,
  /carrier --config-file[= ](\S+)/,
  /java .*-jar (\S*admin\.jar) .*--spring\.profiles\.active=admin/,
  /start_v3_service\.sh (\S+) (?:data|compute) /,
  /-m metis\.(?:data|compute)_svc\.main (\S+)/,
]

/** `process PID SINCE USER`, then, after tabs, its working directory and its command line. */
function processIn(line: string): OldService[] {
  const [, pid, since, user = '', directory = '', command = ''] =
    /^process (\d{1,10}) (\d{1,12}) (\S+)\t(\/[^\t]*)\t(.*)$/.exec(line) ?? []
  const file = STARTED.map((started) => started.exec(command)?.[1]).find((path) => path !== undefined)
  if (file === undefined) return []
  return placed(absolute(file, directory), { user, pids: [wholeNumber(pid)], since: wholeNumber(since) })
}

function absolute(path: string, directory: string): string {
  const out: string[] = []
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/'))
    if (part === '..') out.pop()
    else if (part !== '' && part !== '.') out.push(part)
  return `/${out.join('/')}`
}

function placed(path: string, of: Omit<OldService, 'name' | 'folder'>): OldService[] {
  const [, folder, name] = PLACE.exec(path) ?? []
  return folder === undefined || name === undefined ? [] : [{ name, folder, ...of }]
}
