import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type CheckInput, type LookedAt, lookedAt } from '../../roles/check.js'
import {
  artifactsOf,
  type PythonContent,
  type ReadyArtifact,
  type WheelContent,
} from '../../topology/release.js'

type Read = ReadyArtifact & { readonly python: PythonContent }

/**
 * What was found in the Python and the wheels that hosts will run, beside what those hosts have. Nothing is said of
 * archives that are not here yet, or that could not be read.
 */
export const python: Check = (input) => {
  const read = (input.artifacts ?? []).filter((one): one is Read => one.python !== undefined)
  const using = lookedAt(input).filter((one) => read.some(({ id }) => idsOn(input, one).includes(id)))
  if (using.length === 0) return []
  return [...unfitWheels(read), ...missingWheels(read), ...using.flatMap((one) => lacking(input, one, read))]
}

function idsOn({ release }: CheckInput, { instances }: LookedAt): string[] {
  return artifactsOf(release, instances).map(({ id }) => id)
}

function unfitWheels(read: readonly Read[]): Problem[] {
  const version = read.find(({ python }) => python.version !== undefined)?.python.version
  if (version === undefined) return []
  const own = `cp${version.replace('.', '')}`
  const unfit = wheelsOf(read).filter(
    ({ interpreters }) => !interpreters.some((one) => one === own || /^py3\d*$/.test(one)),
  )
  const files = unfit.map(({ file, interpreters }) => `  ${file} (${interpreters.join(', ')})`)
  return files.length === 0 ? [] : [problem('preflight.wheels-unfit', { version, files: files.join('\n') })]
}

/** metis names these and imports neither; 3.7 has no wheel of them. */
const UNUSED = ['cryptography', 'sklearn']

function missingWheels(read: readonly Read[]): Problem[] {
  // A wheelhouse that could not be read may have everything.
  if (!read.some(({ id }) => id === 'wheelhouse')) return []
  const wheels = wheelsOf(read)
  const there = new Set([...UNUSED, ...wheels.map(({ project }) => project)])
  const missing = wheels.flatMap(({ file, requires }) =>
    requires.filter((name) => !there.has(name)).map((name) => `  ${name} (${file})`),
  )
  return missing.length === 0 ? [] : [problem('preflight.wheels-missing', { wheels: missing.join('\n') })]
}

function wheelsOf(read: readonly Read[]): WheelContent[] {
  return read.flatMap(({ python }) => python.wheels)
}

/** An older system, or a smaller one, than the one that programs were built on. */
function lacking(input: CheckInput, one: LookedAt, read: readonly Read[]): Problem[] {
  const { name: host } = one.host
  const { glibc, libraries } = one.facts.system
  const cpu = one.facts.hardware.avx2 ? 'avx2' : 'no-avx2'
  const ids = idsOn(input, one)
  const own = read.filter(({ id, cpu: of = cpu }) => ids.includes(id) && of === cpu)
  return own.flatMap(({ fileName: file, python }) => {
    const needed = python.glibc ?? '0'
    const isOld = glibc !== undefined && needed.localeCompare(glibc, 'en', { numeric: true }) > 0
    const absent = libraries === undefined ? [] : python.libraries.filter((name) => !libraries.includes(name))
    return [
      ...(isOld ? [problem('preflight.glibc-old', { host, file, needed, glibc }, { host })] : []),
      ...(absent.length === 0
        ? []
        : [problem('preflight.libraries-missing', { host, file, libraries: absent.join(', ') }, { host })]),
    ]
  })
}
