/** Lines `label value`, as the questions of `src/facts` print them. */
export function labelledLines(values: readonly (readonly [label: string, value: string | number])[]): string {
  return values.map(([label, value]) => `${label} ${value}\n`).join('')
}
