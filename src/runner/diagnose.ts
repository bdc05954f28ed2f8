import { pathOf, resourceOf } from '../actions/resource.js'
import type { Code } from '../errors/codes/index.js'
import { type Problem, problem } from '../errors/problem.js'
import type { PlanNode } from '../planner/plan.js'

const SHOWN_LINES = 20
/** Characters. */
const LONGEST_LINE = 1000

/** Words of the operating system and of the services that give a cause away, the most telling first. */
const CAUSES: readonly (readonly [RegExp, Code])[] = [
  // Whatever it is over there, it is not the matter of this host.
  [/ \(.* port \d+\) does not take it: /, 'run.backup-refused'],
  [/No space left on device|not enough free disk space|disk full/i, 'run.disk-full'],
  [/Read-only file system/i, 'run.read-only'],
  [
    /Unable to locate package|Unable to fetch some archives|Temporary failure resolving|has no installation candidate/i,
    'run.packages-unavailable',
  ],
  [
    /unmet dependencies|held broken packages|remove is disabled|Conflicting (values|distribution)/i,
    'run.packages-unfit',
  ],
  [/Could not get lock|is another process using it|locked by another process/i, 'run.package-manager-busy'],
  [
    /No matching distribution found|is not a supported wheel|can not be imported:|Illegal instruction/i,
    'run.wheel-missing',
  ],
  [/dial grpc server failed|data ?center/i, 'run.data-center-unreachable'],
  [/exits carrier service/i, 'run.carrier-registered-twice'],
  [/p2p[-_ ]?priv|carrier key/i, 'run.carrier-key-unusable'],
  [/address already in use|Failed to bind|could not bind/i, 'run.port-in-use'],
  [/Access denied for user/i, 'run.database-refused'],
  [
    /Can't connect to (local )?(MySQL|MariaDB|server)|Communications link failure/i,
    'run.database-unreachable',
  ],
  [/No cluster leader|no leader/i, 'run.no-leader'],
  [/nginx: .*(emerg|failed)/i, 'run.nginx-config'],
]

/** Where no mirror is to blame. */
const UNFIT: (typeof CAUSES)[number] = [
  /Unable to locate package|no installation candidate|unmet dependencies|unable to correct problems|remove is disabled/i,
  'run.carried-packages-unfit',
]

/** What a failed action most likely failed from. Pure: exit code and output in, problem out. */
export function diagnose(node: PlanNode, exitCode: number, output: readonly string[]): Problem {
  const said = output.filter((line) => line.trim() !== '')
  const isCarried = node.action.kind === 'package' && node.action.from !== undefined
  const causes = isCarried ? [UNFIT, ...CAUSES] : CAUSES
  // Once a process has ended, its own words count: what was said while it was waited for is what comes of that.
  const telling = said.slice(1 + said.findLastIndex((line) => ENDED.test(line)))
  const cause = causes.find(([words]) => telling.some((line) => words.test(line)))?.[1]
  const details = {
    host: node.host,
    instance: node.instance,
    action: pathOf(node.action) ?? resourceOf(node.action, node.instance),
    exitCode,
    unit:
      node.action.kind === 'wait' || node.action.kind === 'unit'
        ? node.action.unit
        : `metis-${node.instance}.service`,
    seconds: node.action.kind === 'wait' ? node.action.timeoutSeconds : 0,
  }
  return {
    ...problem(cause ?? unexplained(node, said), details, {
      host: node.host,
      instance: node.instance,
      action: node.id,
    }),
    output: said.slice(-SHOWN_LINES).map((line) => line.slice(0, LONGEST_LINE)),
  }
}

/** As `still_runs` ends. */
const ENDED = /^its process has ended/

function unexplained(node: PlanNode, said: readonly string[]): Code {
  if (said.some((line) => ENDED.test(line))) return 'run.process-ended'
  return node.action.kind === 'wait' ? 'run.not-ready' : 'run.action-failed'
}
