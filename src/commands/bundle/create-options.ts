import { basename, resolve } from 'node:path'
import { knownSystems } from '../../apt/read-archives.js'
import type { Manifest } from '../../bundle/manifest.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { wholeOf } from '../../packing/bundle-place.js'
import { printable, wrap } from '../../ui/text.js'
import { invalidOption } from '../program/invalid-option.js'
import { type Call, type Session, throwIfInterrupted } from '../program/session.js'

/** What was asked of `bundle create`, apart from the topology and the systems. */
export interface CreateOptions {
  readonly cpus: Manifest['cpus']
  /** Servers instead of the usual ones, by family of systems. */
  readonly mirrors: Readonly<Record<string, string>>
  readonly splitBytes?: number
  /** Absolute paths. */
  readonly since?: string
  readonly node?: string
  readonly output?: string
  readonly preset?: string
  /** Of artifacts, instead of what org.yaml says: address, or absolute path. */
  readonly source?: string
}

const CPUS = ['avx2', 'no-avx2'] as const

/** Throws `command.invalid-option` or `bundle.output-like-part`. */
export function createOptions({ options }: Call, workingDirectory: string): CreateOptions {
  const path = (name: string) => {
    const given = options[name]
    return typeof given === 'string' ? { [name]: resolve(workingDirectory, given) } : {}
  }
  return {
    cpus: cpusOf(options.cpu),
    mirrors: Object.fromEntries((Array.isArray(options.mirror) ? options.mirror : []).map(mirrorOf)),
    ...(options.split === undefined ? {} : { splitBytes: splitBytes(String(options.split)) }),
    ...path('since'),
    ...path('node'),
    ...outputOf(path('output')),
    ...(/^https?:\/\//i.test(String(options.source)) ? { source: String(options.source) } : path('source')),
    ...(typeof options.preset === 'string' ? { preset: options.preset } : {}),
  }
}

function outputOf(given: { readonly output?: string }): { readonly output?: string } {
  const { output } = given
  if (output === undefined || wholeOf(output) === undefined) return given
  const details = { name: printable(basename(output)), quoted: shellQuote(`${output}.metis`) }
  throw fault('bundle.output-like-part', details, { file: output })
}

function cpusOf(given: unknown): Manifest['cpus'] {
  if (given === undefined) return CPUS
  const cpu = CPUS.find((one) => one === given)
  if (cpu === undefined) throw invalidOption('--cpu', given, CPUS.join(', '))
  return [cpu]
}

const SIZE = /^(\d{1,6})\s*([kmg])i?b?$/i
const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }
const LEAST = 1024 ** 2
/** FAT32 holds no file of 4 GiB, but one that is a byte smaller. */
const FAT32_LIMIT = 4 * 1024 ** 3

/** `700m`, `4g`: bytes of a part. */
export function splitBytes(text: string): number {
  const [, count = '', unit = ''] = SIZE.exec(text.trim()) ?? []
  const bytes = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN)
  if (!(bytes >= LEAST)) throw invalidOption('--split', text, '700m, 2g, 4g')
  return bytes === FAT32_LIMIT ? FAT32_LIMIT - 1 : bytes
}

function mirrorOf(given: unknown): [family: string, address: string] {
  const text = String(given)
  const [, family, address] = /^([a-z]+)=(https?:\/\/\S+)$/.exec(text) ?? []
  if (family === undefined || address === undefined || !URL.canParse(address)) {
    throw invalidOption('--mirror', text, 'debian=https://mirror.example/, ubuntu=https://mirror.example/')
  }
  return [family, address]
}

const USUAL = 'debian-12'

/**
 * The systems whose packages go into a bundle: those that were given, else those that the operator names. Throws
 * `bundle.system-needed` where there is nobody to ask.
 */
export async function chooseSystems(session: Session, given: unknown): Promise<string[]> {
  const known = await knownSystems(session.world.presetsDirectory)
  const named = Array.isArray(given) ? given.map(String) : []
  if (named.length > 0) return checked(named, known)
  const example = known.find((system) => system === USUAL) ?? known[0] ?? ''
  if (session.ask === undefined) {
    throw fault('bundle.system-needed', { systems: known.join(', '), example })
  }
  session.note(...wrap(session.say('bundle.systems', { systems: known.join(', ') }), session.width))
  const answer = await session.ask.line(session.say('bundle.ask-systems', { example }))
  throwIfInterrupted(session)
  const answered = answer.split(/[\s,，、]+/).filter((word) => word !== '')
  return checked(answered.length === 0 ? [example] : answered, known)
}

function checked(systems: readonly string[], known: readonly string[]): string[] {
  const stranger = systems.find((system) => !known.includes(system))
  if (stranger !== undefined) throw invalidOption('--os', stranger, known.join(', '))
  return [...new Set(systems)]
}
