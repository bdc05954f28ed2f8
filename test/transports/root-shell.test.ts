import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import { sh } from '../../src/lib/command.js'
import { secret } from '../../src/lib/text.js'
import { connectHost } from '../../src/transports/connect.js'
import type { Transport } from '../../src/transports/transport.js'
import { answering, hostAt, problemOf } from './connecting.js'
import { type SshServer, startSshServer } from './ssh-server.js'

let server: SshServer
let transport: Transport

beforeEach(async () => {
  server = await startSshServer()
  transport = await connectHost(hostAt(server.port), answering().options)
})

afterEach(async () => {
  await transport.close()
  await server.close()
})

describe('a script on a host', () => {
  it('returns its exit code and both streams in order', async () => {
    expect(await transport.run(sh`echo one; echo two >&2; echo three; exit 7`)).toEqual({
      exitCode: 7,
      output: 'one\ntwo\nthree\n',
    })
  })

  it('keeps a last line without a newline apart from one with it', async () => {
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line)
    expect((await transport.run(sh`printf 'a\nb'`, { onLine })).output).toBe('a\nb')
    expect((await transport.run(sh`printf 'c\n\n'`, { onLine })).output).toBe('c\n\n')
    expect((await transport.run(sh`true`, { onLine })).output).toBe('')
    expect(lines).toEqual(['a', 'b', 'c', ''])
  })

  it('gives a line out while the script still runs', async () => {
    const { signal, abort } = controller()
    const seen: string[] = []
    const run = transport.run(sh`echo early; sleep 60`, {
      signal,
      onLine: (line) => {
        seen.push(line)
        abort(new Error('seen enough'))
      },
    })
    await expect(run).rejects.toThrow('seen enough')
    expect(seen).toEqual(['early'])
  })

  it('takes quotes, newlines and letters of any language', async () => {
    const word = `it's "quoted" $HOME \`id\` \\n\n谛听 \t end`
    expect((await transport.run(sh`printf %s ${word}`)).output).toBe(word)
  })

  it('reads nothing of what follows it, and can be as long as it likes', async () => {
    const long = randomBytes(200_000).toString('hex')
    expect((await transport.run(sh`cat; printf %s ${long}`)).output).toBe(long)
    expect((await transport.run(sh`echo next`)).output).toBe('next\n')
  })

  it('can exit, fail, replace or kill itself without taking the connection with it', async () => {
    expect((await transport.run(sh`exit 3`)).exitCode).toBe(3)
    expect((await transport.run(sh`set -e; false; echo not here`)).exitCode).toBe(1)
    expect((await transport.run(sh`exec sh -c 'exit 4'`)).exitCode).toBe(4)
    expect((await transport.run(sh`kill -KILL 0; sleep 60`)).exitCode).toBe(137)
    expect((await transport.run(sh`if then`)).exitCode).not.toBe(0)
    expect(await transport.run(sh`echo well`)).toEqual({ exitCode: 0, output: 'well\n' })
    expect(server.seen.commands).toHaveLength(1)
  })

  it('leaves a background process behind without waiting for it', async () => {
    const { output } = await transport.run(sh`sleep 60 & echo $!`)
    await transport.run(sh`kill ${output.trim()}`)
    expect(output).toMatch(/^\d+\n$/)
  })

  it('survives binary junk and forged ends in its output', async () => {
    const { exitCode, output } = await transport.run(
      sh`printf '\\036'; head -c 50000 /dev/urandom; printf '\\n\\036%032d 1 0\n' 0; exit 9`,
    )
    expect(exitCode).toBe(9)
    expect(output.endsWith(`${'0'.repeat(32)} 1 0\n`)).toBe(true)
  })

  it('may print a hundred thousand lines', async () => {
    const lines: string[] = []
    const { output } = await transport.run(sh`seq 100000`, { onLine: (line) => lines.push(line) })
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([100_000, '1', '100000'])
    expect(output.endsWith('\n99999\n100000\n')).toBe(true)
  })

  it('without an end is not kept in memory, and its lines still come', async () => {
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line)
    const { exitCode, output } = await transport.run(sh`seq 3; printf end; exit 4`, {
      onLine,
      keepOutput: false,
    })
    expect([exitCode, output, lines]).toEqual([4, '', ['1', '2', '3', 'end']])
  })

  it('may print a line of megabytes, however it is cut', async () => {
    const { output } = await transport.run(sh`head -c 3000000 /dev/zero | tr '\\0' x; sleep 0; echo; echo y`)
    expect([output.length, output.endsWith('x\ny\n')]).toEqual([3_000_003, true])
  })

  it('that prints a line without an end is ended, and the next one gets a fresh shell', async () => {
    const mark = join(answering().home, 'mark')
    const endless = sh`trap 'echo ended >${mark}; exit' TERM; cat /dev/zero & wait`
    expect(await problemOf(transport.run(endless, { keepOutput: false }))).toEqual(
      problem('connection.line-too-long', { host: 'h1', mebibytes: 8 }, { host: 'h1' }),
    )
    await transport.run(sh`until [ -s ${mark} ]; do sleep 0.02; done`)
    expect(server.seen.commands).toHaveLength(2)
  })

  it('that prints lines without an end is ended, empty ones included', async () => {
    for (const endless of [sh`yes a line`, sh`yes ''`]) {
      expect(await problemOf(transport.run(endless))).toEqual(
        problem('connection.too-much-output', { host: 'h1', mebibytes: 32 }, { host: 'h1' }),
      )
    }
    expect((await transport.run(sh`echo well`)).output).toBe('well\n')
  })

  it('of a host that spoils the ends of scripts is a lost connection', async () => {
    const spoil = (command: string) => `${command} | sed -uE 's/\x1e[0-9a-f]{32} 0 0/&${'0'.repeat(70)}/'`
    const spoiling = await startSshServer({ command: spoil })
    const spoilt = await connectHost(hostAt(spoiling.port), answering().options)
    expect((await problemOf(spoilt.run(sh`echo well`))).code).toBe('connection.lost')
    await spoilt.close()
    await spoiling.close()
  })

  it('runs with a plain environment', async () => {
    const { output } = await transport.run(
      sh`umask; pwd; echo "\${HISTFILE-none}" "$PATH"; printf %s 谛听 | wc -m`,
    )
    expect(output).toBe('0022\n/\nnone /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n2\n')
  })

  it('gives up after its time, and the host ends what it had started', async () => {
    const mark = join(answering().home, 'mark')
    const problem = await problemOf(
      transport.run(sh`trap 'echo ended >${mark}; exit' TERM; sleep 60 & wait`, { timeoutSeconds: 2 }),
    )
    expect(problem).toMatchObject({
      code: 'connection.script-timed-out',
      details: { host: 'h1', seconds: 2 },
    })
    await transport.run(sh`until [ -s ${mark} ]; do sleep 0.02; done`)
    expect(readFileSync(mark, 'utf8')).toBe('ended\n')
  })
})

