import { Box, Text } from 'ink'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Language } from '../src/i18n/say.js'
import { Choice } from '../src/ui/screen/choice.js'
import { type Frame, useFrame } from '../src/ui/screen/frame.js'
import { CoveredContext, useCell, useDialogKeys, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Framed, Program, type ProgramLook } from '../src/ui/screen/program.js'
import { bodySize } from '../src/ui/screen/screen.js'
import type { Leave, Step, StepProps } from '../src/ui/screen/step.js'
import { printable } from '../src/ui/text.js'
import type { Cell } from '../src/wizard/cell.js'
import type { Draft } from '../src/wizard/draft.js'
import { confirmed, type Edit, edited } from '../src/wizard/edit.js'
import type { Learned } from '../src/wizard/learned.js'
import { STEPS, type StepId } from '../src/wizard/steps.js'
import type { Workbench } from '../src/wizard/workbench.js'

export interface AppProps extends ProgramLook {
  readonly steps: Readonly<Partial<Record<StepId, Step>>>
  readonly draft: Cell<Draft>
  readonly learned: Learned
  readonly bench: Workbench
  readonly onLeave: (how: Leave) => void
  /** Begins what the first step looks at, as if it had been walked to. */
  readonly entersFirst?: boolean
}

/** The wizard: one screen at a time, and what all of them have in common. */
export function App(props: AppProps) {
  const draft = useCell(props.draft)
  return (
    <Program {...props} language={draft.language}>
      <CurrentStep {...props} now={draft} />
    </Program>
  )
}

function CurrentStep(props: AppProps & { now: Draft }) {
  const { steps, draft, learned, bench, onLeave, now, entersFirst = false } = props
  const { say, columns, rows } = useLook()
  const [isLeaving, setLeaving] = useState(false)
  const change = (edit: Edit) => {
    draft.update((before) => edited(before, edit))
    bench.saveDraft(draft.get())
  }
  const order = STEPS.filter((id) => id === now.at || steps[id] !== undefined)
  // Nobody walks there: it has no number.
  const walked = order.filter((id) => id !== 'home')
  const stepBeside = (step: StepId, by: 1 | -1) => order[order.indexOf(step) + by] ?? step
  const walk = (to: (before: Draft) => Draft) => {
    draft.update(to)
    bench.saveDraft(draft.get())
    const arrived = draft.get()
    steps[arrived.at]?.enter?.({ ...stepProps, draft: arrived })
  }
  const stale = now.stale.filter((id) => id !== now.at)
  const unsaved = unsavedBy(bench)
  const notice =
    unsaved !== undefined
      ? say('screen.draft-unsaved', unsaved)
      : stale.length === 0
        ? undefined
        : say('screen.stale', { steps: stale.map((id) => say(`step.${id}`)).join(', ') })
  const size = bodySize({ columns, rows }, notice !== undefined)
  const stepProps: StepProps = {
    draft: now,
    change,
    next: () => walk((before) => confirmed(before, before.at, stepBeside(before.at, 1))),
    back: () => walk((before) => ({ ...before, at: stepBeside(before.at, -1) })),
    goTo: (step) => walk((before) => ({ ...before, at: step })),
    take: (other) => walk(() => other),
    bench,
    learned,
    size,
    leave: onLeave,
  }
  const enterFirst = useEffectEvent(() => {
    if (entersFirst) steps[now.at]?.enter?.(stepProps)
  })
  useEffect(() => enterFirst(), [])
  useKeys(
    ({ name }) => {
      if (name === 'ctrl-l') change((before) => ({ ...before, language: otherLanguage(before.language) }))
      else if (name === 'ctrl-c') setLeaving(true)
      else if (name === 'ctrl-z') onLeave({ kind: 'suspend' })
      else if (name === 'escape') {
        const deed = learned.deed.get()
        if (deed?.entry === now.at) walk(() => ({ ...deed.before, language: now.language, at: 'home' }))
        else if (order[0] === now.at || now.at === 'home') setLeaving(true)
        else stepProps.back()
      } else return false
      return true
    },
    { layer: 'program' },
  )
  const frame: Frame = {
    title:
      now.at === 'home'
        ? say('step.home')
        : say('screen.step', {
            number: walked.indexOf(now.at) + 1,
            count: walked.length,
            title: say(`step.${now.at}`),
          }),
    organisation: now.file.organisation,
    isRehearsal: bench.isRehearsal || now.place === 'rehearsal',
    size,
    ...(notice === undefined ? {} : { notice }),
  }
  const step = steps[now.at]
  return (
    <Framed key={now.at} frame={frame}>
      <Box display={isLeaving ? 'none' : 'flex'}>
        <CoveredContext.Provider value={isLeaving}>
          {step === undefined ? null : <step.View {...stepProps} />}
        </CoveredContext.Provider>
      </Box>
      {isLeaving ? (
        <LeaveDialog
          keeps={unsaved !== undefined ? 'unsaved' : frame.isRehearsal ? 'rehearsal' : 'saved'}
          onStay={() => setLeaving(false)}
          onLeave={() => onLeave({ kind: 'quit' })}
        />
      ) : null}
    </Framed>
  )
}

/** Why the answers are not on disk. Warnings are about answers of other times: the first screen tells those. */
function unsavedBy(bench: Workbench): { readonly reason: string } | undefined {
  const found = bench.draftProblem()
  return found?.severity === 'error'
    ? { reason: printable(String(found.details.reason ?? found.code)) }
    : undefined
}

function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh' : 'en'
}

/** What Ctrl-C asks where nothing runs: answers are saved, so leaving is easy. A second Ctrl-C leaves. */
function LeaveDialog({
  keeps,
  onStay,
  onLeave,
}: {
  /** What becomes of the answers. */
  keeps: 'saved' | 'unsaved' | 'rehearsal'
  onStay: () => void
  onLeave: () => void
}) {
  const { say, paint } = useLook()
  const { size } = useFrame()
  useDialogKeys({ 'ctrl-c': onLeave, escape: onStay })
  return (
    <Box flexDirection="column" padding={1} gap={1} height={size.rows}>
      <Text>{paint('strong', say('leave.title'))}</Text>
      <Text>{say(`leave.${keeps}`)}</Text>
      <Choice
        items={[
          { value: 'stay', label: say('leave.stay') },
          { value: 'go', label: say('leave.go') },
        ]}
        onSelect={(choice) => (choice === 'go' ? onLeave() : onStay())}
      />
    </Box>
  )
}
