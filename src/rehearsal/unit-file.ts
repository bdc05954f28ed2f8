/** What of a unit file matters here. Undefined without an `ExecStart`. */
export interface UnitFile {
  readonly argv: readonly string[]
  readonly workingDirectory: string
}

/** Reads a unit file as systemd does: words with quotes and backslashes, `%%` for `%`, `$$` for `$`. */
export function readUnitFile(text: string): UnitFile | undefined {
  const lines = text.split('\n')
  const settingOf = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1)
  const start = settingOf('ExecStart')
  if (start === undefined) return undefined
  return {
    argv: words(start).map((word) => word.replaceAll('$$', '$')),
    workingDirectory: words(settingOf('WorkingDirectory') ?? '/')[0] ?? '/',
  }
}

function words(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%'),
  )
}
