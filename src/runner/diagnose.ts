import { pathOf, resourceOf } from '../actions/resource.js'
import type { Code } from '../errors/codes/index.js'
import { type Problem, problem } from '../errors/problem.js'
import type { PlanNode } from '../planner/plan.js'

const SHOWN_LINES = 20
/** Characters. */
const LONGEST_LINE = 1000

/** Words of the operating system and of the services that give a cause away, the most telling first. */
const CAUSES: readonly (readonly [RegExp, Code])[] = [
  [/No space left on device|not enough free disk space|disk full/i, 'run.disk-full'],
  [/Read-only file system/i, 'run.read-only'],
  [
    /Unable to locate package|Unable to fetch some archives|Temporary failure resolving|has no installation candidate/i,
    'run.packages-unavailable',
  ],
  [/Could not get lock|is another process using it|locked by another process/i, 'run.package-manager-busy'],
  [/No matching distribution found|Could not find a version that satisfies/i, 'run.wheel-missing'],
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
  const cause = causes.find(([words]) => said.some((line) => words.test(line)))?.[1]
  const fallback = node.action.kind === 'wait' ? whyNotReady(said) : 'run.action-failed'
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
    ...problem(cause ?? fallback, details, { host: node.host, instance: node.instance, action: node.id }),
    output: said.slice(-SHOWN_LINES).map((line) => line.slice(0, LONGEST_LINE)),
  }
}

/** As `wait_until` ends. */
function whyNotReady(said: readonly string[]): Code {
  return said.some((line) => line.startsWith('its process has ended')) ? 'run.process-ended' : 'run.not-ready'
}