describe('many scripts', () => {
  it('share one channel', async () => {
    const outputs = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => (await transport.run(sh`echo ${i}`)).output),
    )
    expect(outputs).toEqual(Array.from({ length: 50 }, (_, i) => `${i}\n`))
    expect(server.seen.commands).toHaveLength(1)
  })

  it('may change things or not, one after the other', async () => {
    const outputs: string[] = []
    for (const options of [{ changesNothing: true }, {}, { changesNothing: true }, {}] as const) {
      outputs.push((await transport.run(sh`seq 3000; echo last >&2`, options)).output)
    }
    expect(new Set(outputs)).toEqual(new Set([outputs[0]]))
    expect(outputs[0]?.endsWith('3000\nlast\n')).toBe(true)
    expect(server.seen.commands).toHaveLength(1)
  })
})

describe('an abort', () => {
  it('ends a script that waits for its turn, and no other', async () => {
    const { signal, abort } = controller()
    const first = transport.run(sh`sleep 0.2; echo first`)
    const second = transport.run(sh`echo never`, { signal })
    abort(new Error('stop'))
    await expect(second).rejects.toThrow('stop')
    expect((await first).output).toBe('first\n')
  })

  it('rejects at once, and the next script gets a fresh shell', async () => {
    const { signal, abort } = controller()
    const run = transport.run(sh`trap '' TERM; echo up; sleep 60`, {
      signal,
      onLine: () => abort(new Error('stop')),
    })
    await expect(run).rejects.toThrow('stop')
    expect((await transport.run(sh`echo again`)).output).toBe('again\n')
    expect(server.seen.commands).toHaveLength(2)
  })
})

