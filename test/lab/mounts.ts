import { readFileSync } from 'node:fs'
import { execaSync } from 'execa'

/** Unmounts everything below a folder, the deepest first. */
export function unmountBelow(folder: string): void {
  for (const path of mountsBelow(folder).reverse()) {
    // Lazily where something still holds it: the last holder's end then frees it.
    const plain = execaSync('umount', [path], { reject: false })
    if (plain.failed) execaSync('umount', ['--lazy', path], { reject: false })
  }
}

/** In the order they were mounted. */
function mountsBelow(folder: string): string[] {
  const lines = readFileSync('/proc/self/mounts', 'utf8').split('\n')
  const paths = lines.map((line) => line.split(' ')[1] ?? '')
  return paths.filter((path) => path.startsWith(`${folder}/`))
}
