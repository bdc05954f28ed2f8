import { takeHost } from '../../actions/hold.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { hostFunctions } from '../../lib/host-functions.js'
import { secret, type Text, text } from '../../lib/text.js'
import { type BackedUp, backedUpOn, backupState } from '../../roles/host-backups.js'
import { serviceOf } from '../../roles/index.js'
import { BACKUP_RECIPIENT, backupKeyOf } from '../../roles/secret-names.js'
import type { ServiceInput } from '../../roles/service.js'
import { unitOf } from '../../topology/host-paths.js'
import type { Release } from '../../topology/release.js'
import type { Host, Topology } from '../../topology/topology.js'
import { questionsFor } from '../questions.js'
import type { Door } from './door.js'
import { hostBackupFunctions } from './host-backup-functions.js'
import type { KeptPart } from './kept-part.js'
import { packCommand, roomCommand } from './pack.js'
import type { PlacedPart } from './parts.js'
import { deliveryOf } from './send.js'

/**
 * The script that a timer runs as root: what only this host has, sealed for whoever opens the organisation's secrets. The host can't open
 * it, and needs nobody for it. `host-seal.ts` of `src/backup` reads what this writes. Called with `again`, when it has ended, it
 * puts right what it has left, with `unbegun` it only says that no backup was made, and with `try` it sees whether one could be stored.
 * `door`: of the host that gets backups, where it is another one.
 */
export function hostBackupScript(topology: Topology, release: Release, host: Host, door?: Door): Text {
  const backedUp = backedUpOn(topology, host.name)
  const parts = partsOf({ topology, release, host }, backedUp)
  const work = backupWork(topology)
  const { organisation } = topology
  const script = lines(
    PREAMBLE,
    sh`organisation=${organisation} host=${host.name} release=${release.id}
state=${backupState(organisation)} work=${work}
recipient=${secret(BACKUP_RECIPIENT)} key=${secret(backupKeyOf(host.name))}`,
    hostFunctions,
    takeHost,
    hostBackupFunctions,
    deliveryOf(topology, host.name, door),
    standing(topology, release, host, backedUp),
    sh`make_room() {
${roomCommand(topology, parts, work)}
}
pack_standing() {
:`,
    ...parts.filter(({ what }) => what === 'identity').map((part) => packed(topology, part, work)),
    sh`}
pack_others() {`,
    // What others keep in a service is less than what is lost with this host: without it the backup is one all the same.
    ...parts
      .filter(({ what }) => what === 'data')
      .map(
        (part) => sh`${packCommand(topology, part, 'fail', work)}
[ $? = 0 ] || rm -f -- ${`${work}/${part.name}`} ${`${work}/${part.name}.sum`}`,
      ),
    sh`:
}
entries() {`,
    ...backedUp.flatMap(({ instance, files }) =>
      Object.entries(files).map(
        ([path, at]) =>
          sh`folder_file ${path} ${`${topology.installDirectory}/${instance.name}/${at}`} || return`,
      ),
    ),
    ...parts.map((part) => sh`entry ${part.name} ${aboutPart(part)} || return`),
    sh`:
}
main "$@"`,
  )
  return text`${script.script}\n`
}

/** Of root alone, for what is packed; beside the one of backups that are fetched, which may be taken at the same time. */
export function backupWork({ installDirectory }: Pick<Topology, 'installDirectory'>): string {
  return `${installDirectory}/.backup-byhost`
}

function partsOf(
  at: Pick<ServiceInput, 'topology' | 'release' | 'host'>,
  all: readonly BackedUp[],
): PlacedPart[] {
  const host = at.host.name
  return all.flatMap(({ instance, kept, hasSnapshot }): PlacedPart[] => {
    const { name } = instance
    const part = { host, instance: name, paths: [] }
    const paths = kept.flatMap((one) => (one.kind === 'path' ? [one.path] : []))
    const command = hasSnapshot
      ? serviceOf(instance).snapshot?.({ ...at, instance, distribution: '', avx2: false })
      : undefined
    return [
      ...(paths.length === 0
        ? []
        : [{ ...part, kind: 'paths', what: 'identity', name: `${name}-identity.tar.gz`, paths } as const]),
      ...kept.flatMap((one) =>
        one.kind === 'database'
          ? [
              {
                ...part,
                kind: 'database',
                what: 'identity',
                name: `${one.name}.sql.gz`,
                database: one.name,
              } as const,
            ]
          : [],
      ),
      ...(command === undefined
        ? []
        : [{ ...part, kind: 'snapshot', what: 'data', name: `${name}.snapshot`, command } as const]),
    ]
  })
}

function packed(topology: Topology, part: PlacedPart, work: string): Command {
  return sh`${packCommand(topology, part, 'fail', work)}
[ $? = 0 ] || return`
}

/** Of its entry in the manifest what is known before it is packed: a JSON object. */
function aboutPart({ host, instance, kind, what, name, paths, database }: KeptPart): string {
  return JSON.stringify({
    host,
    instance,
    kind,
    what,
    name,
    paths,
    ...(database === undefined ? {} : { database }),
  })
}

/** What is written to all the time stands still while it is packed; what would not come back stands still for nobody. */
function standing(topology: Topology, release: Release, host: Host, all: readonly BackedUp[]): Command {
  const { health } = questionsFor(topology, release, host)
  const live = all.filter(({ kept }) => kept.some(({ kind }) => kind === 'path'))
  return lines(
    ...live.map(({ instance }) => {
      const asked = serviceOf(instance).startsOnlyIfWorks === true ? health[instance.name] : undefined
      return sh`answer_of_${instance.name.replaceAll('-', '_')}() {
${asked ?? sh`true`}
}`
    }),
    sh`stand_still() {
  local unit`,
    ...live.map(
      ({ instance }) => sh`  if systemctl is-active -q ${unitOf(instance.name)}; then
    works ${instance.name} answer_of_${instance.name.replaceAll('-', '_')} || return
  fi`,
    ),
    ...live.map(
      ({ instance }) => sh`  if systemctl is-active -q ${unitOf(instance.name)}; then
    echo ${unitOf(instance.name)} >>"$state/standing" && systemctl stop ${unitOf(instance.name)} || return
  fi`,
    ),
    sh`  :
}`,
  )
}

const PREAMBLE: Command = sh`#!/bin/bash
# Written by create-metis-node: a timer runs it. Changes here are lost.
set -u -o pipefail
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
umask 077
hold='' held='' hold_by='' hold_lost=''`
