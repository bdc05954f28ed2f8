import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { afterEach, describe, expect, it } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { connectHost } from '../../src/transports/connect.js'
import { fingerprintOf, parseHostKey } from '../../src/transports/known-hosts.js'
import { startAgent } from './agent.js'
import { answering, hostAt, problemOf } from './connecting.js'
import { HOST_KEY, makeKeyPair, type ServerOptions, type SshServer, startSshServer } from './ssh-server.js'

/** As PuTTYgen 0.75 and later writes them. */
const PPK = 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAA\n'

const servers: SshServer[] = []

async function serve(options: ServerOptions = {}): Promise<SshServer> {
  const server = await startSshServer(options)
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

function fingerprint(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return fingerprintOf(parseHostKey([key].flat()[0]?.getPublicSSH() ?? Buffer.alloc(0)))
}

describe('the host key', () => {
  it('is asked about once, kept in a file of mode 0600, and known from then on', async () => {
    const { port } = await serve()
    const { options, confirmed } = answering()
    await (await connectHost(hostAt(port), options)).close()
    await (await connectHost(hostAt(port), options)).close()
    expect(confirmed).toEqual([
      {
        host: 'h1',
        address: '127.0.0.1',
        port,
        type: 'ssh-ed25519',
        fingerprint: fingerprint(HOST_KEY.private),
      },
    ])
    expect(readFileSync(options.knownHostsPath, 'utf8')).toMatch(
      new RegExp(`^\\[127\\.0\\.0\\.1\\]:${port} ssh-ed25519 AAAA\\S+\n$`),
    )
    expect(statSync(options.knownHostsPath).mode & 0o777).toBe(0o600)
  })

  it('is not trusted when nobody confirms it, and no password is sent', async () => {
    const server = await serve()
    const { options, asked } = answering()
    const problem = await problemOf(
      connectHost(hostAt(server.port), { ...options, confirmHostKey: async () => false }),
    )
    expect(problem).toMatchObject({
      code: 'connection.host-key-unconfirmed',
      where: { host: 'h1' },
      details: { fingerprint: fingerprint(HOST_KEY.private), file: 'ssh_host_ed25519_key.pub' },
    })
    expect([asked, server.seen.methods, server.seen.connections]).toEqual([[], [], 1])
  })

  it('stops everything when it has changed, with both fingerprints and without a second try', async () => {
    const other = makeKeyPair()
    const server = await serve()
    const { options, confirmed } = answering()
    mkdirSync(join(options.knownHostsPath, '..'))
    const [type, key] = other.public.split(' ')
    writeFileSync(options.knownHostsPath, `# ours\n[127.0.0.1]:${server.port} ${type} ${key}`)
    expect(await problemOf(connectHost(hostAt(server.port), options))).toMatchObject({
      code: 'connection.host-key-changed',
      details: {
        expected: `${fingerprint(other.private)} (ssh-ed25519)`,
        fingerprint: fingerprint(HOST_KEY.private),
        name: `[127.0.0.1]:${server.port}`,
      },
    })
    expect([confirmed, server.seen.connections, server.seen.methods]).toEqual([[], 1, []])
  })

  it('of a known type is asked for first, so that a server with several is recognised', async () => {
    const rsa = makeKeyPair('rsa')
    const server = await serve({ hostKeys: [HOST_KEY.private, rsa.private] })
    const { options, confirmed } = answering()
    mkdirSync(join(options.knownHostsPath, '..'))
    const [type, key] = rsa.public.split(' ')
    writeFileSync(options.knownHostsPath, `other,[127.0.0.1]:${server.port} ${type} ${key} comment\n`)
    await (await connectHost(hostAt(server.port), options)).close()
    expect(confirmed).toEqual([])
  })

  it('has changed when a host known by one type offers only another', async () => {
    const server = await serve({ hostKeys: [makeKeyPair('ecdsa').private] })
    const { options } = answering()
    mkdirSync(join(options.knownHostsPath, '..'))
    const [type, key] = HOST_KEY.public.split(' ')
    writeFileSync(options.knownHostsPath, `[127.0.0.1]:${server.port} ${type} ${key}\n`)
    expect((await problemOf(connectHost(hostAt(server.port), options))).code).toBe(
      'connection.host-key-changed',
    )
  })

  it('is right when it is the one in the topology, whatever known_hosts says', async () => {
    const { port } = await serve()
    const { options, confirmed } = answering()
    const hostKey = fingerprint(HOST_KEY.private)
    await (await connectHost(hostAt(port, { hostKey }), options)).close()
    expect(confirmed).toEqual([])
    const wrong = fingerprint(makeKeyPair().private)
    expect(await problemOf(connectHost(hostAt(port, { hostKey: wrong }), options))).toMatchObject({
      code: 'connection.host-key-not-as-written',
      details: { expected: wrong, fingerprint: hostKey },
    })
  })
})

describe('the login', () => {
  const onlyKeys = (context: { method: string }) => context.method === 'publickey' || (['publickey'] as const)

  function keyFile(home: string, content: string, mode = 0o600): string {
    const file = join(home, 'key')
    writeFileSync(file, content, { mode })
    return file
  }

  it('uses the identity file, from the home or beside org.yaml, and asks nothing', async () => {
    const server = await serve({ accept: onlyKeys })
    const { options, home, asked } = answering()
    keyFile(home, makeKeyPair().private)
    await (await connectHost(hostAt(server.port, { identityFile: '~/key' }), options)).close()
    const beside = { ...options, baseDirectory: home }
    await (await connectHost(hostAt(server.port, { identityFile: './key' }), beside)).close()
    expect([asked, server.seen.methods.includes('none')]).toEqual([[], false])
  })

  it('asks for the passphrase of an encrypted key, once for several hosts', async () => {
    const server = await serve({ accept: onlyKeys })
    const { options, home, asked } = answering({ passphrase: 'open sesame' })
    const { private: encrypted } = makeKeyPair('ed25519', 'open sesame')
    const identityFile = keyFile(home, encrypted)
    const { askOnce } = await import('../../src/transports/ask-once.js')
    const shared = { ...options, credentials: askOnce(options.credentials) }
    await (await connectHost(hostAt(server.port, { identityFile }), shared)).close()
    await (await connectHost(hostAt(server.port, { identityFile }), shared)).close()
    expect(asked.map(({ kind, keyFile }) => [kind, keyFile])).toEqual([['passphrase', identityFile]])
    const wrong = answering({ passphrase: 'open barley' })
    const problem = await problemOf(connectHost(hostAt(server.port, { identityFile }), wrong.options))
    expect([problem.code, problem.details.file]).toEqual(['connection.passphrase-wrong', identityFile])
    const nobody = answering({})
    expect((await problemOf(connectHost(hostAt(server.port, { identityFile }), nobody.options))).code).toBe(
      'connection.passphrase-needed',
    )
  })

  it('says what is wrong with an identity file', async () => {
    const { port } = await serve()
    const { options, home } = answering()
    const failing = async (identityFile: string) =>
      (await problemOf(connectHost(hostAt(port, { identityFile }), options))).code
    expect(await failing('~/nothing')).toBe('connection.key-file-missing')
    expect(await failing(home)).toBe('connection.key-file-unreadable')
    expect(await failing(keyFile(home, 'not a key'))).toBe('connection.key-file-invalid')
    writeFileSync(join(home, 'id.pub'), makeKeyPair().public, { mode: 0o644 })
    const problem = await problemOf(connectHost(hostAt(port, { identityFile: '~/id.pub' }), options))
    expect(problem).toMatchObject({
      code: 'connection.key-file-public',
      details: { reason: join(home, 'id') },
    })
    expect(await failing(keyFile(home, PPK))).toBe('connection.key-file-putty')
    writeFileSync(join(home, 'open'), makeKeyPair().private, { mode: 0o644 })
    expect(await failing('~/open')).toBe('connection.key-file-too-open')
  })

  it('falls back to the usual keys, and then to a password asked for once', async () => {
    const server = await serve({
      accept: (context) =>
        context.method === 'password' ? context.password === 'correct horse' : ['publickey', 'password'],
    })
    const { options, home, asked } = answering()
    mkdirSync(join(home, '.ssh'))
    writeFileSync(join(home, '.ssh', 'id_ed25519'), makeKeyPair().private, { mode: 0o600 })
    await (await connectHost(hostAt(server.port), options)).close()
    expect(asked.map(({ kind }) => kind)).toEqual(['login'])
    expect(server.seen.methods).toEqual(['publickey', 'password'])
  })

  it('answers the one question of keyboard-interactive with the password', async () => {
    const server = await serve({
      accept: (context) => {
        if (context.method !== 'keyboard-interactive') return ['keyboard-interactive']
        context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) =>
          answer === 'correct horse' ? context.accept() : context.reject(),
        )
        return 'later'
      },
    })
    const { options } = answering()
    await (await connectHost(hostAt(server.port), options)).close()
    expect(server.seen.methods).toEqual(['none', 'keyboard-interactive'])
  })

  it('never sends a refused password a second time', async () => {
    const refusing = (context: { method: string }) =>
      context.method === 'x' ? true : (['password'] as const)
    const server = await serve({ accept: refusing })
    const { options } = answering()
    const problem = await problemOf(connectHost(hostAt(server.port), options))
    expect(problem).toMatchObject({
      code: 'connection.login-password-wrong',
      details: { host: 'h1', user: 'operator' },
    })
    expect(JSON.stringify(problem)).not.toContain('correct horse')
    expect(server.seen.methods.filter((method) => method === 'password')).toHaveLength(1)
  })

  it('says what was tried when no way is left', async () => {
    const { port } = await serve({ accept: () => ['publickey'] })
    const { options, home } = answering()
    const identityFile = keyFile(home, makeKeyPair().private)
    expect(await problemOf(connectHost(hostAt(port, { identityFile }), options))).toMatchObject({
      code: 'connection.login-refused',
      details: { tried: identityFile, offered: 'publickey' },
    })
  })

  it('offers five keys of an agent at most, so that a password can still be tried, and says so', async () => {
    const blobs = new Set<string>()
    const server = await serve({
      accept: (context) => {
        if (context.method === 'publickey') blobs.add(context.key.data.toString('base64'))
        return context.method === 'password'
          ? context.password === 'correct horse'
          : ['publickey', 'password']
      },
    })
    const { options, home } = answering()
    const seven = Array.from({ length: 7 }, () => makeKeyPair('ecdsa').private)
    const agentSocket = await startAgent(home, seven)
    await (await connectHost(hostAt(server.port), { ...options, agentSocket })).close()
    expect(blobs.size).toBe(5)
    const nobody = { ...options, agentSocket, credentials: { password: async () => undefined } }
    expect(await problemOf(connectHost(hostAt(server.port), nobody))).toMatchObject({
      code: 'connection.login-password-needed',
      details: { tried: 'ssh-agent (5 of 7 keys)' },
    })
  })

  it('asks the agent for a named key that is locked, by its public half, and for no other', async () => {
    const locked = makeKeyPair('ed25519', 'passphrase')
    const open = ssh2.utils.parseKey(locked.private, 'passphrase')
    if (open instanceof Error) throw open
    const right = [open].flat()[0]?.getPublicSSH().toString('base64') ?? ''
    const offered: string[] = []
    const server = await serve({
      accept: (context) => {
        if (context.method === 'publickey') offered.push(context.key.data.toString('base64'))
        return context.method === 'password' ? true : ['publickey', 'password']
      },
    })
    const { options, home } = answering({ login: 'x', passphrase: 'passphrase' })
    const agentSocket = await startAgent(home, [makeKeyPair('ecdsa').private, makeKeyPair('ecdsa').private])
    const identityFile = keyFile(home, locked.private)
    writeFileSync(`${identityFile.replace('~', home)}.pub`, locked.public)
    await (await connectHost(hostAt(server.port, { identityFile }), { ...options, agentSocket })).close()
    expect(new Set(offered)).toEqual(new Set([right]))
  })

  it('goes on without an agent that does not answer', async () => {
    const { port } = await serve()
    const { options, home } = answering()
    await (await connectHost(hostAt(port), { ...options, agentSocket: join(home, 'nobody') })).close()
  })

  it('says that a password is needed when nobody can be asked', async () => {
    const { port } = await serve({ accept: () => ['password'] })
    const { options } = answering({})
    expect((await problemOf(connectHost(hostAt(port), options))).code).toBe(
      'connection.login-password-needed',
    )
  })
})

