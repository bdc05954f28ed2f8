import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STORE_BYTES } from '../../src/transports/store-bytes.js'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'metis-store-'))
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Stores so many bytes, which come in steps of at most 256 KiB, while each look at the clock takes so many seconds. */
function store(size: number, { clock, silence }: { clock: number; silence: number }) {
  const from = join(home, 'from')
  const to = join(home, 'to')
  writeFileSync(from, Buffer.alloc(size, 'x'))
  writeFileSync(to, '')
  const ownClock = `BEGIN { my $now = 0; *CORE::GLOBAL::time = sub () { $now += ${clock} } }`
  const script = `${ownClock}${STORE_BYTES}store_bytes(\\*STDIN, $ARGV[0], 0, ${size}, ${silence});`
  const input = openSync(from, 'r')
  const { status } = spawnSync('perl', ['-e', script, '--', to], { stdio: [input, 'ignore', 'inherit'] })
  closeSync(input)
  return { exitCode: status, stored: statSync(to).size, isSame: readFileSync(to).equals(readFileSync(from)) }
}

const whole = (stored: number) => ({ exitCode: 0, stored, isSame: true })

describe('a file from another host', () => {
  it('is given up when half a minute does not bring a mebibyte of it; what came stays', () => {
    expect(store(5_000_000, { clock: 31, silence: 10 })).toEqual({
      exitCode: 72,
      stored: 262_144,
      isSame: false,
    })
  })

  it('may come slowly, and its last mebibyte as slowly as it likes', () => {
    expect(store(5_000_000, { clock: 7, silence: 10 })).toEqual(whole(5_000_000))
    expect(store(1_048_576, { clock: 31, silence: 10 })).toEqual(whole(1_048_576))
  })
})

it('a file from the control machine may come as slowly as the uplink is', () => {
  expect(store(5_000_000, { clock: 1_000, silence: 0 })).toEqual(whole(5_000_000))
})
