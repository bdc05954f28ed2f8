import { sh } from '../../lib/command.js'
import { secret, text } from '../../lib/text.js'
import { ownerOf } from '../../topology/accounts.js'
import { instancePaths } from '../../topology/host-paths.js'
import { instancesOf } from '../../topology/topology.js'
import { operatorFile } from '../consul-token.js'
import { GOSSIP_KEY } from '../secret-names.js'
import { type ServiceInput, type ServiceStep, step } from '../service.js'
import { CONSUL, type ConsulInstance } from './settings.js'
import { GOSSIP_STAGES } from './stages.js'
import { why } from './words.js'

type Input = ServiceInput<ConsulInstance>

export function verifies({ stage = GOSSIP_STAGES }: Input): Readonly<Record<string, boolean>> {
  return { encrypt_verify_outgoing: stage >= 2, encrypt_verify_incoming: stage >= GOSSIP_STAGES }
}

/** Consul's own file of keys: put there once, and Consul's from then on, which changes it on all servers without a restart. */
export function prepareKeyring(input: Input): ServiceStep[] {
  const serf = `${instancePaths(input).data}/serf`
  const owner = ownerOf(input.topology, input.instance)
  const because = why('step.gossip-key')
  return [
    step(because, { kind: 'directory', path: serf, mode: '0700', owner }),
    step(because, {
      kind: 'write-file',
      path: `${serf}/local.keyring`,
      mode: '0600',
      owner,
      content: text`["${secret(GOSSIP_KEY)}"]`,
      keep: true,
    }),
  ]
}

/** All servers take a new key, use it, and forget any other one. Done again it changes nothing. Keys are never printed. */
export function proveKey(input: Input, name: string): ServiceStep[] {
  const { topology, host, instance } = input
  const servers = instancesOf(topology, CONSUL)
  if (name !== GOSSIP_KEY || servers[0]?.host !== instance.host) return []
  const { http } = instance.ports
  const command = sh`key=${secret(GOSSIP_KEY)}
keys() {
  local body=''
  [ -z "$2" ] || body='{"Key":"'$2'"}'
  consul ${operatorFile(topology)} "$1" ${host.address} ${http} /v1/operator/keyring "$body" && return
  echo "Consul's servers have not all taken the change of their key (HTTP $status): \${answer//"$key"/***}"
  exit 1
}
keys POST "$key"
keys PUT "$key"
keys GET ''
others=\${answer#*'"Keys":{'} found='"([A-Za-z0-9+/]{43}=)":(.*)'
others=\${others%%'}'*}
while [[ $others =~ $found ]]; do
  others=\${BASH_REMATCH[2]}
  [ "\${BASH_REMATCH[1]}" = "$key" ] || keys DELETE "\${BASH_REMATCH[1]}"
done`
  return [
    step(why('step.gossip-rotated'), {
      kind: 'run',
      name: 'gossip-key',
      command,
      inputs: '',
      secrets: [GOSSIP_KEY],
    }),
  ]
}
