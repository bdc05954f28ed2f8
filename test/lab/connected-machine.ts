import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { CACHE } from './cache.js'
import { debianMirror } from './debian-mirror.js'
import { type Said, said, withLines } from './program-output.js'

/** This machine, which reaches Debian's archive, as the one that bundles are made on. */
export interface ConnectedMachine {
  /** Writes a file of its folder, `org.yaml` unless it says otherwise. */
  write(text: string, name?: string): string
  /** `bundle create` in its folder, for `org.yaml` there and Debian 12.  */
  createBundle(out: string, ...args: string[]): Promise<Made>
  run(args: readonly string[]): Promise<Said>
  path(name: string): string
  remove(): void
}

/** The last word of `bundle create --json`. */
export interface Made {
  /** One, or its parts. */
  readonly files: readonly { readonly path: string; readonly size: number }[]
  readonly size: number
  readonly bytesOfPieces: number
  readonly fingerprint: string
}

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))

export function connectedMachine(): ConnectedMachine {
  const folder = mkdtempSync(join(tmpdir(), 'metis-connected-'))
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: folder,
    // What was downloaded once is checked each time, and not downloaded again.
    XDG_CACHE_HOME: join(CACHE, 'connected'),
  }
  const program = installIn(join(folder, 'program'))
  mkdirSync(env.XDG_CACHE_HOME, { recursive: true })
  const write = (text: string, name = 'org.yaml') => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const run = async (args: readonly string[]) =>
    said(
      await execa(process.execPath, [program, ...args], {
        cwd: folder,
        extendEnv: false,
        env,
        stdin: 'ignore',
        reject: false,
      }),
    )
  return {
    write,
    run,
    path: (name) => join(folder, name),
    createBundle: async (out, ...args) => {
      const mirror = (await debianMirror()).replace(/\/debian\/?$/, '/')
      const which = ['-f', 'org.yaml', '--os', 'debian-12', '--mirror', `debian=${mirror}`, '-o', out]
      const { lines, all } = withLines(await run(['bundle', 'create', ...which, ...args, '--json']))
      const made = lines.find(({ type }) => type === 'bundle') as unknown as Made | undefined
      if (made === undefined) throw new Error(`no bundle was made:\n${all}`)
      return made
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The package as it is now: bundles carry it, and refuse to be made while somebody writes to it. */
function installIn(folder: string): string {
  for (const entry of [
    'bin',
    'dist',
    'presets',
    'docs',
    'package.json',
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
  ])
    cpSync(join(REPOSITORY, entry), join(folder, entry), { recursive: true })
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'bin/create-metis-node.js')
}
