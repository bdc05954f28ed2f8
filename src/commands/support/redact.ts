import { literally } from '../../lib/text.js'

/** Names that tell who somebody is, by what stands in their place. A name that comes twice is what it was first. */
export interface Names {
  /** In the order of org.yaml: `h1`, `h2`. */
  readonly hosts: readonly string[]
  /** Machines that are not in org.yaml: hostnames, the computer that this runs on. */
  readonly machines: readonly string[]
  /** Names of DNS, and what lies below the same domain. */
  readonly domains: readonly string[]
  readonly users: readonly string[]
  /** Of the organisation, and of its folder. */
  readonly organisations: readonly string[]
}

export interface Redactor {
  /** Without secrets, addresses and names; the same in every text. */
  readonly redact: (text: string) => string
  /** How many of each kind were replaced. */
  readonly counts: () => Readonly<Record<Kind, number>>
}

type Kind = 'secrets' | 'addresses' | 'names'

/** Words that everybody has, and that say nothing of anybody. */
const COMMON =
  /^(root|metis|consul|carrier|admin|via|data|compute|host|localhost|organisation|ubuntu|debian|.)$/

/**
 * Takes out of text what nobody else is to know. `mask` hides the secrets that are known; what looks like one goes as well. Each
 * address becomes one below 10, in the order of appearance, and each name one that says its kind.
 */
export function createRedactor(names: Names, mask: (text: string) => string): Redactor {
  const counts = { secrets: 0, addresses: 0, names: 0 }
  const known = placeholders(names)
  const given = new Map<string, string>()
  const numbers = new Map<string, number>()
  const inPlaceOf = (found: string, kind: string, make: (number: number) => string) => {
    const key = `${kind} ${found.toLowerCase()}`
    const before = given.get(key)
    if (before !== undefined) return before
    const number = (numbers.get(kind) ?? 0) + 1
    numbers.set(kind, number)
    const placeholder = make(number)
    given.set(key, placeholder)
    return placeholder
  }
  const count = (kind: Kind, text: string) => {
    counts[kind]++
    return text
  }
  const secret = (text: string) => count('secrets', text)
  const ofDomain = domainPattern(names.domains)
  const named = wordPattern([...known.keys()])
  const redact = (text: string) => {
    const masked = mask(text)
      .replace(PEM, (_, kind) => secret(`-----BEGIN ${kind}----- ***`))
      .replace(ASSIGNED, (_, before) => secret(`${before}***`))
      .replace(LOGIN, (_, before) => secret(`${before}***@`))
      .replace(QUERY, (_, before) => secret(`${before}?***`))
      .replace(KEY, () => secret('***'))
      .replace(IDENTITY, (found) =>
        count(
          'names',
          inPlaceOf(found, 'id', (number) => `id-${number}`),
        ),
      )
      .replace(MAIL, (found) =>
        count(
          'names',
          inPlaceOf(found, 'mail', (number) => `mail-${number}`),
        ),
      )
      .replace(IPV4, (found) => (isNobodys(found) ? found : count('addresses', inPlaceOf(found, 'v4', v4))))
      .replace(IPV4_DASHED, (found) => count('addresses', inPlaceOf(found.replaceAll('-', '.'), 'v4', v4)))
      .replace(MAC, (found) =>
        count(
          'addresses',
          inPlaceOf(found, 'mac', (number) => `mac-${number}`),
        ),
      )
      .replace(IPV6, (found) => (isNobodys(found) ? found : count('addresses', inPlaceOf(found, 'v6', v6))))
    const withoutDomains = masked.replace(ofDomain, (found) =>
      count(
        'names',
        inPlaceOf(found, 'domain', (number) => `name-${number}.example`),
      ),
    )
    return withoutDomains.replace(named, (found) => count('names', known.get(found.toLowerCase()) ?? '***'))
  }
  return { redact, counts: () => ({ ...counts }) }
}

