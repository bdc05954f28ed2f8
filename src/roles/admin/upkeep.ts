import { problem } from '../../errors/problem.js'
import { sha256 } from '../../lib/digest.js'
import { instancesOf } from '../../topology/topology.js'
import type { Upkeep } from '../check.js'
import { certificateEndMs } from './certificate-validity.js'
import { certificateDigest } from './facts.js'
import { ADMIN } from './settings.js'

const WARNING_DAYS = 30
const DAY_MS = 86_400_000

/** The certificate that browsers are shown: how long it holds, and whether it is the one that lies on the host. */
export const upkeep: Upkeep = ({ topology, facts, nowMs }) =>
  instancesOf(topology, ADMIN).flatMap((admin) => {
    const { host, name: instance } = admin
    const here = facts[host]
    const shown = shownCertificate(here?.told)
    if (admin.tls === undefined || here === undefined || shown === undefined) return []
    const where = { host, instance }
    const placed = certificateDigest(here)
    if (placed !== undefined && placed !== sha256(shown))
      return [problem('upkeep.certificate-not-loaded', { host }, where)]
    const end = certificateEndMs(shown)
    if (end === undefined) return []
    const days = Math.floor((end - nowMs) / DAY_MS)
    if (days >= WARNING_DAYS) return []
    const details = { host, days, date: new Date(end).toISOString().slice(0, 10) }
    return end <= nowMs
      ? [problem('upkeep.certificate-ended', details, where)]
      : [problem('upkeep.certificate-ends', details, where, 'warning')]
  })

/** DER. */
function shownCertificate(told: Readonly<Record<string, string>> | undefined): Uint8Array | undefined {
  const base64 = told?.['shown-certificate']?.trim() ?? ''
  return /^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined
}
