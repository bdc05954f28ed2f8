import { type Problem, problem } from '../../errors/problem.js'
import { javaMajor } from '../../facts/software.js'
import type { Check } from '../check.js'
import { lookedAt, wasHere } from '../looked-at.js'

/** The admin runs on a Java of its own, named in full; one that is already there only stays what it is. */
export const java: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts, instances }) =>
    instances.flatMap((instance): Problem[] => {
      const found = facts.software.java
      if (instance.role !== 'admin' || found === undefined) return []
      if (wasHere(facts, input.topology.organisation, instance.name)) return []
      const major = javaMajor(found) ?? found
      return [
        problem('preflight.java-exists', { host, found: major }, { host, instance: instance.name }, 'advice'),
      ]
    }),
  )
