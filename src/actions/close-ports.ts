import { asWord, type Command, lines, sh } from '../lib/command.js'
import type { ClosePorts } from './action.js'

/** Seconds after which a host takes back by itself what nobody has confirmed. */
const RETURN_SECONDS = 60

/**
 * Loads a table, with a return that the host carries out by itself: to what its file says, or to none. What was loaded before and
 * not confirmed goes first, so that nobody confirms two changes as one.
 */
export function loadTable({ table, unit, path, content }: ClosePorts): Command {
  const { directory, timer } = pendingTable(unit)
  return lines(
    sh`set -e`,
    sh`[ ! -e ${directory}/back ] || bash ${directory}/back`,
    sh`systemctl stop ${timer}.timer 2>/dev/null || true`,
    sh`rm -rf -- ${directory}`,
    sh`install -d -m 0700 -- ${directory}`,
    sh`printf %s ${content} >${directory}/next`,
    sh`nft -c -f ${directory}/next`,
    sh`if [ -e ${path} ]; then cp -- ${path} ${directory}/former; else printf %s ${noTable(table)} >${directory}/former; fi`,
    sh`printf %s ${asWord(goBack(directory).script)} >${directory}/back`,
    sh`systemd-run --quiet --collect --on-active=${RETURN_SECONDS} --timer-property=AccuracySec=1s --unit=${timer} bash ${directory}/back`,
    sh`nft -f ${directory}/next`,
  )
}

/** Before the action of a table that was proven: whoever renames it first has it, this or the return. */
export function confirmTable({ unit }: ClosePorts): Command {
  const { directory, timer } = pendingTable(unit)
  return lines(
    sh`mv -T -- ${directory}/next ${directory}/kept 2>/dev/null || { echo ${WENT_BACK}; exit 1; }`,
    sh`systemctl stop ${timer}.timer 2>/dev/null || true`,
    sh`rm -rf -- ${directory}`,
  )
}

/**
 * The file from which a table is loaded with the system, and the table from it: the same again where it was loaded before. By its
 * unit, which comes again with `nftables.service` only while it is active.
 */
export function closePorts({ unit, path, content }: ClosePorts): Command {
  return lines(
    sh`put_file ${path} 0644 root:root ${content}`,
    sh`nft -f ${path}`,
    sh`systemctl restart ${`${unit}.service`}`,
  )
}

/** The table goes, and whatever may bring it back. Its files go later. */
export function removeTable(table: string, unit: string): Command {
  const { directory, timer } = pendingTable(unit)
  return lines(
    sh`systemctl stop ${timer}.timer 2>/dev/null || true`,
    sh`systemctl disable -q --now ${unit}.service 2>/dev/null || true`,
    sh`rm -rf -- ${directory}`,
    sh`! command -v nft >/dev/null || printf %s ${noTable(table)} | nft -f /dev/stdin`,
  )
}

/** Where a table is that nobody has confirmed, gone with the next boot as that is; and what takes it back. */
export function pendingTable(unit: string): { readonly directory: string; readonly timer: string } {
  return { directory: `/run/${unit}`, timer: `${unit}-return` }
}

/** How a host says that nobody had confirmed in time. */
const WENT_BACK = `nobody had confirmed the table within ${RETURN_SECONDS} seconds: it was taken back`

function goBack(directory: string): Command {
  return sh`mv -T -- ${directory}/next ${directory}/returned 2>/dev/null || exit 0
nft -f ${directory}/former && rm -rf -- ${directory}
`
}

function noTable(table: string): string {
  return `table inet ${table}\ndelete table inet ${table}\n`
}
