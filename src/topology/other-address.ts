/**
 * A text with another IPv4 address wherever one stands as a whole: `10.0.0.1` is in `http://10.0.0.1:80/` and not in
 * `10.0.0.12` or `110.0.0.1`.
 */
export function withOtherAddress(text: string, former: string, address: string): string {
  return text.replace(wholeAddress(former), address)
}

/** Numbers of the lines that name it, from 1. */
export function linesWith(text: string, address: string): number[] {
  return text.split('\n').flatMap((line, i) => (line.search(wholeAddress(address)) < 0 ? [] : [i + 1]))
}

function wholeAddress(address: string): RegExp {
  return new RegExp(`(?<![\\d.])${address.replaceAll('.', '\\.')}(?!\\.?\\d)`, 'g')
}
