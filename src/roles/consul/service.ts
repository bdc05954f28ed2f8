import { type Command, lines, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { type Text, text } from '../../lib/text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { hostOf, instancesOf } from '../../topology/topology.js'
import { operatorFile } from '../consul-token.js'
import { listening } from '../health.js'
import { type Service, type ServiceInput, type ServiceStep, step } from '../service.js'
import { execLine } from '../unit-text.js'
import { asked } from './facts.js'
import { prepareKeyring, proveKey, verifies } from './gossip.js'
import { organisationKeys } from './keys.js'
import { awaitVote, leaveCluster } from './leave.js'
import { loadSnapshot } from './load-snapshot.js'
import { CONSUL, type ConsulInstance } from './settings.js'
import { ADMITS, stages } from './stages.js'
import { accessControl, admits, expels, keepOperator } from './tokens.js'
import { why } from './words.js'

type Input = ServiceInput<ConsulInstance>

const LEADER_SECONDS = 120

export const service = {
  needs: [],
  restarts: 'one by one',
  staged: stages,
  moves: 'afresh',
  packages: () => [],
  artifacts: () => [{ artifact: 'consul', to: 'consul', how: 'file', mode: '0755' }],
  config: (input) => [{ path: configPath(input), content: config(input) }],
  unit: (input) => ({
    start: execLine(`${instancePaths(input).current}/consul`, 'agent', '-config-file', configPath(input)),
    after: [],
    // A server does not leave the cluster on SIGTERM and reports that as 1.
    successExitStatus: 1,
    stopSeconds: 20,
    // It looks for its address among those of the interfaces. Without all of /proc its backlog of connections shrinks.
    hostNeeds: { families: ['AF_NETLINK'], readsProc: true },
  }),
  prepare: prepareKeyring,
  proves: proveKey,
  settle,
  expels,
  ready,
  leaves: leaveCluster,
  rejoins: awaitVote,
  asked,
  usualSeconds: { low: 3, high: 12 },
  readyTimeoutSeconds: 180,
  keep: () => [{ kind: 'path', path: 'data', what: 'data' }],
  snapshot: (input) => {
    const { address } = input.host
    const agent = `http://${address}:${input.instance.ports.http}`
    // Once its servers have changed, it takes none until the next entry of its log, which comes with whatever it is told.
    return sh`deadline=$((SECONDS + ${SNAPSHOT_SECONDS}))
until said=$(unset CONSUL_HTTP_ADDR; token_in ${operatorFile(input.topology)}; CONSUL_HTTP_TOKEN=$consul_token ${`${instancePaths(input).current}/consul`} snapshot save -http-addr=${agent} "$to" 2>&1); do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "$said"
    exit 1
  fi
  sleep 1
done`
  },
  loads: loadSnapshot,
} satisfies Service<ConsulInstance>

const SNAPSHOT_SECONDS = 60
const OFF = -1

function config(input: Input): Text {
  const { topology, host, instance } = input
  const { data } = instancePaths(input)
  const servers = instancesOf(topology, CONSUL)
  const others = servers.filter((server) => server.host !== instance.host)
  const { server, serfLan, http } = instance.ports
  const settings = {
    datacenter: 'consul_cluster',
    node_name: `consul_${host.address}`,
    server: true,
    bootstrap_expect: servers.length,
    // Joins the cluster also when this server has lost its data; the explicit join of old was needed once by hand.
    ...(others.length === 0
      ? {}
      : { retry_join: others.map((other) => `${hostOf(topology, other).address}:${other.ports.serfLan}`) }),
    client_addr: host.address,
    bind_addr: host.address,
    data_dir: data,
    ...verifies(input),
    ...(hasTokens(input) ? { acl: ACCESS } : {}),
    // To its output, so to the journal; a `log_file` would have it once more.
    log_level: 'INFO',
    ui: true,
    disable_update_check: true,
    // What Consul advises for servers; its default, for tiny machines, takes five times as long to elect a leader.
    performance: { raft_multiplier: 1 },
    ports: { server, serf_lan: serfLan, serf_wan: OFF, http, dns: OFF },
  }
  const [before = '', after] = JSON.stringify(settings, null, 2).split(JSON.stringify(ACCESS))
  return after === undefined ? text`${before}\n` : text`${before}${accessControl(stageOf(input))}${after}\n`
}

/** Stands where the tokens go, which are no plain text. */
const ACCESS = '@access'

function stageOf({ topology, stage = stages.last(topology) }: Input): number {
  return stage
}

function hasTokens(input: Input): boolean {
  return input.topology.acl === 'on' && stageOf(input) >= ADMITS
}

/** The keys that the carrier reads are written through the first server, once there is a leader, and once it knows by whom. */
function settle(input: Input): ServiceStep[] {
  const [first] = instancesOf(input.topology, CONSUL)
  const isFirst = first?.host === input.instance.host
  // What is there is the operator's until it has made another one.
  const tokens = hasTokens(input) ? [...(isFirst ? [admits(input)] : []), keepOperator(input)] : []
  if (!isFirst) return tokens
  const token = operatorFile(input.topology)
  const agent = { address: input.host.address, port: input.instance.ports.http, token }
  const keys = organisationKeys(input.topology, input.release)
  return [
    step(why('step.leader'), {
      kind: 'run',
      name: 'consul-leader',
      command: awaitLeader(agent, instancePaths(input).unit),
      // Once more whenever the agent restarts or a key changes: both need a leader. In all stages of its gossip it is the same.
      inputs: sha256(JSON.stringify([config({ ...input, stage: stages.last(input.topology) }), keys])),
    }),
    ...tokens,
    ...keys.map(({ key, value, because }) => step(because, { kind: 'consul-kv', agent, key, value })),
  ]
}

function awaitLeader({ address, port }: { address: string; port: number }, unit: string): Command {
  return sh`deadline=$((SECONDS + ${LEADER_SECONDS})) looked='' restarts=''
until http GET ${address} ${port} /v1/status/leader && [ -n "\${answer//[\\"[:space:]]/}" ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo ${`Consul at ${address}:${port} has no leader after ${LEADER_SECONDS} s: are all its servers up?`}
    exit 1
  fi
  still_runs ${unit} || exit 1
  sleep 0.3
done`
}

function ready(input: Input): Command {
  const { host, instance, topology, release } = input
  const { http } = instance.ports
  const servers = instancesOf(topology, CONSUL).length
  return lines(
    listening(instancePaths(input).unit, http),
    sh`http GET ${host.address} ${http} /v1/status/leader || answer=''
leader=\${answer//[\\"[:space:]]/}
[ -n "$leader" ] || { echo 'no leader'; exit 1; }
consul ${operatorFile(topology)} GET ${host.address} ${http} /v1/agent/members
members=$answer alive=0 server='"role":"consul"[^}]*\\},"Status":1,(.*)'
while [[ $members =~ $server ]]; do alive=$((alive + 1)) members=\${BASH_REMATCH[1]}; done
# It knows tokens, and its leader does not yet.
if [ "$status" = 403 ] && http GET ${host.address} ${http} /v1/operator/autopilot/health; then alive=${servers}; fi
[ "$alive" -ge ${servers} ] || { echo "leader $leader, only $alive of ${servers} servers"; exit 1; }
http GET ${host.address} ${http} ${`/v1/kv/${release.keyPrefix}/?keys&consistent`}
case $status in
200 | 404) ;;
*) echo "leader $leader, but it does not answer for keys"; exit 1;;
esac
echo "leader $leader, $alive of ${servers} servers"`,
  )
}

function configPath(input: Input): string {
  return `${instancePaths(input).config}/consul.json`
}