describe('sudo', () => {
  it('gets its own password, once for both channels', async () => {
    const sudoLog = join(answering().home, 'sudo.log')
    const server = await serve({ sudo: `it's "two" words`, sudoLog })
    const { options, asked } = answering({ login: 'correct horse', sudo: `it's "two" words` })
    const transport = await connectHost(hostAt(server.port), options)
    const target = join(answering().home, 'copied')
    writeFileSync(`${target}.source`, 'x')
    await transport.download(`${target}.source`, target)
    const { output } = await transport.run(sh`echo it\\'s '"two"' words`)
    await transport.close()
    expect(output).toBe('***\n')
    expect(asked.map(({ kind }) => kind)).toEqual(['login', 'sudo'])
    expect([server.seen.commands.length, readFileSync(sudoLog, 'utf8')]).toEqual([2, 'attempt\nattempt\n'])
    expect(server.seen.commands.join()).not.toContain('two')
  })

  it('takes the login password for an empty answer, when the login was by password', async () => {
    const { port } = await serve({ sudo: 'correct horse' })
    const { options, asked } = answering({ login: 'correct horse', sudo: '' })
    await (await connectHost(hostAt(port), options)).close()
    expect(asked.at(-1)).toMatchObject({ kind: 'sudo', emptyMeansLoginPassword: true })
  })

  it("asks for root's where the host says so, and not for that of the login", async () => {
    const { port } = await serve({ sudo: 'of root', sudoOf: 'root' })
    const { options, asked } = answering({ login: 'correct horse', sudo: 'of root' })
    await (await connectHost(hostAt(port), options)).close()
    expect(asked.at(-1)).toEqual({ kind: 'sudo', host: 'h1', user: 'root', address: '127.0.0.1', port })
  })

  it('is sent a wrong password once', async () => {
    const sudoLog = join(answering().home, 'sudo.log')
    const { port } = await serve({ sudo: 'right', sudoLog })
    const { options } = answering({ login: 'correct horse', sudo: 'wrong password' })
    const problem = await problemOf(connectHost(hostAt(port), options))
    expect(problem).toMatchObject({
      code: 'connection.sudo-password-wrong',
      details: { host: 'h1', user: 'operator' },
    })
    expect(JSON.stringify(problem)).not.toContain('wrong password')
    expect(readFileSync(sudoLog, 'utf8')).toBe('attempt\n')
  })

  it.each([
    ['not-allowed', 'connection.sudo-not-allowed'],
    ['terminal', 'connection.sudo-needs-terminal'],
    ['some password', 'connection.sudo-password-needed'],
  ])('that is %s is told apart', async (sudo, code) => {
    const { port } = await serve({ sudo })
    const { options } = answering()
    expect((await problemOf(connectHost(hostAt(port), options))).code).toBe(code)
  })

  it.each([
    ["env: 'sudo': No such file or directory", 'connection.sudo-missing'],
    ["env: 'bash': No such file or directory", 'connection.no-bash'],
    ['sudo: bash: command not found', 'connection.no-bash'],
    ['This account is currently not available.', 'connection.no-root-shell'],
  ])('whose host says "%s" is told apart', async (words, code) => {
    const { port } = await serve({ command: () => `echo "${words}" >&2; exit 1` })
    const { options } = answering()
    expect(await problemOf(connectHost(hostAt(port), options))).toMatchObject({
      code,
      details: { output: words },
    })
  })

  it('whose host floods it is told of by what fits a screen', async () => {
    const flood = `yes | head -n 100000; head -c 300000 /dev/zero | tr '\\0' x; exit 1`
    const { port } = await serve({ command: () => flood })
    const problem = await problemOf(connectHost(hostAt(port), answering().options))
    expect(problem.code).toBe('connection.no-root-shell')
    expect(JSON.stringify(problem).length).toBeLessThan(4_000)
  })

  it('that says nothing does not hold up for ever', async () => {
    const { port } = await serve({ sudo: 'silent' })
    const { options } = answering()
    const timing = { ...options.timing, rootShellTimeoutMilliseconds: 2_000 }
    expect((await problemOf(connectHost(hostAt(port), { ...options, timing }))).code).toBe(
      'connection.no-root-shell',
    )
  })

  it('is not used by root, and noise of the login is ignored', async () => {
    const server = await serve({
      sudo: 'not-allowed',
      command: (command) => `echo noise; echo more >&2; ${command}`,
    })
    const transport = await connectHost(hostAt(server.port, { user: 'root' }), answering().options)
    expect((await transport.run(sh`echo hi`)).output).toBe('hi\n')
    await transport.close()
  })
})

