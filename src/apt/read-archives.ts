import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { readYaml } from '../catalog/read-yaml.js'
import { fault, InstallerError } from '../errors/problem.js'
import { shapeFindings } from '../org-file/shape-findings.js'
import { locate, type SourceDocument } from '../topology/document.js'

/** Where one system's packages come from, and who signs for them. */
export interface SystemArchives {
  readonly family: string
  readonly suites: readonly Suite[]
  readonly keys: readonly ArmoredKey[]
}

/** `armored`: the public key as its file holds it. */
export type ArmoredKey = z.infer<typeof archiveKey> & { readonly armored: string }

/** Archives of a system, `debian-12`. Throws `apt.unknown-system` with those that are known. */
export async function readSystemArchives(presetsDirectory: string, system: string): Promise<SystemArchives> {
  const all = await readArchives(presetsDirectory)
  const found = all.find(({ systems }) => Object.hasOwn(systems, system))
  const suites = found?.systems[system]
  if (found === undefined || suites === undefined) {
    const known = all.flatMap(({ systems }) => Object.keys(systems)).join(', ')
    throw fault('apt.unknown-system', { system, known })
  }
  const keys = found.keys.map(async (key) => {
    const armored = await readFile(join(presetsDirectory, 'keys', key.file), 'utf8')
    return { ...key, armored }
  })
  return { family: found.family, suites, keys: await Promise.all(keys) }
}

/** Every system that packages can be collected for. */
export async function knownSystems(presetsDirectory: string): Promise<string[]> {
  return (await readArchives(presetsDirectory)).flatMap(({ systems }) => Object.keys(systems))
}

async function readArchives(presetsDirectory: string): Promise<Archives[]> {
  const folder = join(presetsDirectory, 'archives')
  const families = (await readdir(folder)).flatMap((file) => /^([a-z]+)\.yaml$/.exec(file)?.[1] ?? [])
  const read = async (family: string) => parseArchives(await readYaml(join(folder, `${family}.yaml`)), family)
  return Promise.all(families.sort().map(read))
}

const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)

/** One suite of an archive. */
const suite = z.strictObject({
  /** What a mirror takes the place of, with a slash at the end. */
  server: z.string().regex(/^https?:\/\/[^\s?#]+\/$/),
  /** Of the archive on that server, `debian/`. */
  folder: z.string().regex(/^(?:[a-z0-9][a-z0-9._-]*\/)+$/),
  /** `bookworm-security` */
  suite: word,
  components: z.array(word).min(1),
})
export type Suite = Readonly<z.infer<typeof suite>>

const archiveKey = z.strictObject({
  /** Below `presets/keys/`. */
  file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.asc$/),
  /** 40 hex characters, upper case. */
  fingerprint: z.string().regex(/^[0-9A-F]{40}$/),
})

/** The archives of one family of systems: a file in `presets/archives/`. */
const archivesFile = z.strictObject({
  keys: z.array(archiveKey).min(1),
  /** By system, `debian-12`: of equal versions the first suite's counts. */
  systems: z.record(z.string().regex(/^[a-z]+-[\d.]+$/), z.array(suite).min(1)),
})
/** `family`: the file's name, `debian`, `ubuntu`. */
type Archives = z.infer<typeof archivesFile> & { readonly family: string }

/** Reads one file of `presets/archives/`. Throws `InstallerError` with every key that is wrong. */
function parseArchives(document: SourceDocument, family: string): Archives {
  const parsed = archivesFile.safeParse(document.value)
  if (parsed.success) return { family, ...parsed.data }
  const findings = shapeFindings(archivesFile, document.value)
  throw new InstallerError(findings.map((finding) => locate(document, finding)))
}

/** Servers to ask instead, by family; `https://mirror.example/` stands before `debian/` or `ubuntu/`. */
export type Mirrors = Readonly<Record<string, string>>

/** Address of a suite's archive, with a slash at the end. */
export function archiveAddress(suite: Suite, mirror: string | undefined): string {
  const server = mirror ?? suite.server
  return `${server.replace(/\/*$/, '/')}${suite.folder}`
}
