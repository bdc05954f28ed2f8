import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { lookedAt } from '../../roles/looked-at.js'
import { packagesNotCarried } from '../carried.js'

/** `ID VERSION_ID` of os-release. */
const SUPPORTED = [
  'debian 11',
  'debian 12',
  'debian 13',
  'ubuntu 18.04',
  'ubuntu 20.04',
  'ubuntu 22.04',
  'ubuntu 24.04',
]

/** A system that the services and their packages are known to run on. */
export const system: Check = (input) =>
  lookedAt(input).flatMap((one) => {
    const { name: host } = one.host
    const found = one.facts.system
    const name = found.name || `${found.id} ${found.version}`.trim() || '?'
    return [
      ...(SUPPORTED.includes(`${found.id} ${found.version}`)
        ? []
        : [problem('preflight.system-unsupported', { host, found: name }, { host })]),
      ...(found.machine === 'x86_64'
        ? []
        : [problem('preflight.machine-unsupported', { host, found: found.machine || '?' }, { host })]),
      ...(found.systemd ? [] : [problem('preflight.systemd-missing', { host }, { host })]),
      ...packagesNotCarried(input, one),
    ]
  })
