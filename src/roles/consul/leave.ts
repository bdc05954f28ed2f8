import { type Command, lines, sh } from '../../lib/command.js'
import { unitOf } from '../../topology/host-paths.js'
import { operatorFile } from '../consul-token.js'
import { type Leaving, type Service, type ServiceInput, type ServiceStep, step } from '../service.js'
import { type ConsulInstance, consulAgent } from './settings.js'
import { why } from './words.js'

/** A server that leaves says so, moves its leadership away and refuses calls for five seconds before it ends. */
const LEAVE_SECONDS = 25
/** Until those that stay have taken it out of their quorum. */
const GONE_SECONDS = 60
/** A new member has a vote when it was well for ten seconds, and somebody looks at that each ten. */
const VOTE_SECONDS = 90

/**
 * A server that goes leaves its cluster: one that is only stopped counts for the quorum for ever. Also what was left half way, and
 * one that does not run any more: those that stay are told. Nobody prunes: a name that comes back within five minutes would be leaving for ever.
 */
export const leaveCluster: NonNullable<Service<ConsulInstance>['leaves']> = (leaving) => {
  const { topology, name, address, isGone, returnsAt } = leaving
  const agent = consulAgent(topology)
  const command = lines(
    isGone === true ? sh`:` : leaveAndStop(leaving),
    sh`deadline=$((SECONDS + ${GONE_SECONDS}))
until http GET ${agent.address} ${agent.port} /v1/status/peers && [[ $answer == *:* && $answer != *${`"${address}:`}* ]]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo ${`Consul at ${agent.address}:${agent.port} still counts ${address} among its servers:`} "$answer"
    exit 1
  fi
  consul ${operatorFile(topology)} PUT ${agent.address} ${agent.port} ${`/v1/agent/force-leave/consul_${address}`} || :
  sleep 1
done`,
    returnsAt === undefined ? sh`:` : beginAnew(`${topology.installDirectory}/${name}/data`, returnsAt),
  )
  return step(why('step.leave'), { kind: 'run', name: 'consul-leave', command, inputs: '' })
}

/**
 * Under another address it is another server: with its former id the others refuse it for as long as they remember that by its former name,
 * and with its former log it asks for votes that it has none to give. What it kept the others have; what is registered with it stays.
 */
function beginAnew(data: string, address: string): Command {
  return sh`[[ $answer == *${`"${address}:`}* ]] || rm -rf -- ${data}/raft ${data}/serf/local.snapshot ${data}/node-id`
}

/**
 * By the port that it was started with. Servers that are dead go first: with one of them in its quorum, the one that stays would have
 * no majority any more.
 */
function leaveAndStop({ topology, name, address }: Leaving): Command {
  const unit = unitOf(name)
  const token = operatorFile(topology)
  const config = `${topology.installDirectory}/${name}/config/consul.json`
  return sh`own=$(sed -n 's/^ *"http": *\\([0-9]*\\),*$/\\1/p' ${config} 2>/dev/null) || own=''
pid=$(systemctl show -p MainPID --value -- ${unit} 2>/dev/null) || pid=0
dead='"Name":"([^"]+)","Addr":"([^"]+)",[^}]*"role":"consul"[^}]*\\},"Status":4(.*)'
if [ -n "$own" ] && [ "\${pid:-0}" != 0 ]; then
  members=''
  if consul ${token} GET ${address} "$own" /v1/agent/members; then members=$answer; fi
  deadline=$((SECONDS + ${LEAVE_SECONDS}))
  while [[ $members =~ $dead ]]; do
    node=\${BASH_REMATCH[1]} at=\${BASH_REMATCH[2]} members=\${BASH_REMATCH[3]}
    echo "$node is dead: it leaves first"
    consul ${token} PUT ${address} "$own" "/v1/agent/force-leave/$node" || :
    until { http GET ${address} "$own" /v1/status/peers && [[ $answer != *"\\"$at:"* ]]; } || [ "$SECONDS" -ge "$deadline" ]; do sleep 0.5; done
  done
  # It answers once it has left, later than anybody waits for an answer.
  consul ${token} PUT ${address} "$own" /v1/agent/leave || :
  deadline=$((SECONDS + ${LEAVE_SECONDS}))
  while kill -0 "$pid" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.2; done
fi
# Before systemd starts it again.
systemctl stop ${unit} 2>/dev/null || :`
}

/** Waits until a server that had left counts for the quorum again: before that no other may go. */
export function awaitVote({ topology, host, instance }: ServiceInput<ConsulInstance>): ServiceStep {
  const { server, http } = instance.ports
  const own = `${host.address}:${server}`
  const command = sh`deadline=$((SECONDS + ${VOTE_SECONDS})) looked='' restarts=''
votes=${`"Address": ?"${own}"[^}]*"Voter": ?true`}
until consul ${operatorFile(topology)} GET ${host.address} ${http} /v1/operator/raft/configuration && [[ $answer =~ $votes ]]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo ${`Consul has given ${own} no vote within ${VOTE_SECONDS} s:`} "$answer"
    exit 1
  fi
  still_runs ${unitOf(instance.name)} || exit 1
  sleep 0.5
done`
  return step(why('step.vote'), { kind: 'run', name: 'consul-vote', command, inputs: '' })
}
