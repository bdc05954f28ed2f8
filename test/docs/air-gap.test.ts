import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands/index.js'
import { smallBundle } from '../packing/small-bundle.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const guide = readFileSync(new URL('../../docs/air-gap.md', import.meta.url), 'utf8')
const [, script = ''] = /^```sh\n(.*?)^```$/ms.exec(guide) ?? []

describe('what the guide to sites without a network says', () => {
  it('explains every option of bundle create', () => {
    const told = [...guide.matchAll(/^\| `(-{1,2}[a-z]+)/gm)].map(([, option]) => option)
    const own = (commands['bundle create'].options ?? []).map(([flags]) => flags.split(/[ ,]/)[0])
    expect(told.toSorted()).toEqual(own.filter((option) => option !== '--preset').toSorted())
  })

  it('checks a bundle by hand: signature, fingerprint and every piece', async () => {
    const folder = temporaryFolder()
    const { path, key } = await smallBundle(folder)
    const unpacked = join(folder, 'unpacked')
    mkdirSync(unpacked)
    await execa('tar', ['xf', path], { cwd: unpacked })

    const good = await execa('sh', ['-c', script], { cwd: unpacked, all: true })
    appendFileSync(join(unpacked, 'release/metis-0.3.0/carrier'), '!')
    const damaged = await execa('sh', ['-c', script], { cwd: unpacked, all: true, reject: false })
    appendFileSync(join(unpacked, 'manifest.json'), ' ')
    const forged = await execa('sh', ['-c', script], { cwd: unpacked, all: true, reject: false })

    expect(good.all).toBe(`Signature Verified Successfully\n${key.fingerprint} `)
    expect(damaged.exitCode).toBe(1)
    expect(damaged.all).toContain('release/metis-0.3.0/carrier: FAILED')
    expect(forged.all).toContain('Signature Verification Failure')
  })

  it('finds by hand every file and link that nobody has signed', async () => {
    const folder = temporaryFolder()
    const unpacked = join(folder, 'unpacked')
    mkdirSync(join(unpacked, 'node_modules/cpu-features'), { recursive: true })
    await execa('tar', ['xf', (await smallBundle(folder)).path], { cwd: unpacked })
    writeFileSync(join(unpacked, 'node_modules/cpu-features/index.js'), '')
    // Lines of a name that look like two files which are signed.
    mkdirSync(join(unpacked, 'runtime/node\n.'))
    writeFileSync(join(unpacked, 'runtime/node\n./manifest.sig'), '')
    symlinkSync('/etc', join(unpacked, 'installer/etc'))

    const { stdout } = await execa('sh', ['-c', script], { cwd: unpacked })

    expect(stdout.split('\n').slice(2).toSorted()).toEqual([
      './installer/etc',
      './manifest.sig',
      './node_modules/cpu-features/index.js',
      './runtime/node',
    ])
  })
})
