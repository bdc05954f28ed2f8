import type { Action } from '../actions/action.js'
import { functionsFor } from '../actions/action-functions.js'
import { dismissFormer, formerScript } from '../actions/former.js'
import type { ReceiptOwner } from '../actions/receipt.js'
import { actionScript } from '../actions/script.js'
import { type Command, lines, sh } from '../lib/command.js'
import { hostFunctions } from '../lib/host-functions.js'
import { leaveScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { formerDirectory, unitOf } from '../topology/host-paths.js'

/**
 * The actions of one host as one script: a marker line before and after each, so that progress and failures stay
 * exact. An action that fails takes only those with it that wait for it.
 *
 * `marker` must not be guessable, or a service's output could pretend to be a marker.
 */
export function batchScript(nodes: readonly PlanNode[], owner: ReceiptOwner, marker: string): Command {
  const places = new Map(nodes.map((node, i) => [node.id, i]))
  return lines(
    hostFunctions,
    functionsFor(nodes.map(({ action }) => action)),
    ...(nodes.some(({ guard }) => guard !== undefined) ? [formerScript] : []),
    goFunction(marker),
    ...nodes.flatMap((node, i) => [
      sh`${raw(`action_${i}() {`)}\n${guarded(node, owner)}\n}`,
      sh`${raw(`leave_${i}() {`)}\n${leaveScript(node, owner)}\n}`,
    ]),
    ...nodes.map((node, i) => {
      const how = IN_THIS_SHELL.has(node.action.kind) ? 'here' : 'apart'
      const former = node.action.kind === 'keep-former' ? '' : (node.guard?.former ?? '')
      const waitsFor = node.after.flatMap((id) => places.get(id) ?? []).map(String)
      return sh`go ${how} ${i} ${former} ${waitsFor}`
    }),
  )
}

/** Of an instance that is put back when its change fails: when it is started, and when the change is good. */
function guarded({ action, guard, instance }: PlanNode, { receipts }: ReceiptOwner): Command {
  const script = actionScript(action)
  if (guard === undefined) {
    if (action.kind !== 'unit' || action.unit !== unitOf(instance)) return script
    return sh`${dismissFormer(action.unit, formerDirectory(receipts, instance))}\n${script}`
  }
  if (action.kind === 'unit' && action.unit === guard.unit) return sh`: >${guard.former}/started\n${script}`
  return action.kind === 'wait' ? sh`${script} && drop_former ${guard.former}` : script
}

/** Actions that only ask `files`; all others are kept apart, so that none disturbs another. */
const IN_THIS_SHELL: ReadonlySet<Action['kind']> = new Set(['directory', 'write-file', 'link'])

export type BatchMark =
  | { readonly mark: 'begin'; readonly place: number }
  | { readonly mark: 'end'; readonly place: number; readonly exitCode: number }
  | { readonly mark: 'skip'; readonly place: number }

/** What a line of a batch's output marks, or undefined for output of the actions themselves. */
export function readMark(line: string, marker: string): BatchMark | undefined {
  if (!line.startsWith(`${marker} `)) return undefined
  const [, mark, place, exitCode] = line.split(' ')
  if (mark === 'begin' || mark === 'skip') return { mark, place: Number(place) }
  return mark === 'end' ? { mark, place: Number(place), exitCode: Number(exitCode) } : undefined
}

/**
 * A script whose connection is lost goes on, as an action must not be cut off half way. So it ends after the action
 * under way (`$$` is the root shell, which ends with its connection). It keeps the hold of the host until then: two hands on
 * one file would spoil it.
 */
function goFunction(marker: string): Command {
  return sh`
marker=${marker} succeeded=' '
go() {
  local how=$1 place=$2 former=$3 needed code=0
  shift 3
  for needed in "$@"; do
    case "$succeeded" in *" $needed "*) ;; *) printf '%s skip %s\\n' "$marker" "$place"; return;; esac
  done
  kill -0 $$ 2>/dev/null || exit 1
  printf '%s begin %s\\n' "$marker" "$place"
  if [ -n "$former" ] && ! former_is_kept "$former" 2>&1; then code=1
  elif [ "$how" = here ]; then "action_$place" 2>&1; code=$?
  else ( set -e; "action_$place"; ) 2>&1; code=$?
  fi
  # By this shell, which has the one process that writes all of them.
  [ "$code" != 0 ] || { "leave_$place" 2>&1; code=$?; }
  [ "$code" = 0 ] || [ -z "$former" ] || ! kill -0 $$ 2>/dev/null || go_back "$former" 2>&1
  printf '\\n%s end %s %s\\n' "$marker" "$place" "$code"
  if [ "$code" = 0 ]; then succeeded="$succeeded$place "; fi
}`
}

function raw(script: string): Command {
  return { script: [script] }
}
