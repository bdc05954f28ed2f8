/**
 * Where a bootstrap node is dialled: `/ip4/A/tcp/P/p2p/ID`, by the address and the key in its ENR or enode URL.
 * Undefined where it tells no IPv4 address and TCP port, or is damaged. Signatures are the carrier's to check.
 */
export function peerAddress(node: string): string | undefined {
  const found = node.startsWith('enr:') ? readEnr(node.slice('enr:'.length)) : readEnode(node)
  return found && `/ip4/${found.ip}/tcp/${found.tcp}/p2p/${peerId(found.key)}`
}

interface Endpoint {
  readonly ip: string
  readonly tcp: number
  /** Compressed: 33 bytes. */
  readonly key: Uint8Array
}

const LONGEST_BYTES = 300
const LONGEST_TEXT = 400

function readEnr(text: string): Endpoint | undefined {
  if (text.length > LONGEST_TEXT) return undefined
  const record = Buffer.from(text, 'base64url')
  const [list, ...more] = rlpItems(record) ?? []
  if (record.length > LONGEST_BYTES || !list?.isList || more.length > 0) return undefined
  const [, , ...pairs] = rlpItems(list.data) ?? []
  const values = new Map<string, Uint8Array>()
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name, value] = pairs.slice(i, i + 2)
    if (name && value) values.set(Buffer.from(name.data).toString('latin1'), value.data)
  }
  const [ip, tcp, key] = ['ip', 'tcp', 'secp256k1'].map((name) => values.get(name))
  if (ip?.length !== 4 || tcp === undefined || tcp.length > 2 || !key) return undefined
  return checked({ ip: ip.join('.'), tcp: bigEndian(tcp), key })
}

function readEnode(url: string): Endpoint | undefined {
  const [, hex = '', ip = '', tcp] = ENODE.exec(url) ?? []
  const point = Buffer.from(hex, 'hex')
  const isOdd = (point.at(-1) ?? 0) & 1
  return checked({ ip, tcp: Number(tcp), key: Buffer.from([2 + isOdd, ...point.subarray(0, 32)]) })
}

const ENODE = /^enode:\/\/([0-9a-f]{128})@(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})(?:\?discport=\d{1,5})?$/i

function checked(found: Endpoint): Endpoint | undefined {
  const octets = found.ip.split('.').map(Number)
  const [first = 0] = octets
  const isUnicast = octets.length === 4 && octets.every((octet) => octet < 256) && first > 0 && first < 224
  const isPort = found.tcp > 0 && found.tcp < 65_536
  const isKey = found.key.length === 33 && (found.key[0] === 2 || found.key[0] === 3)
  return isUnicast && isPort && isKey ? found : undefined
}

interface RlpItem {
  readonly isList: boolean
  readonly data: Uint8Array
}

/** The items that follow each other in `bytes`; undefined where the last one is cut short. */
function rlpItems(bytes: Uint8Array): RlpItem[] | undefined {
  const items: RlpItem[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at] ?? 0
    const isList = head >= 0xc0
    const size = head < 0x80 ? 0 : head - (isList ? 0xc0 : 0x80)
    const sizeBytes = size > 55 ? size - 55 : 0
    const start = at + (head < 0x80 ? 0 : 1 + sizeBytes)
    const length = head < 0x80 ? 1 : sizeBytes > 0 ? bigEndian(bytes.subarray(at + 1, start)) : size
    at = start + length
    if (at > bytes.length) return undefined
    items.push({ isList, data: bytes.subarray(start, at) })
  }
  return items
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0)
}

/** base58btc of libp2p's name for a public key, which is compressed: an identity multihash of its protobuf. */
export function peerId(key: Uint8Array): string {
  const bytes = Buffer.from([0x00, 0x25, 0x08, 0x02, 0x12, 0x21, ...key])
  let digits = ''
  for (let rest = BigInt(`0x${bytes.toString('hex')}`); rest > 0n; rest /= 58n) {
    digits = (BASE58[Number(rest % 58n)] ?? '') + digits
  }
  // The first byte is zero, which base58 writes as its first digit.
  return `1${digits}`
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