function v4(number: number): string {
  return `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
}

function v6(number: number): string {
  return `fd00::${number.toString(16)}`
}

/** Of every machine, and of none. */
function isNobodys(address: string): boolean {
  return /^(127\.|0\.0\.0\.0$|255\.255\.|::1?$)/.test(address)
}

function placeholders({ hosts, machines, users, organisations }: Names): ReadonlyMap<string, string> {
  const kinds = [
    [hosts, 'h'],
    [machines, 'machine-'],
    [users, 'user-'],
    [organisations, 'organisation-'],
  ] as const
  const all = kinds.flatMap(([words, as]) => {
    const mine = [...new Set(words.map((word) => word.toLowerCase()))]
    return mine.map((word, at) => [word, `${as}${at + 1}`] as const)
  })
  return new Map(all.filter(([word]) => !COMMON.test(word)).toReversed())
}

/** Words that are no part of a longer one, the longest first. */
function wordPattern(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((a, b) => b.length - a.length).map(literally)
  if (longestFirst.length === 0) return NOTHING
  return new RegExp(`(?<![A-Za-z0-9])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`, 'gi')
}

/** Those names, all that shares their last two labels, and what ends as names on the internet and in companies do. */
function domainPattern(domains: readonly string[]): RegExp {
  const ends = domains.flatMap((domain) => {
    const labels = domain.split('.')
    return labels.length < 2 ? [] : [labels.slice(-2).join('.')]
  })
  const usual = [
    'com',
    'net',
    'org',
    'io',
    'cn',
    'de',
    'eu',
    'dev',
    'cloud',
    'local',
    'lan',
    'internal',
    'intra',
    'corp',
    'home',
    'example',
  ]
  const own = [...new Set(ends)].map(literally)
  const ending = `(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\\.)+(?:${usual.join('|')})`
  const known = own.map((end) => `(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\\.)*${end}`)
  return new RegExp(`(?<![\\w.-])(?:${[...known, ending].join('|')})(?!\\.?[\\w-])`, 'gi')
}

const NOTHING = /(?!)/g
/** Whole, or as much of it as there is. */
const PEM =
  /-----BEGIN ([A-Z ]{1,40})-----(?:(?:(?!-----)[\s\S]){0,20000}-----END \1-----|(?:(?:\\[rn]|\s){1,4}[A-Za-z0-9+/=]{16,})*)/g
const ASSIGNED =
  /((?:password|passwd|passphrase|secret|token|api[_-]?key|authorization)[\w-]{0,20}["']?\s{0,3}[:=]\s{0,3}(?:Bearer |Basic )?)(?:"(?:[^"\\\n]|\\.)+"|'[^'\n]+'|[^\s,;&}\]"']+)/gi
const LOGIN = /(\/\/)[^\s/@"']{1,300}@/g
const QUERY = /(https?:\/\/[^\s"'?]{1,500})\?[^\s"']+/g
/** Of age and of SSH, fingerprints, and long hexadecimal numbers behind 0x. */
const KEY =
  /AGE-SECRET-KEY-[A-Z0-9-]+|age1[a-z0-9]{40,}|(?:ssh-[a-z0-9]+|ecdsa-[a-z0-9-]+) AAAA[A-Za-z0-9+/=]+|SHA256:[A-Za-z0-9+/]{40,}=?|0x[0-9a-f]{32,}/gi
/** Node records, peers, identities of a network, and machine ids. */
const IDENTITY =
  /enr:[-A-Za-z0-9_]{20,}|\b(?:16Uiu2HA|12D3KooW|Qm)[1-9A-HJ-NP-Za-km-z]{40,}|did:\w+:\w{10,}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|(?<![0-9a-f])[0-9a-f]{128,130}(?![0-9a-f])/gi
const MAIL = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,}(?![\w-])/gi
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g
/** As clouds name their machines. */
const IPV4_DASHED = /(?<![\d-])(?:\d{1,3}-){3}\d{1,3}(?!-?\d)/g
const MAC = /(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])/gi
const IPV6 =
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:)(?![\w:])/gi
