import { adminHealth } from './health/admin.js'
import { carrierHealth } from './health/carrier.js'
import { consulHealth } from './health/consul.js'
import { fighterHealth } from './health/fighter.js'
import type { Health, HealthInput } from './health/health.js'
import { viaHealth } from './health/via.js'

/** How an instance is, asked on its own host: whatever it needs to know it reads from the instance's configuration. */
export function askHealth(input: HealthInput): Promise<Health> {
  const role = input.instance.replace(/-\d+$/, '')
  return (BY_ROLE[role] ?? unknown)(input)
}

const BY_ROLE: Readonly<Record<string, (input: HealthInput) => Promise<Health>>> = {
  consul: consulHealth,
  carrier: carrierHealth,
  admin: adminHealth,
  via: viaHealth,
  data: fighterHealth,
  compute: fighterHealth,
}

async function unknown({ instance }: HealthInput): Promise<Health> {
  return { exitCode: 1, says: `nobody knows how ${instance} is` }
}
