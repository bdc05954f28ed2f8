import type { Code } from '../../errors/codes/index.js'
import { type Problem, problem } from '../../errors/problem.js'
import { type Check, lookedAt } from '../../roles/check.js'

/** Two entries that lead to one machine, and machines that were cloned: each is told once, beside the first like it. */
export const identity: Check = (input) => {
  const firsts = new Map<string, string>()
  return lookedAt(input).flatMap(({ host: { name: host }, facts }): Problem[] => {
    /** The first host with that trait; undefined for the first itself. */
    const firstWith = (trait: string) => {
      const first = firsts.get(trait)
      if (first === undefined) firsts.set(trait, host)
      return first
    }
    const { machineId, hostname, addresses: own } = facts.identity
    const addresses = own.map(({ address }) => address).join(', ')
    const machine =
      machineId === '' || addresses === '' ? undefined : firstWith(`machine ${machineId} ${addresses}`)
    const id = machineId === '' ? undefined : firstWith(`id ${machineId}`)
    const name = hostname === '' ? undefined : firstWith(`name ${hostname}`)
    if (machine !== undefined) {
      return [problem('preflight.same-machine', { host, other: machine, addresses }, { host })]
    }
    const warn = (code: Code, other: string | undefined, details: Problem['details']) =>
      other === undefined ? [] : [problem(code, { host, other, ...details }, { host }, 'warning')]
    return [
      ...warn('preflight.same-machine-id', id, { machineId }),
      ...warn('preflight.same-hostname', name, { hostname }),
    ]
  })
}
