import { type Problem, problem } from '../errors/problem.js'
import { type CheckInput, type LookedAt, lookedAt } from '../roles/check.js'
import { serviceOf } from '../roles/index.js'
import { hostPackages } from '../roles/packages.js'
import { artifactsOf, OS_PACKAGES, type ReadyArtifact } from '../topology/release.js'

/** What no plan can be made without, on any host: said before one is tried. */
export function variantsMissing(input: CheckInput): Problem[] {
  return lookedAt(input).flatMap((one) => variantsNotCarried(input, one))
}

/** Artifacts that a bundle carries for other CPUs only. */
export function variantsNotCarried(
  input: CheckInput,
  { host: { name: host }, facts, instances }: LookedAt,
): Problem[] {
  const artifacts = bundled(input)
  if (artifacts === undefined) return []
  const cpu = facts.hardware.avx2 ? 'avx2' : 'no-avx2'
  return artifactsOf(input.release, instances)
    .filter((one) => one.cpu === cpu)
    .filter(({ id }) => !artifacts.some((ready) => ready.id === id && (ready.cpu ?? cpu) === cpu))
    .map(({ id }) => problem('preflight.variant-not-carried', { host, artifact: id, cpu }, { host }))
}

/** OS packages that a host lacks, and that a bundle does not carry for its system. */
export function packagesNotCarried(input: CheckInput, one: LookedAt): Problem[] {
  const artifacts = bundled(input)
  if (artifacts === undefined) return []
  const { name: host } = one.host
  const system = systemOf(one)
  const systems = artifacts.filter(({ id }) => id === OS_PACKAGES).flatMap((ready) => ready.system ?? [])
  const missing = missingPackages(input, one)
  if (missing.length === 0 || systems.includes(system)) return []
  const details = { host, system, packages: missing.join(', '), carried: systems.join(', ') || '-' }
  return [problem('preflight.no-packages-carried', details, { host })]
}

/** What a bundle carries; a command that places nothing has opened none. */
function bundled({ offline = false, artifacts = [] }: CheckInput): readonly ReadyArtifact[] | undefined {
  return offline && artifacts.length > 0 ? artifacts : undefined
}

/** Names of the OS packages that a host's services need and it lacks, sorted. */
export function missingPackages({ topology, release }: CheckInput, one: LookedAt): string[] {
  const { host, facts, instances } = one
  const distribution = systemOf(one)
  const { avx2 } = facts.hardware
  const names = instances.flatMap((instance) =>
    serviceOf(instance).packages({ topology, release, host, instance, distribution, avx2 }),
  )
  return [...new Set([...hostPackages(topology), ...names])]
    .sort()
    .filter((name) => facts.software.packages[name] === undefined)
}

/** `debian-12` */
export function systemOf({ facts: { system } }: LookedAt): string {
  return `${system.id}-${system.version}`
}
