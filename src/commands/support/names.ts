import { homedir, hostname, userInfo } from 'node:os'
import { basename } from 'node:path'
import type { Facts } from '../../runner/engine.js'
import { readApplied } from '../../state/applied-record.js'
import { IPV4 } from '../../topology/addresses.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Names } from './redact.js'

/** Every name that org.yaml, the hosts, the record and this computer tell; `journals`: what runs have written down. */
export function namesIn({ topology, folder }: Organisation, facts: Facts, journals: string): Names {
  const { hosts, operators = [] } = topology
  const logins = hosts.flatMap(({ ssh }) => (ssh.jump === undefined ? [ssh] : [ssh, ssh.jump]))
  const members = readApplied(folder)?.body.members ?? []
  const hostnames = [
    hostname(),
    ...Object.values(facts).map(({ identity }) => identity.hostname),
    ...members.map(({ host }) => host),
    ...told(journals, 'host'),
    ...told(journals, 'machine'),
  ]
  const written = [...logins.map(({ address }) => address), ...namesWritten(topology), ...hostnames]
  return {
    hosts: hosts.map(({ name }) => name),
    // Of a long name the first label is one, too.
    machines: [
      ...hostnames,
      ...written.filter((name) => !IPV4.test(name)).map((name) => name.split('.')[0] ?? ''),
    ],
    domains: written.filter((name) => name.includes('.') && !IPV4.test(name)),
    users: [
      userInfo().username,
      basename(homedir()),
      topology.serviceUser,
      ...logins.map(({ user }) => user),
      ...operators.map(({ name }) => name),
      ...told(journals, 'user'),
    ].filter((user) => user !== ''),
    organisations: [topology.organisation, basename(folder.directory)],
  }
}

/** Names of DNS anywhere in the file: a database, a data center, where the artifacts come from. */
function namesWritten(topology: Organisation['topology']): string[] {
  const { instances, network, artifacts } = topology
  const text = JSON.stringify([instances, network, artifacts])
  return text.match(/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/gi) ?? []
}

function told(journals: string, key: string): string[] {
  return [...journals.matchAll(new RegExp(`"${key}":"([^"\\\\]{1,100})"`, 'g'))].map(
    ([, value = '']) => value,
  )
}
