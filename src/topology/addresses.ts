/** Dotted IPv4 as the fighters insist on it: four plain numbers, no leading zeros. */
export const IPV4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/

/** Blocks that RFC 5737 keeps for examples; presets use them for what the operator has to fill in. */
const DOCUMENTATION = ['192.0.2.', '198.51.100.', '203.0.113.']

/** An IPv4 address that a single host can have: not `0.0.0.0`, multicast or broadcast. */
export function isHostAddress(text: string): boolean {
  const first = Number(text.split('.')[0])
  return IPV4.test(text) && first > 0 && first < 224
}

export function isLoopback(text: string): boolean {
  return text.startsWith('127.')
}

/** An example address, alone or with a port. */
export function isDocumentationAddress(text: string): boolean {
  const address = text.replace(/:\d+$/, '')
  return IPV4.test(address) && DOCUMENTATION.some((block) => address.startsWith(block))
}

/** An IPv4 address that can be reached from everywhere: in no block that is kept for a purpose of its own. */
export function isPublicAddress(text: string): boolean {
  const [a = 0, b = 0] = text.split('.').map(Number)
  if (!isHostAddress(text) || isDocumentationAddress(text)) return false
  if (a === 10 || a === 127) return false
  if (a === 100) return b < 64 || b > 127
  if (a === 169) return b !== 254
  if (a === 172) return b < 16 || b > 31
  if (a === 192) return b !== 168 && !text.startsWith('192.0.0.')
  return a !== 198 || (b !== 18 && b !== 19)
}

/** A strict IPv4 address or a DNS name; never with an underscore. */
export function isHostOrAddress(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return isHostAddress(text)
  return (
    text.length <= 253 &&
    text.split('.').every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  )
}

/** Takes `address:port` apart; `undefined` when it is something else. */
export function parseEndpoint(text: string): { address: string; port: number } | undefined {
  const [, address, digits] = /^([^:]+):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (address === undefined || !isHostOrAddress(address) || port < 1 || port > 65535) return undefined
  return { address, port }
}
