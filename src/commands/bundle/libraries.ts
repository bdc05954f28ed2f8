import { readFile } from 'node:fs/promises'
import type { Library } from '../../bundle/sbom.js'
import type { LocalPiece } from './local-piece.js'

/** The npm packages that the installer in a bundle consists of, sorted: built into it, or beside it. */
export async function librariesIn(pieces: readonly LocalPiece[]): Promise<Library[]> {
  const built = pieces.find(({ piece }) => piece.id === 'installer/dist/third-party-licences.txt')
  const beside = pieces.filter(({ piece }) =>
    /^installer\/node_modules\/[^/]+\/package\.json$/.test(piece.id),
  )
  const all = [
    ...(built === undefined ? [] : librariesOf(await readFile(built.local, 'utf8'))),
    ...(await Promise.all(beside.map(async ({ local }) => libraryOf(await readFile(local, 'utf8'))))),
  ]
  const byName = new Map(all.map((library) => [`${library.name} ${library.version}`, library]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Of `third-party-licences.txt`, as `build.ts` writes it: each licence below a line of its own. */
function librariesOf(text: string): Library[] {
  return text.split(/^-{80}$/m).flatMap((block) => {
    const [, name, version, license] =
      /^(\S+) (\d\S*) \((.*)\)$/m.exec(block.trimStart().split('\n')[0] ?? '') ?? []
    if (name === undefined || version === undefined) return []
    return [{ name, version, ...(license === undefined || license === 'undefined' ? {} : { license }) }]
  })
}

function libraryOf(text: string): Library {
  const { name, version, license } = JSON.parse(text) as Library
  return { name, version, ...(typeof license === 'string' ? { license } : {}) }
}
