import { BLOCK, headerBlock, padded } from '../lib/tar.js'

const NAME_BYTES = 100
const KEY = 'comment'

/**
 * The beginning of a bundle: a pax global header whose name is a shell script of two lines. Tar programs pass over
 * both name and comment; a shell runs the comment and never comes to the bytes behind. `bootstrap` must exit or exec
 * by itself; where it returns, or can't be read, the status is 1.
 */
export function polyglotHeader(bootstrap: string, mtime: Date): Buffer {
  if (bootstrap.includes('\0')) throw new Error('a shell can not read a script with NUL bytes')
  const body = commentBlocks(bootstrap)
  const blocks = body.length / BLOCK
  // The record's length and key stand on the first line. A shell looks for NULs in what it has read, so there are none.
  const run = `#!/bin/sh\neval "$(dd if="$0" bs=${BLOCK} skip=1 count=${blocks} 2>/dev/null|sed 1d)";exit 1\n`
  if (run.length > NAME_BYTES) throw new Error('the bootstrap is too long')
  const name = run.padEnd(NAME_BYTES, '\n')
  return Buffer.concat([headerBlock({ name, type: 'g', mode: 0o644, size: body.length, mtime }), body])
}

/** One record that fills whole blocks: the script, and empty lines behind it. */
function commentBlocks(bootstrap: string): Buffer {
  const record = ` ${KEY}=\n${bootstrap}\n`
  const least = Buffer.byteLength(record)
  for (let length = padded(least); ; length += BLOCK) {
    const room = length - String(length).length - least
    if (room >= 0) return Buffer.from(`${length} ${KEY}=\n${bootstrap}${'\n'.repeat(room)}\n`)
  }
}

/** The script in a comment record, without what was added to fill blocks; `undefined` when it is none. */
export function bootstrapIn(body: Uint8Array): string | undefined {
  const text = Buffer.from(body).toString('utf8')
  const [, length, script] = /^(\d+) comment=\n([\s\S]*)\n$/.exec(text) ?? []
  if (script === undefined || Number(length) !== body.length) return undefined
  return script.replace(/\n*$/, '\n')
}
