import { isHostAddress } from '../topology/addresses.js'

/** `10.0.0.0/8`, or one address: where connections may come from. */
export function isNetwork(text: string): boolean {
  const [, address = '', bits] = FORM.exec(text) ?? []
  if (bits === '0') return address === '0.0.0.0'
  return isHostAddress(address) && (bits === undefined || Number(bits) <= 32)
}

/** Each as its first address, in order, without those that lie within another: sets of a firewall may not overlap. */
export function plainNetworks(networks: readonly string[]): string[] {
  const all = [
    ...new Map(
      networks
        .filter(isNetwork)
        .map(parse)
        .map((one) => [textOf(one), one]),
    ).values(),
  ]
  return all.filter((one) => !all.some((other) => other.bits < one.bits && holds(other, one))).map(textOf)
}

interface Block {
  readonly first: number
  readonly bits: number
}

const FORM = /^([\d.]+)(?:\/(\d|[1-3]\d))?$/

function parse(text: string): Block {
  const [, address = '', digits = '32'] = FORM.exec(text) ?? []
  const bits = Number(digits)
  const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  return { first: value - (value % 2 ** (32 - bits)), bits }
}

function holds(outer: Block, inner: Block): boolean {
  const size = 2 ** (32 - outer.bits)
  return inner.first >= outer.first && inner.first < outer.first + size
}

function textOf({ first, bits }: Block): string {
  const address = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')
  return bits === 32 ? address : `${address}/${bits}`
}
