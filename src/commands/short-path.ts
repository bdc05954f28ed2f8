import { isAbsolute, relative } from 'node:path'

/** `org.yaml` instead of an absolute path, as long as it lies below the working directory. */
export function shortPath(path: string, workingDirectory: string): string {
  const short = relative(workingDirectory, path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
