import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { IPV4 } from '../../topology/addresses.js'
import type { DraftHost } from '../../wizard/draft.js'
import { nameFrom } from '../../wizard/hosts/host-names.js'

type Options = Readonly<Record<string, string>>
interface Block {
  readonly patterns: readonly string[]
  readonly options: readonly (readonly [name: string, value: string])[]
}

/** Hosts that `~/.ssh/config` has a name for. A file that is not there, or says something unknown, is no mistake. */
export async function sshAliases(homeDirectory: string): Promise<readonly DraftHost[]> {
  const blocks = await read(join(homeDirectory, '.ssh', 'config'), 0)
  const names = blocks.flatMap(({ patterns }) => patterns).filter((name) => !/[*?!]/.test(name))
  return [...new Set(names)].flatMap((alias) => {
    const name = nameFrom(alias)
    return name === undefined ? [] : [{ name, ...loginFor(alias, blocks) }]
  })
}

type Login = Omit<DraftHost, 'name'>

/** Without a user where the file names none. */
function loginFor(name: string, blocks: readonly Block[]): Login {
  const options = optionsFor(name, blocks)
  const { hostname = name, identityfile, proxyjump } = options
  const target = hostname.replaceAll('%h', name)
  const port = Number(options.port ?? 22)
  return {
    address: IPV4.test(target) ? target : '',
    ...(IPV4.test(target) ? {} : { ssh: target }),
    user: options.user ?? '',
    ...(port === 22 || !Number.isInteger(port) ? {} : { port }),
    ...(identityfile === undefined ? {} : { identityFile: identityfile }),
    ...jumpOver(proxyjump, name, blocks),
  }
}

/** `bastion`, or `user@bastion:2222`; only the first of several. */
function jumpOver(
  written: string | undefined,
  of: string,
  blocks: readonly Block[],
): Pick<DraftHost, 'jump'> {
  const [first = ''] = written?.split(',') ?? []
  const [, user, name = '', givenPort] = /^(?:([^@]+)@)?([^:@]+)(?::(\d+))?$/.exec(first) ?? []
  if (name === '' || name === 'none' || name === of) return {}
  // Its own jump host is left out: a file that names itself in a circle must end.
  const plain = blocks.map((block) => ({
    ...block,
    options: block.options.filter(([option]) => option !== 'proxyjump'),
  }))
  const { ssh, ...known } = loginFor(name, plain)
  const port = givenPort === undefined ? known.port : Number(givenPort)
  const login = { ...known, address: ssh ?? known.address, user: user ?? known.user }
  return { jump: port === undefined ? login : { ...login, port } }
}

/** As OpenSSH has it: the first value that is found for an option holds. */
function optionsFor(name: string, blocks: readonly Block[]): Options {
  const found: Record<string, string> = {}
  for (const { patterns, options } of blocks) {
    if (!matches(name, patterns)) continue
    for (const [option, value] of options) found[option] ??= value
  }
  return found
}

function matches(name: string, patterns: readonly string[]): boolean {
  const fits = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(name)
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern))
}

const DEEPEST_INCLUDE = 4

async function read(path: string, depth: number): Promise<Block[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return []
  }
  const blocks: Block[] = []
  let current: { patterns: string[]; options: [string, string][] } = { patterns: ['*'], options: [] }
  blocks.push(current)
  for (const line of text.split(/\r?\n/)) {
    const [, keyword = '', value = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.+?)\s*$/.exec(line) ?? []
    const option = keyword.toLowerCase()
    if (option === 'host' || option === 'match') {
      // What a Match is about can't be told without connecting.
      current = { patterns: option === 'host' ? wordsOf(value) : [], options: [] }
      blocks.push(current)
    } else if (option === 'include' && depth < DEEPEST_INCLUDE) {
      for (const word of wordsOf(value)) {
        if (!/[*?]/.test(word)) blocks.push(...(await read(includedPath(word, path), depth + 1)))
      }
    } else if (option !== '') current.options.push([option, wordsOf(value)[0] ?? ''])
  }
  return blocks
}

function includedPath(word: string, from: string): string {
  const file = word.replace(/^~(?=\/)/, dirname(dirname(from)))
  return isAbsolute(file) ? file : join(dirname(from), file)
}

function wordsOf(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
