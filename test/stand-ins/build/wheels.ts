import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BuiltFile } from '../build.js'
import type { BuildInput } from './input.js'
import { LIBRARIES, libraryVersion, readLibrary } from './python-libraries.js'
import { packFolder } from './tarball.js'
import { prefixed, readTree } from './tree.js'
import { makeWheel, type Wheel, wheelName } from './wheel.js'

const ENTRY_POINTS = `[console_scripts]
start_data_svc = metis.data_svc.main:run
start_compute_svc = metis.compute_svc.main:run`

/** The fighters' own wheels, and the wheelhouse of what `metis` pins. */
export async function buildWheels(input: BuildInput): Promise<BuiltFile[]> {
  const pinned = await libraryWheels(input)
  const fighter = (name: string) => readTree(path.join(input.sources, 'fighter', name))
  const rosetta = await fighter('latticex_rosetta')
  const metis: Wheel = {
    project: 'metis_dcv',
    version: '0.9.1',
    needs: pinned.map(({ project, version }) => `${project} (==${version})`),
    files: {
      ...prefixed('metis', await fighter('metis')),
      ...(await readTree(path.join(input.sources, 'shared'))),
    },
    entryPoints: ENTRY_POINTS,
  }
  const channel: Wheel = {
    project: 'channel_sdk',
    version: '2.0.0',
    needs: [],
    files: prefixed('channel_sdk', await fighter('channel_sdk')),
  }
  const variants = ['avx2', 'no_avx2'].map((variant) => {
    const files = { ...rosetta, 'variant.py': Buffer.from(`VARIANT = '${variant}'\n`) }
    const wheel = {
      project: 'latticex_rosetta',
      version: '1.0.0',
      needs: [],
      files: prefixed('latticex_rosetta', files),
    }
    return built(wheel, `${variant}/`)
  })
  return [built(metis), built(channel), ...variants, await wheelhouse(pinned, input.work)]
}

function built(wheel: Wheel, folder = ''): BuiltFile {
  return { name: `${folder}${wheelName(wheel)}`, content: makeWheel(wheel), mode: 0o644 }
}

function libraryWheels({ debian }: BuildInput): Promise<Wheel[]> {
  return Promise.all(
    LIBRARIES.map(async (library) => ({
      project: library.project,
      version: await libraryVersion(library, debian),
      needs: library.needs,
      files: await readLibrary(library, debian),
    })),
  )
}

async function wheelhouse(wheels: Wheel[], work: string): Promise<BuiltFile> {
  const folder = path.join(work, 'wheels', 'wheelhouse')
  await mkdir(folder, { recursive: true })
  for (const wheel of wheels) await writeFile(path.join(folder, wheelName(wheel)), makeWheel(wheel))
  const name = 'metis-wheelhouse-0.3.0.tar.gz'
  return { name, content: await packFolder(folder, path.join(work, name), 'gzip'), mode: 0o644 }
}
