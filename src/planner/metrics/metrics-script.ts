import { diskSample } from '../../actions/disk-sample.js'
import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import { backupFiles } from '../../facts/backups.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { hostFunctions } from '../../lib/host-functions.js'
import { shownCertificate } from '../../lib/shown-certificate.js'
import { type Text, text } from '../../lib/text.js'
import { backsUp, backupPeriod, backupPlace, backupState } from '../../roles/host-backups.js'
import { unitOf } from '../../topology/host-paths.js'
import type { Release } from '../../topology/release.js'
import { type Host, instancesOn, type Topology } from '../../topology/topology.js'
import { questionsFor } from '../questions.js'

/** Seconds that a service may take to say how it is. */
const ANSWER_SECONDS = 20

/**
 * The script that a timer runs as root: what the organisation is on this host, as a file for node_exporter. It needs what every
 * supported system has, changes nothing else but the samples of the disk, and replaces the file at once, so that no half of it is
 * ever read.
 */
export function metricsScript(topology: Topology, release: Release, host: Host, directory: string): Text {
  const { health, asked } = questionsFor(topology, release, host)
  const instances = instancesOn(topology, host.name)
  const tls = Object.values(asked).find((one) => 'shownAt' in one)
  const file = Object.values(asked).find((one) => 'certificate' in one)
  const certificate =
    tls === undefined || file === undefined || !('shownAt' in tls) || !('certificate' in file)
      ? sh`:`
      : sh`measure_certificate ${file.certificate} < <(${shownCertificate(tls.shownAt.address, tls.shownAt.port)} | base64 -w 0)`
  const script = lines(
    PREAMBLE,
    hostFunctions,
    diskSample,
    sh`organisation=${topology.organisation} host=${host.name} directory=${topology.installDirectory}`,
    FUNCTIONS,
    sh`know_sockets`,
    ...instances.map(({ name, role }) => instanceLines(name, role, health[name])),
    certificate,
    sh`measure_host`,
    ...measureBackups(topology, host),
    sh`disk_sample "$directory" timer`,
    sh`write_metrics ${`${directory}/metis-${topology.organisation}.prom`}`,
  )
  return text`${script.script}\n`
}

function measureBackups(topology: Topology, host: Host): Command[] {
  const { backup, organisation } = topology
  const place = backupPlace(topology, host.name)
  if (backup === undefined || place === undefined) return []
  const makes = backsUp(topology, host.name)
    ? [sh`measure_backups ${backupState(organisation)} ${backupPeriod(backup)}`]
    : []
  if (place.host !== host.name || (makes.length === 0 && backup.receiver === undefined)) return makes
  // Where those of all come this says of each whether it is as it came.
  return [...makes, backupFiles, sh`measure_kept_backups ${place.state} ${place.folder}`]
}

function instanceLines(name: string, role: string, health: Command | undefined): Command {
  return sh`answer_of() {
${health ?? sh`exit 1`}
}
measure_instance ${name} ${role} ${unitOf(name)}`
}

const PREAMBLE: Command = sh`#!/bin/bash
# Written by create-metis-node: a timer runs it and node_exporter reads what it leaves. Changes here are lost.
set -u
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
umask 022`

