import { useState } from 'react'
import { problemsOf } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { USUAL_WANT, type Want } from '../../src/roles/placing.js'
import { useCell, useLook } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { printable } from '../../src/ui/text.js'
import {
  type FolderAnswer,
  folderAnswerOf,
  folderFor,
  isRefused,
  judgeName,
  NO_FOLDER,
} from '../../src/wizard/organisation-answers.js'
import { PRESET_FOR } from '../../src/wizard/shape.js'
import type { FolderState } from '../../src/wizard/workbench.js'

export const FIELDS = ['name', 'folder', 'want'] as const
export type Field = (typeof FIELDS)[number]

/** The three answers while they are given, and what keys do with them. */
export function useOrganisation(props: StepProps) {
  const { draft, change, next, take, bench, learned } = props
  const { language } = useLook()
  const kept = useCell(learned.folder)
  const answer = kept === NO_FOLDER ? folderAnswerOf(draft) : kept
  const [field, setField] = useState<Field>('name')
  const [isTried, setTried] = useState(false)
  const [wanted, setWanted] = useState<Want>(draft.want ?? USUAL_WANT)
  const [failure, setFailure] = useState<string>()

  const name = draft.file.organisation
  const verdict = judgeName(name)
  const { found } = answer
  const isOpenable = found?.holds === 'organisation' && !found.isOwn

  const rename = (organisation: string) => {
    change((before) => ({ ...before, file: { ...before.file, organisation } }))
    if (!answer.follows) return
    const isRight = judgeName(organisation).is === 'right'
    void lookAt(props, { typed: isRight ? folderFor(organisation) : '', follows: true })
  }
  const move = (by: 1 | -1) => {
    const to = FIELDS[FIELDS.indexOf(field) + by]
    if (to !== undefined) setField(to)
  }
  const leaveName = () => {
    if (verdict.is === 'right') move(1)
    else setTried(true)
  }
  const leaveFolder = async () => {
    const there = found ?? (await lookAt(props, answer))
    if (there !== undefined && !isRefused(there, name)) setField('want')
  }
  const choose = async (want: Want) => {
    change((before) => ({ ...before, want, preset: PRESET_FOR[want] }))
    if (verdict.is !== 'right') {
      setTried(true)
      return setField('name')
    }
    const there = found ?? (await lookAt(props, answer))
    if (there === undefined || isRefused(there, name)) return setField('folder')
    next()
  }
  const open = async () => {
    try {
      take(await bench.openFolder(answer.typed, draft.language))
    } catch (error) {
      const [first] = problemsOf(error)
      setFailure(first && printable(explain(first, language).what))
    }
  }
  return {
    field,
    name,
    verdict,
    answer,
    wanted,
    isTried,
    failure,
    isOpenable,
    setField,
    setWanted,
    move,
    rename,
    leaveName,
    leaveFolder,
    choose,
    open,
    typeFolder: (typed: string) => {
      setFailure(undefined)
      void lookAt(props, { typed, follows: false })
    },
  }
}

type Props = Pick<StepProps, 'draft' | 'bench' | 'learned' | 'change'>

/** Looks at the folder that the draft names, so that the screen can say what is there. */
export function lookAtAnswer(props: Props): Promise<FolderState | undefined> {
  return lookAt(props, folderAnswerOf(props.draft))
}

/** Looks at what was typed; the last one typed is the answer. */
async function lookAt(
  { draft, bench, learned, change }: Props,
  { typed, follows }: FolderAnswer,
): Promise<FolderState | undefined> {
  learned.folder.set({ typed, follows })
  if (typed.trim() === '') {
    change((before) => ({ ...before, folder: '' }))
    return undefined
  }
  const found = await bench.lookAtFolder(typed)
  if (learned.folder.get().typed !== typed) return undefined
  // What these answers were written to does not move when the name changes, but for one that a rehearsal made up.
  learned.folder.set({ typed, follows: follows && (!found.isOwn || draft.place === 'rehearsal'), found })
  change((before) => (before.folder === found.path ? before : { ...before, folder: found.path }))
  return found
}
