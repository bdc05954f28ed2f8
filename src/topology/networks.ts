import { isHostAddress } from './addresses.js'

/** `10.0.0.0/8`, or one address: where connections may come from. */
export function isNetwork(text: string): boolean {
  const [, address = '', bits] = FORM.exec(text) ?? []
  if (bits === '0') return address === '0.0.0.0'
  return isHostAddress(address) && (bits === undefined || Number(bits) <= 32)
}

/** Each as its first address, in order, without those that lie within another: sets of a firewall may not overlap. */
export function plainNetworks(networks: readonly string[]): string[] {
  const all = [...new Set(networks.filter(isNetwork).map((one) => textOf(parse(one))))].map(parse)
  // Thousands of single addresses hold nothing.
  const wide = all.filter(({ bits }) => bits < 32)
  return all.filter((one) => !wide.some((other) => other.bits < one.bits && holds(other, one))).map(textOf)
}

/** The address is the network, or in it. */
export function isWithin(address: string, network: string): boolean {
  return holds(parse(network), parse(address))
}

interface Block {
  readonly first: number
  readonly bits: number
}

const FORM = /^([\d.]+)(?:\/(\d|[1-3]\d))?$/

function parse(text: string): Block {
  const [, address = '', digits = '32'] = FORM.exec(text) ?? []
  const bits = Number(digits)
  const value = addressNumber(address)
  return { first: value - (value % 2 ** (32 - bits)), bits }
}

function holds(outer: Block, inner: Block): boolean {
  const size = 2 ** (32 - outer.bits)
  return inner.first >= outer.first && inner.first < outer.first + size
}

function textOf({ first, bits }: Block): string {
  return bits === 32 ? addressText(first) : `${addressText(first)}/${bits}`
}

/** An IPv4 address as one number, so that it can be counted on. */
export function addressNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
}

export function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}
