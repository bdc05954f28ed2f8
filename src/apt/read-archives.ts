import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { readYaml } from '../catalog/read-yaml.js'
import { InstallerError, problem } from '../errors/problem.js'
import { shapeFindings } from '../org-file/shape-findings.js'
import type { SourceDocument } from '../topology/document.js'
import { locate } from '../topology/finding.js'

/** Where one system's packages come from, and who signs for them. */
export interface SystemArchives {
  readonly family: string
  readonly suites: readonly Suite[]
  readonly keys: readonly ArmoredKey[]
}

export interface ArmoredKey extends ArchiveKey {
  /** The public key as its file holds it. */
  readonly armored: string
}

/** Archives of a system, `debian-12`. Throws `apt.unknown-system` with those that are known. */
export async function readSystemArchives(presetsDirectory: string, system: string): Promise<SystemArchives> {
  const all = await readArchives(presetsDirectory)
  for (const { family, keys, systems } of all) {
    const suites = Object.hasOwn(systems, system) ? systems[system] : undefined
    if (suites === undefined) continue
    return {
      family,
      suites,
      keys: await Promise.all(
        keys.map(async (key) => ({
          ...key,
          armored: await readFile(join(presetsDirectory, 'keys', key.file), 'utf8'),
        })),
      ),
    }
  }
  const known = all.flatMap(({ systems }) => Object.keys(systems)).join(', ')
  throw new InstallerError(problem('apt.unknown-system', { system, known }))
}

/** Every system that packages can be collected for. */
export async function knownSystems(presetsDirectory: string): Promise<string[]> {
  return (await readArchives(presetsDirectory)).flatMap(({ systems }) => Object.keys(systems))
}

async function readArchives(presetsDirectory: string): Promise<Archives[]> {
  const folder = join(presetsDirectory, 'archives')
  const families = (await readdir(folder)).flatMap((file) => /^([a-z]+)\.yaml$/.exec(file)?.[1] ?? [])
  return Promise.all(
    families
      .sort()
      .map(async (family) => parseArchives(await readYaml(join(folder, `${family}.yaml`)), family)),
  )
}

const folder = z.string().regex(/^(?:[a-z0-9][a-z0-9._-]*\/)+$/)
const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)

const archivesFile = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.asc$/),
        fingerprint: z.string().regex(/^[0-9A-F]{40}$/),
      }),
    )
    .min(1),
  systems: z.record(
    z.string().regex(/^[a-z]+-[\d.]+$/),
    z
      .array(
        z.strictObject({
          server: z.string().regex(/^https?:\/\/[^\s?#]+\/$/),
          folder,
          suite: word,
          components: z.array(word).min(1),
        }),
      )
      .min(1),
  ),
})

/** Reads one file of `presets/archives/`. Throws `InstallerError` with every key that is wrong. */
function parseArchives(document: SourceDocument, family: string): Archives {
  const parsed = archivesFile.safeParse(document.value)
  if (parsed.success) return { family, ...parsed.data }
  throw new InstallerError(
    shapeFindings(archivesFile, document.value).map((finding) => locate(document, finding)),
  )
}

/** The archives of one family of systems: a file in `presets/archives/`, parsed by `parseArchives`. */
interface Archives {
  /** The file's name: `debian`, `ubuntu`. */
  readonly family: string
  readonly keys: readonly ArchiveKey[]
  /** By system, `debian-12`: of equal versions the first suite's counts. */
  readonly systems: Readonly<Record<string, readonly Suite[]>>
}

interface ArchiveKey {
  /** Below `presets/keys/`. */
  readonly file: string
  /** 40 hex characters, upper case. */
  readonly fingerprint: string
}

/** One suite of an archive. */
export interface Suite {
  /** What a mirror takes the place of, with a slash at the end. */
  readonly server: string
  /** Of the archive on that server, `debian/`. */
  readonly folder: string
  /** `bookworm-security` */
  readonly suite: string
  readonly components: readonly string[]
}

/** Servers to ask instead, by family; `https://mirror.example/` stands before `debian/` or `ubuntu/`. */
export type Mirrors = Readonly<Record<string, string>>

/** Address of a suite's archive, with a slash at the end. */
export function archiveAddress(suite: Suite, mirror: string | undefined): string {
  const server = mirror ?? suite.server
  return `${server.replace(/\/*$/, '/')}${suite.folder}`
}
