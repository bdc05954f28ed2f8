import { expect, test } from 'vitest'
import { parsePackages } from '../../src/apt/package-index.js'
import { parseRelations } from '../../src/apt/relations.js'
import { stanzas } from '../../src/apt/stanzas.js'

const SUM = '0d0e7ed6b112f5d03eabf3c7eb01ebdacf9c57714b279e90495cfc58c8c4520f'
const entry = (fields: string) =>
  `Package: nginx\nVersion: 1.22.1-9\nArchitecture: amd64\nFilename: pool/main/n/nginx/nginx_1.22.1-9_amd64.deb\nSize: 527084\nSHA256: ${SUM}\n${fields}`

test('a paragraph ends at a blank line, and a long value keeps its lines', () => {
  const text =
    '# a comment\nPackage: a\nDescription: short\n long\n .\n\tend\n\n \nPackage:b\nnonsense\n continued\n'
  expect([...stanzas(text)].map((stanza) => Object.fromEntries(stanza))).toEqual([
    { package: 'a', description: 'short\nlong\n.\nend' },
    { package: 'b' },
  ])
})

test('relations are read with versions, alternatives and architectures', () => {
  expect(
    parseRelations('libc6 (>= 2.36), perl:any,debconf (>= 0.5) | debconf-2.0,\n foo:i386, , x(=1:2-3)'),
  ).toEqual([
    [{ name: 'libc6', operator: '>=', version: '2.36', text: 'libc6 (>= 2.36)' }],
    [{ name: 'perl', text: 'perl:any' }],
    [
      { name: 'debconf', operator: '>=', version: '0.5', text: 'debconf (>= 0.5)' },
      { name: 'debconf-2.0', text: 'debconf-2.0' },
    ],
    [{ name: 'foo:i386', text: 'foo:i386' }],
    [{ name: 'x', operator: '=', version: '1:2-3', text: 'x(=1:2-3)' }],
  ])
})

test('an entry of an index is read with where its file lies', () => {
  const text = entry(
    'Pre-Depends: a\nDepends: b, c\nBreaks: d\nConflicts: e\nProvides: httpd, f (= 2)\nPriority: standard\n',
  )
  expect(parsePackages(text, 'http://mirror.example/debian/')).toEqual([
    {
      name: 'nginx',
      version: '1.22.1-9',
      architecture: 'amd64',
      depends: 'a, b, c',
      conflicts: 'e, d',
      provides: [
        { name: 'httpd', text: 'httpd' },
        { name: 'f', operator: '=', version: '2', text: 'f (= 2)' },
      ],
      rank: 2,
      address: 'http://mirror.example/debian/pool/main/n/nginx/nginx_1.22.1-9_amd64.deb',
      fileName: 'nginx_1.22.1-9_amd64.deb',
      sha256: SUM,
      size: 527084,
    },
  ])
})

test.each([
  ['leads out of the archive', /pool\/main\/n\/nginx/, '../../etc'],
  ['has an absolute path', /pool\/main/, '/pool'],
  ['has a name that means something to a shell', /Package: nginx/, 'Package: $(reboot)'],
  ['has a version that is none', /1\.22\.1-9\n/, '1.0; reboot\n'],
  ['is for another machine', /amd64\n/, 'arm64\n'],
  ['has no checksum', /SHA256: \w+/, 'SHA256:'],
  ['has no size', /Size: \d+/, 'Size: -1'],
])('an entry that %s is left out', (_, found, put) => {
  const text = entry('')
  expect(parsePackages(text, 'http://mirror.example/')).toHaveLength(1)
  expect(parsePackages(text.replace(found, put), 'http://mirror.example/')).toEqual([])
})
