import { type Command, sh } from '../lib/command.js'
import { RECORD_DIRECTORY } from './keep-record.js'

/** How full the disk was, beside the record, for root alone: lines `SECONDS FREE_KIB run|timer`, the oldest first. */
export const DISK_SAMPLES = `${RECORD_DIRECTORY}/disk`
export const MOST_SAMPLES = 100
/** With a timer alone: two weeks of them. */
const APART_SECONDS = 3 * 3600

/**
 * A function for hosts: `disk_sample DIRECTORY run|timer` writes down what is free where the directory lies, a run's always and the
 * timer's only some hours after the last. Where no record is kept it writes nothing.
 */
export const diskSample: Command = sh`
disk_sample() {
  local file=${DISK_SAMPLES} kept=() now free last
  [ -d ${RECORD_DIRECTORY} ] || return 0
  [ -r "$file" ] && mapfile -t kept <"$file"
  printf -v now '%(%s)T' -1
  last=0
  [ "\${#kept[@]}" -eq 0 ] || last=\${kept[-1]%% *}
  [[ $last =~ ^[0-9]{1,11}$ ]] || last=0
  [ "$2" = run ] || [ "$((now - last))" -ge ${APART_SECONDS} ] || [ "$last" -gt "$now" ] || return 0
  free=$(df -k --output=avail -- "$1") || return 0
  free=\${free##*[[:space:]]}
  [[ $free =~ ^[0-9]+$ ]] || return 0
  kept+=("$now $free $2")
  [ "\${#kept[@]}" -le ${MOST_SAMPLES} ] || kept=("\${kept[@]: -${MOST_SAMPLES}}")
  (umask 077; printf '%s\n' "\${kept[@]}" >"$file.new") && mv -fT -- "$file.new" "$file"
}
`
