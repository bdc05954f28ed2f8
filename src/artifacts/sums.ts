/** The checksum that a file in `sha256sum` form gives for the first of these names it lists, in lower case. */
export function sumOf(sums: string, names: readonly string[]): string | undefined {
  const listed = new Map(
    sums.split(/\r?\n/).flatMap((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/i.exec(line) ?? []
      return sum === undefined || name === undefined ? [] : [[name, sum.toLowerCase()] as const]
    }),
  )
  return names.map((name) => listed.get(name)).find((sum) => sum !== undefined)
}