/** `answer_of` is the service's own health command: 0 well, 3 lost from Consul, 4 ready without doing what it is for. */
const FUNCTIONS: Command = sh`
declare -A samples=()
sample() { samples[$1]+="metis_$1{organisation=\\"$organisation\\",host=\\"$host\\"$2} $3"$'\\n'; }
measure_instance() {
  local labels=",instance_name=\\"$1\\",role=\\"$2\\"" active= restarts= dropins= load= up=0 code=1 line
  while IFS= read -r line; do
    case $line in
    ActiveState=*) active=\${line#*=};;
    NRestarts=*) restarts=\${line#*=};;
    LoadState=*) load=\${line#*=};;
    DropInPaths=*) dropins=\${line#*=};;
    esac
  done < <(systemctl show --no-pager -p ActiveState -p NRestarts -p LoadState -p DropInPaths -- "$3" 2>/dev/null)
  [ "$active" != active ] || up=1
  if [ "$up" = 1 ]; then
    timed_answer; code=$?
  fi
  sample instance_up "$labels" "$up"
  sample instance_healthy "$labels" "$((code == 0))"
  sample instance_ready "$labels" "$((code == 0 || code == 4))"
  sample instance_registered "$labels" "$((up == 0 || code != 3))"
  [[ $restarts =~ ^[0-9]+$ ]] && sample instance_restarts_total "$labels" "$restarts"
  case "$load $dropins" in masked*|*/metis-*) sample instance_unit_changed "$labels" 1;; *) sample instance_unit_changed "$labels" 0;; esac
}
timed_answer() {
  local pid watcher code
  (answer_of) </dev/null >/dev/null 2>&1 & pid=$!
  (sleep ${ANSWER_SECONDS}; kill -KILL "$pid") >/dev/null 2>&1 & watcher=$!
  wait "$pid" 2>/dev/null; code=$?
  kill "$watcher" 2>/dev/null; wait "$watcher" 2>/dev/null
  return "$code"
}
measure_certificate() {
  local shown placed loaded=0 end
  IFS= read -r -n 262144 shown || [ -n "$shown" ] || { sample certificate_shown '' 0; return; }
  sample certificate_shown '' 1
  placed=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/{/^-----END/q;/^-----/d;p}' -- "$1" 2>/dev/null | tr -d '[:space:]')
  [ "$shown" != "$placed" ] || loaded=1
  sample certificate_loaded '' "$loaded"
  end=$(base64 -di <<<"$shown" | perl -0777 -ne 'print $1 // "", $2 // "" if /\\x30.(?:\\x17\\x0d[0-9]{12}Z|\\x18\\x0f[0-9]{14}Z)(?:\\x17\\x0d([0-9]{12})Z|\\x18\\x0f([0-9]{14})Z)/s')
  case \${#end} in 12) [ "\${end:0:2}" -lt 50 ] && end=20$end || end=19$end;; 14) ;; *) return;; esac
  end=$(date -u -d "\${end:0:4}-\${end:4:2}-\${end:6:2} \${end:8:2}:\${end:10:2}:\${end:12:2}" +%s) && sample certificate_end_seconds '' "$end"
}
measure_host() {
  local free total record newest= generation now
  read -r free total < <(df -B1 --output=avail,size -- "$directory" | tail -n 1) || :
  [[ "\${free-} \${total-}" =~ ^[0-9]+\\ [0-9]+$ ]] && { sample disk_free_bytes '' "$free"; sample disk_size_bytes '' "$total"; }
  for record in ${RECORD_DIRECTORY}/*.json; do [ -r "$record" ] && newest=$record; done
  if [ -n "$newest" ] && IFS= read -r -n 2048 record <"$newest" && [[ $record =~ \\"generation\\":([0-9]{1,8})[,}] ]]; then
    sample record_generation '' "\${BASH_REMATCH[1]}"
  fi
  printf -v now '%(%s)T' -1
  sample written_seconds '' "$now"
}
measure_backups() {
  local at
  [ -e "$1/armed" ] || return 0
  at=$(stat -c %Y -- "$1/armed")
  [ ! -r "$1/made" ] || { IFS= read -r -n 20 at <"$1/made"; }
  [[ $at =~ ^[0-9]+$ ]] && sample backup_made_seconds '' "$at"
  sample backup_period_seconds '' "$2"
}
measure_kept_backups() {
  local whole=1
  backup_files "$1" "$2" | grep -Eq -- ' (damaged|gone)\$' && whole=0
  sample backup_whole '' "$whole"
}
write_metrics() {
  local name new
  mkdir -p -- "\${1%/*}" || exit
  new=$(mktemp "\${1%/*}/.metis.XXXXXXXX") || exit
  for name in "\${!samples[@]}"; do
    case $name in *_total) printf '# TYPE metis_%s counter\\n' "$name";; *) printf '# TYPE metis_%s gauge\\n' "$name";; esac
    printf '%s' "\${samples[$name]}"
  done >"$new" && chmod 0644 -- "$new" && mv -fT -- "$new" "$1" || { rm -f -- "$new"; exit 1; }
}`
