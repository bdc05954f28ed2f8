import type { StepProps } from '../../src/ui/screen/step.js'
import { type FolderAnswer, folderAnswerOf } from '../../src/wizard/organisation-answers.js'
import type { FolderState } from '../../src/wizard/workbench.js'

type Props = Pick<StepProps, 'draft' | 'bench' | 'learned' | 'change'>

/** Looks at the folder that the draft names, so that the screen can say what is there. */
export function lookAtAnswer(props: Props): Promise<FolderState | undefined> {
  return lookAt(props, folderAnswerOf(props.draft))
}

/** Looks at what was typed; the last one typed is the answer. */
export async function lookAt(
  { bench, learned, change }: Props,
  { typed, follows }: FolderAnswer,
): Promise<FolderState | undefined> {
  learned.folder.set({ typed, follows })
  if (typed.trim() === '') {
    change((before) => ({ ...before, folder: '' }))
    return undefined
  }
  const found = await bench.lookAtFolder(typed)
  if (learned.folder.get().typed !== typed) return undefined
  // What these answers were written to does not move when the name changes.
  learned.folder.set({ typed, follows: follows && !found.isOwn, found })
  change((before) => (before.folder === found.path ? before : { ...before, folder: found.path }))
  return found
}
