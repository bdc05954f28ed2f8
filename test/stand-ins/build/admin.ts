import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { unzipSync } from 'fflate'
import type { BuiltFile } from '../build.js'
import type { BuildInput } from './input.js'
import { packFolder } from './tarball.js'
import { readTree, type Tree, zip } from './tree.js'

const JARS = ['mariadb-java-client.jar', 'snakeyaml.jar']
const MANIFEST = 'Manifest-Version: 1.0\r\nMain-Class: standin.MetisAdmin\r\n\r\n'

/** The admin's three artifacts: a jar that carries its database driver and YAML parser, the pages, the schema. */
export async function buildAdmin({ sources, debian, work }: BuildInput): Promise<BuiltFile[]> {
  const admin = path.join(sources, 'admin')
  const libraries = path.join(debian, 'usr/share/java')
  const classes = await compile(path.join(admin, 'src', 'standin'), libraries, path.join(work, 'classes'))
  const merged: Tree = Object.assign(
    {},
    ...(await Promise.all(JARS.map((jar) => readJar(path.join(libraries, jar))))),
  )
  return [
    {
      name: 'admin.jar',
      content: zip({ 'META-INF/MANIFEST.MF': Buffer.from(MANIFEST), ...merged, ...classes }),
      mode: 0o644,
    },
    {
      name: 'admin.tar',
      content: await packFolder(path.join(admin, 'web'), path.join(work, 'admin.tar'), 'contents'),
      mode: 0o644,
    },
    { name: 'admin.sql', content: await readFile(path.join(admin, 'admin.sql')), mode: 0o644 },
  ]
}

async function compile(sources: string, libraries: string, classes: string): Promise<Tree> {
  await installCompilerWhereMissing()
  await mkdir(classes)
  const files = (await readdir(sources)).map((name) => path.join(sources, name))
  await execa('javac', [
    '--release',
    '8',
    '-Xlint:-options',
    '-nowarn',
    '-cp',
    path.join(libraries, 'snakeyaml.jar'),
    '-d',
    classes,
    ...files,
  ])
  return readTree(classes)
}

async function installCompilerWhereMissing(): Promise<void> {
  const found = await execa('javac', ['-version'], { reject: false })
  if (found.exitCode === 0) return
  await execa('apt-get', ['-q', '-y', '--no-install-recommends', 'install', 'openjdk-17-jdk-headless'], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** A library's classes and service files, without its own manifest and the module descriptor a merged jar can't have. */
async function readJar(jar: string): Promise<Tree> {
  return unzipSync(await readFile(jar), {
    filter: ({ name }) =>
      !name.endsWith('/') && name !== 'META-INF/MANIFEST.MF' && !name.endsWith('module-info.class'),
  })
}