describe('a dropped connection', () => {
  it('rejects what runs and what comes after, naming the host', async () => {
    const run = transport.run(sh`echo up; sleep 60`, { onLine: () => server.drop() })
    const lost = {
      code: 'connection.lost',
      where: { host: 'h1' },
      details: { host: 'h1', address: '127.0.0.1' },
    }
    expect(await problemOf(run)).toMatchObject(lost)
    expect(await problemOf(transport.run(sh`true`))).toMatchObject(lost)
  })

  it('lets the script come to its own end', async () => {
    const mark = join(answering().home, 'mark')
    const script = sh`echo up; sleep 0.3; seq 20000; echo done >${mark}`
    await problemOf(transport.run(script, { onLine: () => server.drop() }))
    const again = await connectHost(hostAt(server.port), answering().options)
    await again.run(sh`until [ -s ${mark} ]; do sleep 0.02; done`)
    await again.close()
    expect(readFileSync(mark, 'utf8')).toBe('done\n')
  })

  it('ends a script that changes nothing, as nobody hears it any more', async () => {
    const pid = join(answering().home, 'pid')
    const script = sh`echo $BASHPID >${pid}; echo up; while sleep 0.05; do echo more; done`
    const options = { changesNothing: true, onLine: () => server.drop() } as const
    await problemOf(transport.run(script, options))
    const again = await connectHost(hostAt(server.port), answering().options)
    const gone = sh`read -r pid <${pid}; while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done`
    await again.run(gone)
    await again.close()
  })
})

describe('secrets', () => {
  it('reach the script, and never its command line or what comes back', async () => {
    const lines: string[] = []
    const command = sh`printf 'got %s of %s\n' ${secret('db')} ${'{"x":1}'}; tr '\\0' ' ' </proc/$BASHPID/cmdline`
    const { output } = await transport.run(command, { onLine: (line) => lines.push(line) })
    expect(lines[0]).toBe('got *** of {"x":1}')
    expect(output).not.toContain('value of db')
    expect(server.seen.commands.join()).not.toContain('value of db')
  })
})

describe('an answer that the program itself reads', () => {
  let operated: Transport
  beforeEach(async () => {
    const { options } = answering()
    operated = await connectHost(hostAt(server.port), { ...options, maskedValues: () => ['debian', 'begin'] })
  })
  afterEach(() => operated.close())

  it('is as the host gave it when it is asked for so, whatever a password is', async () => {
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line)
    expect((await operated.run(sh`echo ID=debian`, { raw: true, onLine })).output).toBe('ID=debian\n')
    expect((await operated.run(sh`echo ID=debian`, { onLine })).output).toBe('ID=***\n')
    expect(lines).toEqual(['ID=debian', 'ID=***'])
  })

  it('keeps lines that begin with the marker, and no others', async () => {
    const script = sh`echo m7 begin 0; echo m7begin; echo x m7 begin`
    expect((await operated.run(script, { marker: 'm7' })).output).toBe('m7 begin 0\nm7***\nx m7 ***\n')
  })
})

function controller() {
  const made = new AbortController()
  return { signal: made.signal, abort: (reason: Error) => made.abort(reason) }
}
