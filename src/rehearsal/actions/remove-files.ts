import type { Run } from '../../actions/action.js'
import type { Context } from './context.js'

/** What the removal's step `files` says in its inputs. */
interface Wanted {
  readonly root: string
  readonly paths: readonly string[]
  readonly kept: readonly string[]
}

export async function removeFiles({ inputs }: Run, { machine: { files }, sleep }: Context): Promise<number> {
  await sleep(0.5)
  const { root, paths, kept } = JSON.parse(inputs) as Wanted
  const stays = (path: string) =>
    kept.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`))
  for (const path of paths.flatMap(files.walk)) if (!stays(path)) files.remove(path)
  if (files.list(root).length === 0) files.remove(root)
  return 0
}
