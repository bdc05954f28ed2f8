import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Library } from '../bundle/sbom.js'
import type { InstallerFile } from './installer-files.js'

const description = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  // As packages said it before 2015.
  licenses: z.array(z.object({ type: z.string() })).optional(),
})

/** The npm packages that the installer consists of: inside of `dist`, as its build has noted them, and beside it. */
export async function installerLibraries(files: readonly InstallerFile[]): Promise<Library[]> {
  const read = async (path: string) => {
    const file = files.find((one) => one.path === path)
    return file === undefined ? '' : await readFile(file.local, 'utf8')
  }
  const inside = notedLibraries(await read('dist/third-party-licences.txt'))
  const beside = await Promise.all(
    files
      .filter(({ path }) => /^node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path))
      .map(async ({ path }) => describedLibrary(await read(path))),
  )
  const all = new Map(
    [...inside, ...beside.flat()].map((library) => [`${library.name} ${library.version}`, library]),
  )
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every licence stands below a line with its library: `zod 4.6.7 (MIT)`. */
function notedLibraries(text: string): Library[] {
  return text.split(/^-{80}$/m).flatMap((part) => {
    const [, name, version, license] =
      /^(\S+) (\S+) \((.+)\)$/m.exec(part.trimStart().split('\n')[0] ?? '') ?? []
    return name === undefined || version === undefined ? [] : [{ name, version, ...(license && { license }) }]
  })
}

function describedLibrary(text: string): Library[] {
  const { data } = description.safeParse(JSON.parse(text))
  if (data === undefined) return []
  const { name, version, license = data.licenses?.map(({ type }) => type).join(' OR ') } = data
  return [{ name, version, ...(license === undefined ? {} : { license }) }]
}
