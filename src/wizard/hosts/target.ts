import type { HOST_CODES } from '../../errors/codes/hosts.js'
import { isHostAddress, isHostOrAddress, isLoopback } from '../../topology/addresses.js'
import { addressNumber, addressText } from '../../topology/networks.js'

/** Where something points: IPv4 addresses, or one name for SSH, with what was written around it. */
export interface Target {
  readonly addresses: readonly string[]
  readonly ssh?: string | undefined
  readonly user?: string | undefined
  readonly port?: number | undefined
  /** A password stood beside the user. */
  readonly hadPassword: boolean
}

export interface TargetMistake {
  readonly code: (typeof HOST_CODES)[number]
  readonly found: string
  readonly count?: number
}

export const LARGEST_RANGE = 256

/** The words of a line that point somewhere. Where numbers do, dotted words are names or users. */
export function targetsIn(words: readonly string[]): readonly string[] {
  const sure = words.filter((word) => SURE.test(word))
  return sure.length > 0 ? sure : words.filter((word) => DOTTED.test(word) && !KEY_FILE.test(word))
}

/** `ops@10.0.0.11:22`, `10.0.0.11-14`, `10.0.0.[11,12]`, `ssh://ops@node1.example.com`. */
export function readTarget(word: string): Target | TargetMistake {
  const [, before, place = ''] = /^(?:ssh:\/\/)?(?:(.*)@)?([^@]*?)\/?$/.exec(word) ?? []
  const [user, ...password] = before?.split(':') ?? []
  if (IPV6.test(place)) return { code: 'hosts.ipv6-address', found: place }
  const [, where = place, digits] = /^(.*):([^:\]]*)$/.exec(place) ?? []
  const port = digits === undefined ? undefined : portOf(digits)
  if (digits !== undefined && port === undefined) return { code: 'hosts.invalid-port', found: digits }
  const found = /^[\d.]/.test(where) ? readAddresses(where) : readName(where)
  if ('code' in found) return found
  return { ...found, hadPassword: password.length > 0, user, port }
}

export function portOf(digits: string): number | undefined {
  const port = Number(digits)
  return /^\d{1,5}$/.test(digits) && port >= 1 && port <= 65535 ? port : undefined
}

const SURE = /@|^\d+\.\d|^(ssh:\/\/)|^\[?[0-9a-f]{0,4}:[0-9a-f]{0,4}:/i
const DOTTED = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d*)?$/i
const KEY_FILE = /\.(pem|key|ppk|pub)$/i
const IPV6 = /^\[?[0-9a-f]{0,4}:[0-9a-f]{0,4}:/i

function readName(name: string): Pick<Target, 'addresses' | 'ssh'> | TargetMistake {
  if (isHostOrAddress(name)) return { addresses: [], ssh: name }
  return { code: 'hosts.invalid-address', found: name }
}

function readAddresses(text: string): Pick<Target, 'addresses'> | TargetMistake {
  if (/^[\d.]+\/\d+$/.test(text)) return { code: 'hosts.network', found: text }
  const addresses = /^[\d.]+$/.test(text) ? [text] : expand(text)
  if (!Array.isArray(addresses)) return addresses
  const wrong = addresses.find((address) => !isHostAddress(address) || isLoopback(address))
  return wrong === undefined ? { addresses } : { code: 'hosts.invalid-address', found: wrong }
}

function expand(text: string): string[] | TargetMistake {
  const [, prefix, list] = /^(\d+\.\d+\.\d+\.)[[{]([\d,.:-]*)[\]}]$/.exec(text) ?? []
  const [, network = '', from, to] = /^(\d+\.\d+\.\d+\.)(\d+)-((?:\d+\.\d+\.\d+\.)?\d+)$/.exec(text) ?? []
  if (prefix !== undefined && list !== undefined) {
    const parts = list.split(',').map((part) => {
      const [first = '', last = first] = part.split(/-|\.\.|:/)
      return between(`${prefix}${first}`, `${prefix}${last}`, text)
    })
    const mistake = parts.find((part) => !Array.isArray(part))
    if (mistake !== undefined) return mistake
    return [...new Set(parts.flat().filter((part) => typeof part === 'string'))]
  }
  if (from === undefined || to === undefined) {
    const isRange = /^\d+(\.\d+)*-|[[{]/.test(text)
    return { code: isRange ? 'hosts.invalid-range' : 'hosts.invalid-address', found: text }
  }
  return between(`${network}${from}`, to.includes('.') ? to : `${network}${to}`, text)
}

function between(first: string, last: string, text: string): string[] | TargetMistake {
  const from = addressNumber(first)
  const count = addressNumber(last) - from + 1
  if (!FOUR_BYTES.test(first) || !FOUR_BYTES.test(last) || count < 1)
    return { code: 'hosts.invalid-range', found: text }
  if (count > LARGEST_RANGE) return { code: 'hosts.range-too-large', found: text, count }
  return Array.from({ length: count }, (_, i) => addressText(from + i))
}

/** Four bytes, also with zeros in front: `10.0.0.[01-14]`. */
const FOUR_BYTES = /^((25[0-5]|2[0-4]\d|[01]?\d?\d)(\.(?!$)|$)){4}$/
