import { fault } from '../errors/problem.js'
import { type Manifest, manifestSchema } from './manifest.js'

/** Names that no piece may have: they are what checks the pieces. */
export const MANIFEST_FILE = 'manifest.json'
export const SIGNATURE_FILE = 'manifest.sig'

/** What `manifest.json` holds; the signature is over its UTF-8 bytes. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`
}

/** Throws `bundle.manifest-invalid`. `bundle` is the path that sentences name. */
export function parseManifest(text: string, bundle: string): Manifest {
  const invalid = (reason: string) => fault('bundle.manifest-invalid', { bundle, reason }, { file: bundle })
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
  const parsed = manifestSchema.safeParse(found)
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 3)
    throw invalid(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  }
  const reason = contradictionIn(parsed.data)
  if (reason !== undefined) throw invalid(reason)
  return parsed.data
}

/** What no schema can say: of two pieces with one path, the one that was checked need not be the one that is used. */
function contradictionIn({ pieces, systems }: Manifest): string | undefined {
  const twice = repeated(pieces.map(({ id }) => id)) ?? repeated(pieces.map(({ path }) => path))
  if (twice !== undefined) return `${twice} is there twice`
  const paths = new Set([MANIFEST_FILE, SIGNATURE_FILE, ...pieces.map(({ path }) => path)])
  if (paths.size !== pieces.length + 2) return `a piece is called ${MANIFEST_FILE} or ${SIGNATURE_FILE}`
  const parent = pieces.flatMap(({ path }) => foldersOf(path)).find((folder) => paths.has(folder))
  if (parent !== undefined) return `${parent} is a file and a folder`
  const byId = new Map(pieces.map((piece) => [piece.id, piece]))
  const listed = Object.values(systems).flatMap(({ packages }) => packages)
  const unknown = listed.find((id) => !byId.has(id))
  if (unknown !== undefined) return `${unknown} is no piece`
  const strange = listed.find((id) => !PACKAGE_FILE.test(byId.get(id)?.path ?? ''))
  return strange === undefined ? undefined : `${strange} is no package`
}

/** Its name goes to hosts, where root's tar and apt read it. */
const PACKAGE_FILE = /(^|\/)[A-Za-z0-9][\w.+~:-]*\.deb$/

function repeated(names: readonly string[]): string | undefined {
  return new Set(names).size === names.length ? undefined : names.find((name, i) => names.indexOf(name) !== i)
}

function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
}
