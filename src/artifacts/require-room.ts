import { statfs } from 'node:fs/promises'
import { fileProblem } from './file-problems.js'

/** Throws `artifact.no-room` where the file system of a folder, which is there, has not so many bytes free. */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const mebibytes = (of: number) => Math.ceil(of / 2 ** 20)
  if (free >= bytes) return
  throw fileProblem('artifact.no-room', folder, { need: mebibytes(bytes), free: mebibytes(free) })
}
