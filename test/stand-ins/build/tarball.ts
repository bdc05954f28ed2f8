import path from 'node:path'
import { execa } from 'execa'

const STABLE = [
  '--sort=name',
  '--mtime=@631152000',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u+rw,go+r,go-w',
]

/** Packs a folder under its own name, or with `contents` only what is in it. The same files give the same bytes. */
export async function packFolder(
  folder: string,
  archive: string,
  form: 'gzip' | 'contents',
): Promise<string> {
  const what = form === 'gzip' ? ['-C', path.dirname(folder), path.basename(folder)] : ['-C', folder, '.']
  const pack = form === 'gzip' ? ['-I', 'gzip -n'] : []
  await execa('tar', [...STABLE, ...pack, '-cf', archive, ...what])
  return archive
}
