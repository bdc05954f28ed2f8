import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { isAtHand } from '../../src/artifacts/locations.js'
import { type ReadyArtifactsInput, readyArtifacts } from '../../src/artifacts/ready-artifacts.js'
import type { Artifact } from '../../src/topology/release.js'
import type { ArtifactSources } from '../../src/topology/topology.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { files, mirror } from './mirror.js'
import { CARRIER, ROSETTA, releaseOf, VIA } from './release.js'

const now = () => new Date('2026-01-31T23:59:59.000Z')
const sha256 = (of: string | Uint8Array) => createHash('sha256').update(of).digest('hex')

function inputIn(folder: string): ReadyArtifactsInput {
  return {
    release: releaseOf([CARRIER, VIA, ...ROSETTA]),
    wanted: [{ id: 'carrier' }],
    sources: { source: 'artifacts', files: {} },
    pins: {},
    baseDirectory: folder,
    cacheDirectory: join(folder, 'cache'),
    limits: { retrySeconds: [] },
    now,
  }
}

function put(folder: string, path: string, content: string | Uint8Array): string {
  const full = join(folder, path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, content)
  return full
}

describe('files on this machine', () => {
  test('are at hand where they are named or lie in the folder, whether they are what they should be or not', () => {
    const folder = temporaryFolder()
    put(folder, 'artifacts/carrier', 'anything')
    const { release } = inputIn(folder)
    const isThere = (one: Artifact, sources: ArtifactSources) => isAtHand(one, release, sources, folder)
    expect(isThere(CARRIER, { source: 'artifacts', files: {} })).toBe(true)
    expect(isThere(VIA, { source: 'artifacts', files: {} })).toBe(false)
    expect(isThere(VIA, { files: { via: 'not-there' } })).toBe(true)
    expect(isThere(VIA, { source: 'https://mirror.invalid/', files: {} })).toBe(false)
  })

  test('a folder is used in place and pinned at first sight', async () => {
    const folder = temporaryFolder()
    const path = put(folder, 'artifacts/carrier', 'carrier 7')
    const { ready, newPins, payload, published } = await readyArtifacts(inputIn(folder))
    const sum = sha256('carrier 7')
    expect(ready).toEqual([{ id: 'carrier', fileName: 'carrier', sha256: sum, size: 9 }])
    expect(payload(sum)).toBe(path)
    expect(published).toEqual([{ artifact: CARRIER, path, sha256: sum, size: 9, from: path }])
    expect(newPins).toEqual({
      'metis-0.3.0/carrier': { sha256: sum, size: 9, from: path, since: '2026-01-31T23:59:59.000Z' },
    })
    expect(() => payload('0')).toThrow('no artifact with checksum 0')
  })

  test('a zip file is a folder as well, whose files may lie below one at its top', async () => {
    const folder = temporaryFolder()
    const content = {
      'acme/carrier': Buffer.from('carrier 7'),
      'acme/avx2/rosetta-1.0.0-py3-none-any.whl': Buffer.from('with'),
      'acme/no_avx2/rosetta-1.0.0-py3-none-any.whl': Buffer.from('without'),
    }
    const zip = put(folder, 'files.zip', zipSync(content))
    const wanted = [{ id: 'carrier' }, { id: 'rosetta' }]
    const { ready, newPins } = await readyArtifacts({
      ...inputIn(folder),
      wanted,
      sources: { source: 'files.zip', files: {} },
    })
    expect(ready.map(({ fileName, cpu, sha256: sum }) => [fileName, cpu, sum])).toEqual([
      ['carrier', undefined, sha256('carrier 7')],
      ['rosetta-1.0.0-py3-none-any.whl', 'avx2', sha256('with')],
      ['rosetta-1.0.0-py3-none-any.whl', 'no-avx2', sha256('without')],
    ])
    expect(newPins['metis-0.3.0/carrier']?.from).toBe(zip)
    put(folder, 'files.zip', 'no zip')
    const problems = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), sources: { source: 'files.zip', files: {} } }),
    )
    expect(problems.map(({ code }) => code)).toEqual(['artifact.zip-damaged'])
  })

  test('variants for different CPUs come from their own folders, never from a shared flat one', async () => {
    const folder = temporaryFolder()
    put(folder, 'artifacts/avx2/rosetta-1.0.0-py3-none-any.whl', 'with')
    put(folder, 'artifacts/rosetta-1.0.0-py3-none-any.whl', 'with')
    const [problem] = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), wanted: [{ id: 'rosetta' }] }),
    )
    expect(problem?.details.files).toBe(
      `  no_avx2/rosetta-1.0.0-py3-none-any.whl: ${folder}/artifacts/no_avx2/rosetta-1.0.0-py3-none-any.whl`,
    )
  })

  test('single files are named by artifact and variant, and keep the name that pip will read', async () => {
    const folder = temporaryFolder()
    put(folder, 'a/rosetta-1.0.0+lab-py3-none-any.whl', 'with')
    put(folder, "b/it's $(bad)", 'without')
    const { ready } = await readyArtifacts({
      ...inputIn(folder),
      wanted: [{ id: 'rosetta' }, { id: 'rosetta', cpu: 'avx2' }],
      sources: {
        files: {
          'rosetta/avx2': './a/rosetta-1.0.0+lab-py3-none-any.whl',
          'rosetta/no-avx2': "b/it's $(bad)",
        },
      },
    })
    expect(ready).toEqual([
      {
        id: 'rosetta',
        cpu: 'avx2',
        fileName: 'rosetta-1.0.0+lab-py3-none-any.whl',
        sha256: sha256('with'),
        size: 4,
      },
      {
        id: 'rosetta',
        cpu: 'no-avx2',
        fileName: 'rosetta-1.0.0-py3-none-any.whl',
        sha256: sha256('without'),
        size: 7,
      },
    ])
  })

  test('a file that was given and is not there is told, with the place in org.yaml', async () => {
    const folder = temporaryFolder()
    const sources = { files: { carrier: 'gone' } }
    const problems = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), sources }))
    expect(problems.map(({ code, details }) => [code, details.artifact, details.path])).toEqual([
      ['artifact.file-missing', 'carrier', join(folder, 'gone')],
    ])
  })

  test('names that the release does not have are told with those it has', async () => {
    const folder = temporaryFolder()
    const sources = { files: { carier: 'x' } }
    const [problem] = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), sources }))
    expect(problem).toEqual({
      code: 'artifact.unknown',
      severity: 'error',
      where: { path: 'artifacts.files.carier' },
      details: {
        artifact: 'carier',
        release: 'metis-0.3.0',
        known: 'carrier, via, rosetta, rosetta/avx2, rosetta/no-avx2',
      },
    })
  })

  test.each([
    ['an empty file', '', 'artifact.empty'],
    ['a file that is shorter than its pin', 'carr', 'artifact.truncated'],
    ['a file with other bytes than its pin', 'carrier 8', 'artifact.checksum-mismatch'],
  ])('%s is refused', async (_, content, code) => {
    const folder = temporaryFolder()
    const path = put(folder, 'artifacts/carrier', content)
    const pin = {
      sha256: sha256('carrier 7'),
      size: 9,
      from: '/mnt/usb/carrier',
      since: '2026-01-01T00:00:00.000Z',
    }
    const pins = { 'metis-0.3.0/carrier': pin }
    const [problem] = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), pins }))
    expect([problem?.code, problem?.details.path]).toEqual([code, path])
  })

  test('a mismatch names what is expected, what is found and the entry to remove', async () => {
    const folder = temporaryFolder()
    const path = put(folder, 'artifacts/carrier', 'carrier 8')
    const pin = {
      sha256: sha256('carrier 7'),
      size: 9,
      from: '/mnt/usb/carrier',
      since: '2026-01-01T00:00:00.000Z',
    }
    const [problem] = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), pins: { 'metis-0.3.0/carrier': pin } }),
    )
    expect(problem?.details).toEqual({
      path,
      quoted: `'${path.replace("'", `'\\''`)}'`,
      artifact: 'carrier',
      pin: 'metis-0.3.0/carrier',
      expected: sha256('carrier 7'),
      found: sha256('carrier 8'),
      from: '/mnt/usb/carrier',
      since: '2026-01-01T00:00:00.000Z',
    })
  })

  test("the release's own checksum counts unless the operator has accepted another file", async () => {
    const folder = temporaryFolder()
    put(folder, 'artifacts/carrier', 'own build')
    const release = releaseOf([{ ...CARRIER, sha256: sha256('carrier 7') }])
    const [problem] = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), release }))
    expect(problem?.code).toBe('artifact.release-mismatch')
    const pin: unknown = JSON.parse(String(problem?.details.entry))
    expect(pin).toMatchObject({ sha256: sha256('own build'), size: 9, accepted: true })
    const pins = {
      'metis-0.3.0/carrier': { sha256: sha256('own build'), size: 9, from: '', since: '', accepted: true },
    }
    const { ready, newPins } = await readyArtifacts({ ...inputIn(folder), release, pins })
    expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256('own build')])
    expect(newPins).toEqual({})
  })

  test("the publisher's sums beside a file are compared", async () => {
    const folder = temporaryFolder()
    put(folder, 'artifacts/carrier', 'carrier 8')
    const sums = put(
      folder,
      'artifacts/SUMS',
      `${sha256('other')}  via\n${sha256('carrier 7').toUpperCase()} *carrier\r\n`,
    )
    const release = releaseOf([{ ...CARRIER, sums: 'SUMS' }])
    const [problem] = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), release }))
    expect(problem?.code).toBe('artifact.sums-mismatch')
    expect(problem?.details).toMatchObject({
      sums,
      expected: sha256('carrier 7'),
      found: sha256('carrier 8'),
    })
  })

  test('a file that did not change is not read again, unless it is to be verified', async () => {
    const folder = temporaryFolder()
    const path = put(folder, 'artifacts/carrier', 'carrier 7')
    const reads: string[] = []
    const later = () => new Date(Date.now() + 60_000)
    const input = {
      ...inputIn(folder),
      now: later,
      onProgress: ({ step }: { step: string }) => reads.push(step),
    }
    await readyArtifacts(input)
    await readyArtifacts(input)
    expect(reads).toEqual(['check'])
    await readyArtifacts({ ...input, verify: true })
    expect(reads).toEqual(['check', 'check'])
    writeFileSync(path, 'carrier 10')
    const { ready } = await readyArtifacts(input)
    expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256('carrier 10')])
  })

  test('a file that changed a moment ago is read again, since its time may not tell the next change', async () => {
    const folder = temporaryFolder()
    put(folder, 'artifacts/carrier', 'carrier 7')
    const reads: string[] = []
    const at = new Date()
    const input = {
      ...inputIn(folder),
      now: () => at,
      onProgress: ({ step }: { step: string }) => reads.push(step),
    }
    await readyArtifacts(input)
    await readyArtifacts(input)
    expect(reads).toEqual(['check', 'check'])
  })

  test('a folder that is not there is told before anything is fetched', async () => {
    const folder = temporaryFolder()
    const [problem] = await problemsOfAsync(readyArtifacts(inputIn(folder)))
    expect(problem?.code).toBe('artifact.source-missing')
    expect(problem?.where).toEqual({ path: 'artifacts.source' })
  })
})

describe('files of a mirror', () => {
  test('are fetched once, below the mirror before the release, and pinned with their address', async () => {
    const folder = temporaryFolder()
    const { address, requests } = await mirror(files({ carrier: 'carrier 7' }))
    const input = { ...inputIn(folder), sources: { source: address, files: {} } }
    const { ready, newPins, payload } = await readyArtifacts(input)
    expect(ready).toEqual([{ id: 'carrier', fileName: 'carrier', sha256: sha256('carrier 7'), size: 9 }])
    expect(readFileSync(payload(sha256('carrier 7')), 'utf8')).toBe('carrier 7')
    expect(newPins['metis-0.3.0/carrier']?.from).toBe(`${address}carrier`)
    await readyArtifacts({ ...input, pins: newPins })
    expect(requests.map(({ path }) => path)).toEqual(['/metis/carrier'])
  })

  test('credentials in its address are sent and never shown', async () => {
    const folder = temporaryFolder()
    const { address, requests } = await mirror(files({ carrier: 'carrier 7' }))
    const source = address.replace('http://', 'http://ann:p%40ss@')
    const { newPins } = await readyArtifacts({ ...inputIn(folder), sources: { source, files: {} } })
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`)
    expect(newPins['metis-0.3.0/carrier']?.from).toBe(`${address}carrier`)
    const missing = readyArtifacts({
      ...inputIn(folder),
      wanted: [{ id: 'via' }],
      sources: { source, files: {} },
    })
    expect(JSON.stringify(await problemsOfAsync(missing))).not.toContain('ss@')
  })

  test('everything that is missing is told at once, one problem per cause', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror(files({}))
    const release = releaseOf([CARRIER, VIA], address)
    const wanted = [{ id: 'carrier' }, { id: 'via' }]
    expect(
      await problemsOfAsync(readyArtifacts({ ...inputIn(folder), release, wanted, sources: { files: {} } })),
    ).toEqual([
      {
        code: 'artifact.missing',
        severity: 'error',
        where: {},
        details: {
          release: 'metis-0.3.0',
          count: 2,
          files: `  carrier: ${address}carrier (HTTP 404)\n  via: ${address}via (HTTP 404)`,
          example: 'carrier',
        },
      },
    ])
  })

  test.each([
    [403, 'artifact.refused'],
    [503, 'artifact.refused'],
    [410, 'artifact.missing'],
  ])('an answer %i is %s', async (status, code) => {
    const folder = temporaryFolder()
    const { address } = await mirror((_, response) => response.writeHead(status).end())
    const release = releaseOf([CARRIER], address)
    const problems = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), release, sources: { files: {} } }),
    )
    expect(problems.map((problem) => problem.code)).toEqual([code])
  })

  test('a server that refuses connections and a name without an address are told apart', async () => {
    const folder = temporaryFolder()
    const release = releaseOf(
      [CARRIER, { ...VIA, address: 'http://mirror.invalid/' }],
      'http://mirror.invalid/',
    )
    const { address, host } = await mirror((request) => request.socket.destroy())
    const dropping = { ...inputIn(folder), release: releaseOf([CARRIER], address), sources: { files: {} } }
    expect(
      (await problemsOfAsync(readyArtifacts(dropping))).map(({ code, details }) => [code, details.server]),
    ).toEqual([['artifact.unreachable', host]])
    const unresolved = await problemsOfAsync(
      readyArtifacts({
        ...inputIn(folder),
        release,
        wanted: [{ id: 'carrier' }, { id: 'via' }],
        sources: { files: {} },
      }),
    )
    expect(unresolved.map(({ code, details }) => [code, details.server, details.count])).toEqual([
      ['artifact.unresolved', 'mirror.invalid', 2],
    ])
  })

  test('a web page in place of a file is refused, not pinned', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>log in</p>'),
    )
    const [problem] = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), sources: { source: address, files: {} } }),
    )
    expect([problem?.code, problem?.details.address]).toEqual(['artifact.web-page', `${address}carrier`])
  })

  test('a silent server is given up after the limit', async () => {
    const folder = temporaryFolder()
    const { address, host } = await mirror((_, response) => {
      response.writeHead(200, { 'content-length': 9 }).write('carr')
    })
    const limits = { stallSeconds: 0.2, retrySeconds: [] }
    const [problem] = await problemsOfAsync(
      readyArtifacts({
        ...inputIn(folder),
        release: releaseOf([CARRIER], address),
        sources: { files: {} },
        limits,
      }),
    )
    expect([problem?.code, problem?.details.server, problem?.details.reason]).toEqual([
      'artifact.stalled',
      host,
      '0.2 s',
    ])
  })

  test('a dropped download goes on where it stopped', async () => {
    const folder = temporaryFolder()
    const serve = files({ carrier: 'carrier 7' })
    let dropped: ServerResponse | undefined
    const { address, requests } = await mirror((request, response) => {
      if (request.headers.range !== undefined) return serve(request, response)
      dropped = response.writeHead(200, { etag: '"v1"', 'content-length': 9 })
      response.write('carr')
    })
    const { ready } = await readyArtifacts({
      ...inputIn(folder),
      sources: { source: address, files: {} },
      limits: { retrySeconds: [0] },
      onProgress: ({ done }) => done === 4 && dropped?.destroy(),
    })
    expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256('carrier 7')])
    expect(requests.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      ['bytes=4-', '"v1"'],
    ])
  })

  test('a file that was replaced meanwhile is fetched from its start', async () => {
    const folder = temporaryFolder()
    let dropped: ServerResponse | undefined
    const { address, requests } = await mirror((request, response) => {
      response.writeHead(200, { etag: request.headers.range ? '"v2"' : '"v1"', 'content-length': 9 })
      if (request.headers.range !== undefined) return void response.end('CARRIER 8')
      response.write('carr')
      dropped = response
    })
    const { ready } = await readyArtifacts({
      ...inputIn(folder),
      sources: { source: address, files: {} },
      limits: { retrySeconds: [0] },
      onProgress: ({ done }) => done === 4 && dropped?.destroy(),
    })
    expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256('CARRIER 8')])
    expect(requests.length).toBe(2)
  })

  test('what a dead process has fetched is not fetched again', async () => {
    const folder = temporaryFolder()
    const stop = new AbortController()
    const serve = files({ carrier: 'carrier 7' })
    const { address, requests } = await mirror((request, response) => {
      if (request.headers.range !== undefined) return serve(request, response)
      response.writeHead(200, { etag: '"v1"', 'content-length': 9 }).write('carr')
    })
    const input = { ...inputIn(folder), sources: { source: address, files: {} } }
    const onProgress = () => stop.abort(new Error('cancelled'))
    await expect(readyArtifacts({ ...input, signal: stop.signal, onProgress })).rejects.toThrow('cancelled')
    const { pid } = spawnSync(process.execPath, ['--version'])
    const downloads = join(folder, 'cache', 'downloads')
    for (const path of filesBelow(downloads)) {
      renameSync(path, path.replace(`.part-${process.pid}`, `.part-${pid}`))
    }
    await readyArtifacts(input)
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=4-'])
    expect(filesBelow(downloads).map((path) => basename(path))).toEqual(['carrier'])
  })

  test('a damaged file in the cache is fetched again', async () => {
    const folder = temporaryFolder()
    const { address, requests } = await mirror(files({ carrier: 'carrier 7' }))
    const input = { ...inputIn(folder), sources: { source: address, files: {} } }
    const { newPins, payload } = await readyArtifacts(input)
    writeFileSync(payload(sha256('carrier 7')), 'carrier X')
    const { ready } = await readyArtifacts({ ...input, pins: newPins })
    expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256('carrier 7')])
    expect(requests.length).toBe(2)
  })

  test('a mirror that now has another file is a mismatch, and nothing is pinned anew', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror(files({ carrier: 'carrier 8' }))
    const pin = { sha256: sha256('carrier 7'), size: 9, from: address, since: '2026-01-01T00:00:00.000Z' }
    const problems = await problemsOfAsync(
      readyArtifacts({
        ...inputIn(folder),
        sources: { source: address, files: {} },
        pins: { 'metis-0.3.0/carrier': pin },
      }),
    )
    expect(problems.map((problem) => problem.code)).toEqual(['artifact.checksum-mismatch'])
  })

  test('the sums of the publisher are fetched from beside the file', async () => {
    const folder = temporaryFolder()
    const sums = `${sha256('carrier 7')}  carrier\n`
    const { address } = await mirror(files({ carrier: 'carrier 8', SUMS: sums }))
    const release = releaseOf([{ ...CARRIER, sums: 'SUMS' }])
    const [problem] = await problemsOfAsync(
      readyArtifacts({ ...inputIn(folder), release, sources: { source: address, files: {} } }),
    )
    expect([problem?.code, problem?.details.sums]).toEqual(['artifact.sums-mismatch', `${address}SUMS`])
  })

  test('an address that cannot even be asked is told as one', async () => {
    const folder = temporaryFolder()
    const sources = { source: 'http://127.0.0.1:6000/', files: {} }
    const release = releaseOf([CARRIER], 'http://127.0.0.1:6000/')
    const [problem] = await problemsOfAsync(readyArtifacts({ ...inputIn(folder), release, sources }))
    expect([problem?.code, problem?.details.reason]).toEqual(['artifact.unreachable', 'bad port'])
  })
})

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
