import type { Charset } from '../charset.js'

/** How thick a line leaves a cell: not at all, light, heavy, double. */
export type Weight = 0 | 1 | 2 | 3

/** Lines that leave a cell, two bits each: up, right, down, left. */
export function arms(up: Weight, right: Weight, down: Weight, left: Weight): number {
  return up | (right << 2) | (down << 4) | (left << 6)
}

/** The character that draws these lines, ` ` for none. Where ASCII lines cross, the upright one runs on. */
export function glyph(lines: number, charset: Charset): string {
  const [up, right, down, left] = armsIn(lines)
  if (charset === 'ascii') return asciiGlyph(up, right, down, left)
  const light = (weight: Weight) => (weight === 2 ? 1 : weight)
  return GLYPHS.get(lines) ?? GLYPHS.get(arms(light(up), light(right), light(down), light(left))) ?? ' '
}

/** The lines that a box-drawing character draws: the way back from `glyph`. */
export function armsOf(character: string): readonly [up: Weight, right: Weight, down: Weight, left: Weight] {
  return armsIn(LINES.get(character) ?? 0)
}

function armsIn(lines: number): [Weight, Weight, Weight, Weight] {
  const weight = (shift: number) => ((lines >> shift) & 3) as Weight
  return [weight(0), weight(2), weight(4), weight(6)]
}

function asciiGlyph(up: Weight, right: Weight, down: Weight, left: Weight): string {
  const level = Math.max(right, left)
  if (up + down === 0) return level === 0 ? ' ' : level === 1 ? '-' : '='
  if (level === 0) return '|'
  return up * right * down * left === 0 ? '+' : '|'
}

/** Indexed by up, right, down, left as digits of a number to the base three; light corners are round. */
const LIGHT_AND_HEAVY = ' ╴╸╷╮┑╻┒┓╶─╾╭┬┭┎┰┱╺╼━┍┮┯┏┲┳╵╯┙│┤┥╽┧┪╰┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋'

function linesAt(index: number): number {
  return [27, 9, 3, 1].reduce((lines, power, i) => lines | ((Math.floor(index / power) % 3) << (2 * i)), 0)
}

/** By their lines; of those with a double one not all that there could be. */
const GLYPHS = new Map<number, string>([
  ...Array.from(LIGHT_AND_HEAVY, (character, i): [number, string] => [linesAt(i), character]),
  [arms(0, 3, 0, 3), '═'],
  [arms(3, 0, 3, 0), '║'],
  [arms(0, 3, 3, 0), '╔'],
  [arms(0, 0, 3, 3), '╗'],
  [arms(3, 3, 0, 0), '╚'],
  [arms(3, 0, 0, 3), '╝'],
  [arms(1, 3, 1, 3), '╪'],
  [arms(0, 3, 1, 3), '╤'],
  [arms(1, 3, 0, 3), '╧'],
  [arms(3, 1, 3, 0), '╟'],
  [arms(3, 0, 3, 1), '╢'],
  [arms(3, 1, 3, 1), '╫'],
])

const LINES = new Map([...GLYPHS].map(([lines, character]) => [character, lines]))
