import type { Action } from '../../actions/action.js'
import { asWord, type Command, lines, sh } from '../../lib/command.js'
import { secret, type Text, text } from '../../lib/text.js'
import { operatorFile, tokenText } from '../consul-token.js'
import { CONSUL_TOKENS, consulTokenOf } from '../secret-names.js'
import {
  type Caller,
  OPERATOR,
  type Right,
  rootFile,
  type ServiceInput,
  type ServiceStep,
  step,
} from '../service.js'
import type { ConsulInstance } from './settings.js'
import { DENIES } from './stages.js'
import { why } from './words.js'

type Input = ServiceInput<ConsulInstance>

/** Once all servers know tokens, their leader needs a while to see that they do. */
const TOKENS_SECONDS = 120
/** Consul's own, for whoever sends no token. */
const ANONYMOUS = '00000000-0000-0000-0000-000000000002'
/** Admin looks for the carrier without a token, and each server for the others. */
const FOR_ALL: readonly Right[] = [
  ['service', 'carrierService', 'read'],
  ['node_prefix', '', 'read'],
]
/** Where Consul has made the operator's by its configuration, until we have found it. */
const FROM_CONFIG = 'Master Token'
const OURS = 'create-metis-node '
const TOKENS = 'consul-tokens'

/** In Consul's `acl`. Who has a server has all that it stores, every token too: it calls by the operator's itself. */
export function accessControl(stage: number): Text {
  const token = secret(consulTokenOf(OPERATOR), 'json')
  const policy = stage >= DENIES ? 'deny' : 'allow'
  return text`{ "enabled": true, "default_policy": "${policy}", "tokens": { "master": ${token}, "agent": ${token} } }`
}

/** By how Consul's tokens are described: whether any of these is not known, and any there is of nobody any more. */
export function comparedTokens(known: readonly string[], callers: readonly Caller[]) {
  const wanted = new Set(callers.map(described))
  return {
    isMissing: [...wanted].some((one) => !known.includes(one)),
    areLeft: known.some((one) => (one === FROM_CONFIG || one.startsWith(OURS)) && !wanted.has(one)),
  }
}

function described({ name, mark }: Caller): string {
  return `${OURS}${name} ${mark}`
}

/** Whether an action makes them. */
export function isOfTokens(action: Action): boolean {
  return action.kind === 'run' && action.name === TOKENS
}

/** Root's file on hosts of Consul, by which this program calls from there. */
export function keepOperator({ topology }: Input): ServiceStep {
  return rootFile(why('step.operator'), operatorFile(topology), '0600', tokenText(OPERATOR))
}

/** Makes the rights of each role, and the token of each caller. Done again it changes nothing. */
export function admits(input: Input): ServiceStep {
  const { callers = [] } = input
  const rights = new Map(callers.map((caller) => [caller.policy, caller.rights]))
  const policies = [...rights, ['metis-anonymous', FOR_ALL] as const]
    .filter(([, some]) => some.length > 0)
    .map(([Name, some]) => ({
      Name,
      Rules: some.map(([kind, name, may]) => `${kind} "${name}" { policy = "${may}" }`).join('\n'),
    }))
  const anonymous = { Description: 'Anonymous Token', Policies: [{ Name: 'metis-anonymous' }] }
  const command = lines(
    asOperator(input),
    sh`call GET /v1/acl/policies
policies=$answer
policy() {
  local id='' named='"ID":"([0-9a-f-]{36})","Name":"'$1'"'
  [[ ! $policies =~ $named ]] || id=/\${BASH_REMATCH[1]}
  call PUT "/v1/acl/policy$id" "$2"
}
token() {
  [[ $tokens != *'"Description":"'"$1"'"'* ]] || return 0
  call PUT /v1/acl/token "$2"
}`,
    ...policies.map((one) => sh`policy ${one.Name} ${JSON.stringify(one)}`),
    sh`call PUT ${`/v1/acl/token/${ANONYMOUS}`} ${JSON.stringify(anonymous)}`,
    ...callers.map((caller) => sh`token ${described(caller)} ${asWord(tokenBody(caller))}`),
    ...callers
      .filter(({ name }) => name === OPERATOR)
      .map(
        (caller) => sh`# Consul may have made it by its configuration.
consul_token=${secret(consulTokenOf(OPERATOR))} accessor='"AccessorID":"([0-9a-f-]{36})"'
call GET /v1/acl/token/self
[[ $answer =~ $accessor ]]
call PUT "/v1/acl/token/\${BASH_REMATCH[1]}" ${asWord(tokenBody(caller))}`,
      ),
  )
  // Whoever leaves later comes last among them; that is no change.
  const inputs = JSON.stringify([policies, callers.map(({ name, policy }) => `${policy} ${name}`).toSorted()])
  const made = { kind: 'run', name: TOKENS, command, inputs, secrets: [CONSUL_TOKENS] } as const
  return step(why('step.tokens'), made)
}

/** Takes from Consul what was ours and is of none of these. */
export function expels(input: Input): ServiceStep[] {
  const kept = (input.callers ?? []).map(described).join('\n')
  const command = lines(
    asOperator(input),
    sh`kept=$'\\n'${kept}$'\\n'
while IFS='"' read -r _ _ _ accessor _ _ _ description _; do
  [[ $kept != *$'\\n'"$description"$'\\n'* ]] || continue
  echo "taking from Consul the token $description"
  call DELETE "/v1/acl/token/$accessor"
done < <(printf %s "$tokens" | grep -oE ${`"AccessorID":"[0-9a-f-]{36}","Description":"(${OURS}[^"]*|${FROM_CONFIG})"`})`,
  )
  return [step(why('step.former-tokens'), { kind: 'run', name: 'former-tokens', command, inputs: kept })]
}

function tokenBody(caller: Caller): Text {
  const value = secret(consulTokenOf(caller.name), 'json')
  const description = JSON.stringify(described(caller))
  return text`{"SecretID":${value},"Description":${description},"Policies":[{"Name":"${caller.policy}"}]}`
}

/**
 * Calls by the operator's token that Consul knows: the one that is on the host, or the one that it is to have. Leaves the list of all
 * in `tokens`; `call METHOD PATH [BODY]` goes on until it is done.
 */
function asOperator({ topology, host, instance }: Input): Command {
  const { http } = instance.ports
  const agent = `${host.address}:${http}`
  return sh`deadline=$((SECONDS + ${TOKENS_SECONDS}))
late() {
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo ${`Consul at ${agent} does not do what the operator's token asks for`} "(HTTP $status): $answer"
    exit 1
  fi
  sleep 0.5
}
call() {
  until http "$1" ${host.address} ${http} "$2" "\${3-}"; do
    [[ $answer != *'already in use'* ]] || return 0
    late
  done
}
listed() { [ -n "$consul_token" ] && http GET ${host.address} ${http} /v1/acl/tokens; }
status=000
until token_in ${operatorFile(topology)} && listed || { consul_token=${secret(consulTokenOf(OPERATOR))} && listed; }; do late; done
tokens=$answer`
}
