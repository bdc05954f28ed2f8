import { useState } from 'react'
import { USUAL_WANT, type Want } from '../../src/roles/placing.js'
import { useCell, useLook } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import {
  folderAnswerOf,
  folderFor,
  isRefused,
  judgeName,
  NO_FOLDER,
} from '../../src/wizard/organisation-answers.js'
import { PRESET_FOR } from '../../src/wizard/shape.js'
import { failureText } from './answer-text.js'
import { lookAt } from './folder-look.js'

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
      setFailure(failureText(error, language))
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
