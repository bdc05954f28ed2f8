import { accountOf } from '../../topology/accounts.js'
import { type Finding, valueAt } from '../../topology/document.js'
import type { Host } from '../../topology/topology.js'
import { keysAt } from '../entries.js'
import type { Rule } from './rule.js'

const SSH_KEYS = ['user', 'port', 'identityFile', 'hostKey', 'ssh', 'jump']

/** This machine needs no SSH, nor does one that is set up by hand; every other one needs a user to log in as. */
export const hostLogins: Rule = ({ topology, file, pathOf, isBroken }) => {
  const local = topology.hosts.filter((host) => host.local)
  const byHand = topology.hosts.filter((host) => host.byHand === true)
  const finding = (code: Finding['code'], host: Host, key: string): Finding => ({
    code,
    path: [...pathOf(host), key],
    details: { host: host.name, key, other: local[0]?.name ?? '' },
    host: host.name,
  })
  const written = (host: Host, keys: readonly string[]) =>
    keysAt(file, pathOf(host)).filter((key) => keys.includes(key))
  return [
    ...local.slice(1).map((host) => finding('topology.several-local-hosts', host, 'local')),
    ...local.flatMap((host) =>
      written(host, SSH_KEYS).map((key) => finding('topology.local-login', host, key)),
    ),
    ...byHand.flatMap((host) =>
      written(host, host.local ? [...SSH_KEYS, 'local'] : SSH_KEYS).map((key) =>
        finding('topology.by-hand-login', host, key),
      ),
    ),
    ...topology.hosts
      .filter((host) => !host.local && host.byHand !== true && host.ssh.user === '')
      .filter((host) => !['local', 'byHand'].some((key) => isBroken([...pathOf(host), key])))
      .map((host) => finding('topology.missing-user', host, 'user')),
  ]
}

/** Accounts of services may not log in, and a removal deletes them: none can be one that people use. */
export const serviceAccount: Rule = ({ topology, file, pathOf }) => {
  const accounts = [topology.serviceUser, ...topology.instances.map((one) => accountOf(topology, one))]
  const host = topology.hosts.find((each) => !each.local && accounts.includes(each.ssh.user))
  if (host === undefined) return []
  const { user } = host.ssh
  const given = valueAt(file, ['serviceUser']) !== undefined
  const path = given ? ['serviceUser'] : [...pathOf(host), 'user']
  return [{ code: 'topology.service-user-logs-in', path, details: { user, host: host.name } }]
}