it('tells how far a connection has come; a key that was confirmed makes it begin again', async () => {
  const { port } = await serve()
  const { options, asked } = answering()
  const stages: string[] = []
  const told = { ...options, onStage: (stage: string) => stages.push(stage) }
  await (await connectHost(hostAt(port), told)).close()
  expect(stages).toEqual(['reach', 'host-key', 'reach', 'host-key', 'login', 'sudo'])
  expect(asked.map(({ kind }) => kind)).toEqual(['login'])
  stages.length = 0
  await (await connectHost(hostAt(port), told)).close()
  expect(stages).toEqual(['reach', 'host-key', 'login', 'sudo'])
})

describe('another try', () => {
  it('is made when a connection is reset', async () => {
    const server = await serve({ resets: 2 })
    const { options, asked } = answering()
    const transport = await connectHost(hostAt(server.port), options)
    await transport.close()
    expect([server.seen.connections, asked.length]).toEqual([4, 1])
  })

  it('ends after three', async () => {
    const server = await serve({ resets: 99 })
    expect((await problemOf(connectHost(hostAt(server.port), answering().options))).code).toBe(
      'connection.dropped',
    )
    expect(server.seen.connections).toBe(3)
  })

  it('does not help where nothing listens', async () => {
    // Not a port that was just closed: another program may have it by now.
    expect(await problemOf(connectHost(hostAt(1), answering().options))).toMatchObject({
      code: 'connection.refused',
      details: { host: 'h1', address: '127.0.0.1', port: 1 },
    })
  })

  it('is not made for a server that says nothing', async () => {
    let connections = 0
    const mute = createServer(() => {
      connections += 1
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => mute.once('listening', resolve))
    const bound = mute.address()
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0
    const { options } = answering()
    const timing = { ...options.timing, connectTimeoutMilliseconds: 2_000 }
    expect((await problemOf(connectHost(hostAt(port), { ...options, timing }))).code).toBe(
      'connection.timed-out',
    )
    expect(connections).toBe(1)
    mute.close()
  })

  it('is not made for a server of another kind', async () => {
    const web = createServer((socket) => {
      socket.on('error', () => {})
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => web.once('listening', resolve))
    const bound = web.address()
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0
    expect((await problemOf(connectHost(hostAt(port), answering().options))).code).toBe('connection.not-ssh')
    web.close()
  })

  it('is not made once the operator has given up', async () => {
    const server = await serve({ resets: 99 })
    const { options } = answering()
    const timing = { ...options.timing, retryDelaysMilliseconds: [60_000] }
    const stop = new AbortController()
    const connecting = connectHost(hostAt(server.port), { ...options, timing, signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(connecting).rejects.toThrow('enough')
  })
})

describe('a host that lets in and then says nothing', () => {
  it('is given up after a while', async () => {
    const { port } = await serve({ answers: () => false })
    const { options } = answering()
    const timing = { ...options.timing, rootShellTimeoutMilliseconds: 50 }
    expect(await problemOf(connectHost(hostAt(port), { ...options, timing }))).toMatchObject({
      code: 'connection.timed-out',
      details: { host: 'h1', port },
    })
  })

  it('does not keep the operator from giving up', async () => {
    const stop = new AbortController()
    const giveUp = () => {
      stop.abort(new Error('enough'))
      return false
    }
    const { port } = await serve({ answers: giveUp })
    await expect(connectHost(hostAt(port), { ...answering().options, signal: stop.signal })).rejects.toThrow(
      'enough',
    )
  })

  it('does so later: what needs another channel fails, and the first one goes on', async () => {
    let channels = 0
    const server = await serve({ answers: () => ++channels === 1 })
    const { options } = answering()
    const timing = { ...options.timing, rootShellTimeoutMilliseconds: 2_000 }
    const transport = await connectHost(hostAt(server.port), { ...options, timing })
    const beside = problemOf(transport.run(sh`true`, { lane: 'bulk' }))
    expect((await transport.run(sh`echo well`)).output).toBe('well\n')
    expect((await beside).code).toBe('connection.timed-out')
    await transport.close()
  })

  it('because its sshd has MaxSessions 1: each further lane has a connection of its own, and the password is asked for once', async () => {
    const server = await serve({ maxSessions: 1, sudo: 'secret' })
    const { options, asked } = answering({ login: 'correct horse', sudo: 'secret' })
    const transport = await connectHost(hostAt(server.port), options)
    const lanes = [undefined, 'bulk', 'serve', 'aside'] as const
    const said = lanes.map((lane) => transport.run(sh`echo ${lane ?? 'first'}`, lane && { lane }))
    expect((await Promise.all(said)).map(({ output }) => output)).toEqual([
      'first\n',
      'bulk\n',
      'serve\n',
      'aside\n',
    ])
    // The first one ended when its key was confirmed.
    expect(server.seen.connections).toBe(5)
    expect(asked.filter(({ kind }) => kind === 'sudo')).toHaveLength(1)
    await transport.close()
    await server.left()
  })

  it('to nobody says that it opens no session', async () => {
    const server = await serve({ maxSessions: 0 })
    expect((await problemOf(connectHost(hostAt(server.port), answering().options))).code).toBe(
      'connection.session-refused',
    )
  })

  it('and goes away meanwhile has dropped the connection', async () => {
    let channels = 0
    const server = await serve({
      answers: () => {
        channels += 1
        if (channels > 1) server.drop()
        return channels === 1
      },
    })
    const transport = await connectHost(hostAt(server.port), answering().options)
    expect((await problemOf(transport.run(sh`true`, { lane: 'bulk' }))).code).toBe('connection.dropped')
    await transport.close()
  })
})

it('asks about the keys of several hosts side by side, so that one look can answer for all', async () => {
  const servers = await Promise.all([1, 2].map(() => serve({ hostKeys: [makeKeyPair().private] })))
  const { options } = answering()
  const waiting: ((isConfirmed: boolean) => void)[] = []
  const confirmHostKey = () =>
    new Promise<boolean>((resolve) => {
      waiting.push(resolve)
      if (waiting.length === servers.length) for (const answer of waiting) answer(true)
    })
  const transports = await Promise.all(
    servers.map(({ port }) => connectHost(hostAt(port), { ...options, confirmHostKey })),
  )
  await Promise.all(transports.map((transport) => transport.close()))
  expect(readFileSync(options.knownHostsPath, 'utf8').trim().split('\n')).toHaveLength(2)
})

describe('a jump host', () => {
  it('is verified, and only passes on what the host encrypts', async () => {
    const jump = await serve()
    const behind = await serve({ hostKeys: [makeKeyPair().private] })
    const { options, confirmed } = answering()
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    const transport = await connectHost(hostAt(behind.port, { jump: login }), options)
    expect((await transport.run(sh`echo through`)).output).toBe('through\n')
    await transport.close()
    expect(confirmed.map(({ port }) => port)).toEqual([jump.port, behind.port])
    expect(jump.seen.forwards).toEqual([`127.0.0.1:${behind.port}`, `127.0.0.1:${behind.port}`])
    expect(jump.seen.commands).toEqual([])
  })

  it('with several hosts behind it is asked about once, and written down once', async () => {
    const jump = await serve()
    const behind = await Promise.all([1, 2, 3].map(() => serve()))
    const { options, confirmed } = answering()
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    const transports = await Promise.all(
      behind.map(({ port }) => connectHost(hostAt(port, { jump: login }), options)),
    )
    await Promise.all(transports.map((transport) => transport.close()))
    expect(confirmed.filter(({ port }) => port === jump.port)).toHaveLength(1)
    const known = readFileSync(options.knownHostsPath, 'utf8').trim().split('\n')
    expect(known.map((line) => line.split(' ')[0]).toSorted()).toEqual(
      [jump, ...behind].map(({ port }) => `[127.0.0.1]:${port}`).toSorted(),
    )
  })

  it('that can not go on is a problem of its own', async () => {
    const jump = await serve()
    const closed = await startSshServer()
    await closed.close()
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    expect(
      await problemOf(connectHost(hostAt(closed.port, { jump: login }), answering().options)),
    ).toMatchObject({
      code: 'connection.jump-failed',
      details: { host: 'h1', port: closed.port },
    })
  })

  it('that gets no answer is given up after the time of a connection', async () => {
    const jump = await serve({ answers: () => false })
    const { options } = answering()
    const timing = { ...options.timing, connectTimeoutMilliseconds: 2_000 }
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    expect(await problemOf(connectHost(hostAt(22, { jump: login }), { ...options, timing }))).toMatchObject({
      code: 'connection.jump-failed',
      details: { host: 'h1', port: 22, reason: 'no answer' },
    })
  })

  it('that gets no answer does not keep the operator from giving up', async () => {
    const stop = new AbortController()
    const giveUp = () => {
      stop.abort(new Error('enough'))
      return false
    }
    const jump = await serve({ answers: giveUp })
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    const { options } = answering()
    await expect(
      connectHost(hostAt(22, { jump: login }), { ...options, signal: stop.signal }),
    ).rejects.toThrow('enough')
    await jump.left()
  })

  it('that goes away takes the connection with it', async () => {
    const jump = await serve()
    const behind = await serve()
    const login = { address: '127.0.0.1', port: jump.port, user: 'passenger' }
    const transport = await connectHost(hostAt(behind.port, { jump: login }), answering().options)
    const run = transport.run(sh`echo up; sleep 60`, { onLine: () => jump.drop() })
    expect((await problemOf(run)).code).toBe('connection.lost')
    await transport.close()
  })
})
