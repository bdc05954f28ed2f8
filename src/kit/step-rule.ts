import type { ReceiptOwner } from '../actions/receipt.js'
import { resourceOf } from '../actions/resource.js'
import { receiptFile } from '../actions/script.js'
import { type Command, sh } from '../lib/command.js'
import type { PlanNode } from '../planner/plan.js'

/**
 * Bash that succeeds when the host shows that an action is done: `planner/needed.ts`, asked on the host itself. Needs
 * `stepRules`, and `health_<instance>` for the instances that have one.
 */
export function isDoneScript(node: PlanNode, owner: ReceiptOwner, health: ReadonlySet<string>): Command {
  const { action } = node
  switch (action.kind) {
    case 'package':
      return sh`packages_there ${action.names}`
    case 'consul-kv':
      return sh`key_holds ${action.agent.token} ${action.agent.address} ${action.agent.port} ${action.key} ${action.value}`
    case 'wait':
      return sh`(\n${action.health}\n)`
    case 'carry':
    case 'set-aside':
    case 'keep-former':
    case 'remove':
      return sh`false`
    default: {
      const file = receiptFile(owner.receipts, resourceOf(action, node.instance))
      const holds = sh`receipt_holds ${file} ${node.inputs ?? ''} ${strictness(node)}`
      if (action.kind !== 'unit') return holds
      return sh`${holds} && unit_holds ${action.unit} ${health.has(node.instance) ? node.instance : ''}`
    }
  }
}

/** `exact`: untouched since; `owner`: what is inside a directory may change; `kept`: its content is its own. */
function strictness({ action }: PlanNode): 'exact' | 'owner' | 'kept' {
  if (action.kind === 'write-file' && action.keep === true) return 'kept'
  return action.kind === 'directory' || action.kind === 'unpack' || 'isTree' in action ? 'owner' : 'exact'
}

/**
 * What the rules are made of.
 *
 *     receipt_holds FILE INPUTS exact|owner|kept   the receipt says the same, and what it tells of is untouched
 *     unit_holds UNIT [INSTANCE]                   runs, starts with the system, and Consul has not lost it
 *     packages_there NAME...
 *     key_holds TOKEN_FILE ADDRESS PORT KEY VALUE
 */
export const stepRules: Command = sh`
receipt_holds() {
  local path json before now=''
  [ -r "$1" ] || return 1
  { IFS= read -r path && IFS= read -r json; } < "$1" || return 1
  case $json in '{'*'}') ;; *) return 1;; esac
  if [ -n "$path" ]; then now=$(stat -c '%s %Y %a %U:%G %F' -- "$path" 2>/dev/null) || return 1; fi
  [[ $json =~ \\"inputs\\":\\"([^\\"]*)\\" ]] && [ "\${BASH_REMATCH[1]}" = "$2" ] || return 1
  [[ $json =~ \\"stat\\":\\"([^\\"]*)\\" ]] || return 0
  before=\${BASH_REMATCH[1]}
  if [ -z "$now" ] || [ "$before" = "$now" ]; then return 0; fi
  case $3 in
    kept) return 0;;
    owner) [ "\${before#* * }" = "\${now#* * }" ];;
    *) return 1;;
  esac
}
unit_holds() {
  local code=0
  [ "$(systemctl show -p ActiveState -- "$1")" = ActiveState=active ] || return 1
  case $1 in metis-*) ;; *) return 0;; esac
  [ "$(systemctl show -p UnitFileState -- "$1")" = UnitFileState=enabled ] || return 1
  [ -n "$2" ] || return 0
  ( "health_$2" ) || code=$?
  # 3: it runs, but Consul has lost it, and it never registers again by itself.
  [ "$code" != 3 ]
}
packages_there() {
  local name state
  for name in "$@"; do
    state=$(dpkg-query -W -f '\${db:Status-Abbrev}' -- "$name" 2>/dev/null) || return 1
    case \${state% } in ?i) ;; *) return 1;; esac
  done
}
key_holds() { local answer status; consul "$1" GET "$2" "$3" "/v1/kv/$4?raw" && [ "$answer" = "$5" ]; }
`
