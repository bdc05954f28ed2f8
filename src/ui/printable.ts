/**
 * A line as a terminal may safely show it: escape sequences and control characters that came from a host or a file
 * are taken out, tabs become spaces.
 */
export function printable(line: string): string {
  return line.replace(ESCAPES, '').replaceAll('\t', '    ').replace(CONTROLS, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this file is for
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this file is for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
