import type { Code } from '../../errors/codes/index.js'
import { type Problem, problem } from '../../errors/problem.js'
import { type Check, lookedAt } from '../../roles/check.js'
import { packagesNotCarried } from '../carried.js'

/** `ID VERSION_ID` of os-release. */
const SUPPORTED = /^(debian (11|12|13)|ubuntu (18|20|22|24)\.04)$/

/** A system that the services and their packages are known to run on. */
export const system: Check = (input) =>
  lookedAt(input).flatMap((one) => {
    const { name: host } = one.host
    const found = one.facts.system
    const name = found.name || `${found.id} ${found.version}`.trim() || '?'
    const unless = (isFit: boolean, code: Code, details: Problem['details']) =>
      isFit ? [] : [problem(code, { host, ...details }, { host })]
    return [
      ...unless(SUPPORTED.test(`${found.id} ${found.version}`), 'preflight.system-unsupported', {
        found: name,
      }),
      ...unless(found.machine === 'x86_64', 'preflight.machine-unsupported', { found: found.machine || '?' }),
      ...unless(found.systemd, 'preflight.systemd-missing', {}),
      ...packagesNotCarried(input, one),
    ]
  })
