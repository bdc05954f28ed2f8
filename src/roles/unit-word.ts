/** One word of a setting: systemd expands `%`, and splits at blanks unless they are escaped. */
export function unitWord(word: string): string {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('%', '%%')
  return /[\s"'\\;]/.test(word) || word === '' ? `"${escaped}"` : escaped
}
