import type { Kit } from '../kit/kit.js'
import type { kitFiles } from '../kit/kit-files.js'
import { bytesText } from '../ui/measure-text.js'
import type { Session } from './session.js'
import { shortPath } from './short-path.js'

/** Where a kit is, what to compare, and what to do with it. */
export function showKit(
  { say, print, emit, paint, world }: Session,
  { host, target, id, steps }: Kit,
  made: ReturnType<typeof kitFiles>,
  path: string,
): void {
  const bytes = made.files.reduce(
    (sum, file) => sum + ('text' in file ? Buffer.byteLength(file.text) : file.size),
    0,
  )
  const { system } = target
  const cpu = target.avx2 ? 'avx2' : 'no-avx2'
  emit({
    type: 'kit',
    host: host.name,
    kit: id,
    path,
    steps: steps.length,
    bytes,
    system,
    cpu,
    sums: made.sums,
  })
  const values = {
    host: host.name,
    path: shortPath(path, world.workingDirectory),
    steps: steps.length,
    bytes: bytesText(bytes),
    system,
    cpu,
  }
  print(
    paint('done', say('export-host.done', values)),
    say('export-host.sums', { sums: made.sums.replace(/(.{8})(?!$)/g, '$1 ') }),
    ...(made.secrets > 0 ? [say('export-host.secrets', values)] : []),
    say('export-host.next', values),
  )
}
