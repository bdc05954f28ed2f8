import type { Say } from '../../src/i18n/say.js'
import type { Topology } from '../../src/topology/topology.js'
import type { Mark } from '../../src/ui/picture/picture.js'
import type { Advice } from '../../src/wizard/advice.js'
import { hardwareOf, type Known } from '../../src/wizard/known.js'

/** What a host has, beside its name in the picture. */
export function hostNotes(topology: Topology, known: Known, say: Say): Record<string, string> {
  return Object.fromEntries(
    topology.hosts.flatMap(({ name }) => {
      const hardware = hardwareOf(name, known)
      if (hardware === undefined) return []
      const memory = Math.round(hardware.memoryMib / 1024)
      return [[name, say('roles.hardware', { cores: hardware.cores, memory })]]
    }),
  )
}

/** Hosts and instances that an error or a warning is about. */
export function marksOf(advice: readonly Advice[]): Record<string, Mark> {
  const about = advice.flatMap(({ problem: { severity, where } }) => {
    if (severity === 'advice' || where.host === undefined) return []
    return [where.instance === undefined ? where.host : `${where.instance}@${where.host}`]
  })
  return Object.fromEntries(about.map((id): [string, Mark] => [id, 'warning']))
}
