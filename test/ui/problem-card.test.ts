import { describe, expect, it } from 'vitest'
import { byCause } from '../../src/errors/by-cause.js'
import { problem } from '../../src/errors/problem.js'
import { painter } from '../../src/ui/colour.js'
import { problemCard } from '../../src/ui/problem-card.js'

const plain = { language: 'en', paint: painter(false), width: 60 } as const

describe('a problem card', () => {
  it('tells what, where, why and what to do, within the width of the screen', () => {
    const given = problem('command.exists-already', {
      path: '/x/org.yaml',
      quoted: '/x/org.yaml',
      preset: 'minimal',
    })

    expect(problemCard(given, plain)).toEqual([
      'error: /x/org.yaml exists already; it was left as it is, and',
      'nothing was written.',
      '  why     init never overwrites an organisation: its secrets',
      '          could not be made again.',
      '  fix     1. To go on with it:',
      '             `create-metis-node validate --file /x/org.yaml`',
      '          2. To begin another one:',
      '             `create-metis-node init other-folder --preset minimal`',
      '  code    command.exists-already',
    ])
  })

  it('shows the line of the file with carets below the value', () => {
    const given = problem(
      'command.invalid-name',
      { given: 'A B', suggestion: 'a-b' },
      { file: 'org.yaml', line: 2, path: 'organisation' },
    )
    const source = '# mine\norganisation: "A B"   # comment\n'

    expect(problemCard(given, { ...plain, source }).slice(0, 5)).toEqual([
      'error: A B can not be the name of an organisation.',
      '  where   org.yaml:2, organisation',
      '  line    2 | organisation: "A B"   # comment',
      '            |               ^^^^^',
      '  why     It becomes part of file names: lower-case letters,',
    ])
  })

  it('shows host, instance and action, and the last ten lines of output without escape sequences', () => {
    const output = Array.from({ length: 12 }, (_, i) => `line ${i + 1}\u001b[0m\r`)
    const where = { host: 'h1', instance: 'consul', action: 'h1 unit:metis-consul.service' }
    const given = { ...problem('command.logs-failed', { exitCode: 2, unit: 'u' }, where), output }

    expect(problemCard(given, plain).slice(1, 5)).toEqual([
      '  where   host h1, instance consul, action h1',
      '          unit:metis-consul.service',
      '  output  ... 2 lines before',
      '          | line 3',
    ])
  })

  it('names the hosts where something else failed only because of it', () => {
    const lost = problem('connection.lost', { host: 'h3' }, { host: 'h3' })
    const notAsked = (host: string) => problem('firewall.not-asked', { host, from: 'h3' }, { host })
    const [card, ...others] = byCause([notAsked('h1'), lost, notAsked('h2')])

    expect(others).toEqual([])
    expect(problemCard(card ?? lost, plain)).toEqual(
      expect.arrayContaining([
        '  where   host h3',
        '  also    h3 could not be asked whether it still gets to h1,',
        '          h2 once the ports there are closed, so that was',
      ]),
    )
  })

  it('keeps a list below its sentence, rows of an item further in', () => {
    const details = {
      server: 's',
      reason: 'r',
      count: 1,
      files: '  carrier: https://mirror.example/a/long/way/to/it (refused)',
    }

    expect(problemCard(problem('artifact.unresolved', details), plain).slice(0, 4)).toEqual([
      'error: The name s has no address (r), so 1 files could not',
      'be fetched:',
      '  carrier: https://mirror.example/a/long/way/to/it',
      '    (refused)',
    ])
  })

  it('lines labels up in Chinese too, where a character is two columns wide', () => {
    const given = problem('command.unknown-code', { given: 'x', nearest: 'y' })

    expect(problemCard(given, { ...plain, language: 'zh' })).toEqual([
      '错误：没有代码 x。',
      '  解决  1. 您要的是 y 吗？',
      '        2. 查看全部：`create-metis-node explain`',
      '  代码  command.unknown-code',
    ])
  })

  it('colours the severity only, by its meaning', () => {
    const given = problem('command.unknown-code', { given: 'x', nearest: 'y' }, {}, 'warning')

    expect(problemCard(given, { ...plain, paint: painter(true) })[0]).toBe(
      '\u001b[33mwarning:\u001b[0m There is no code x.',
    )
  })
})
