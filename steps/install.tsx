import { Box, Text } from 'ink'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { problemsOf } from '../src/errors/problem.js'
import { isUnderWay } from '../src/events/run-record.js'
import { useCell, useLook } from '../src/ui/screen/hooks.js'
import { Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { cell } from '../src/wizard/cell.js'
import { goOn } from '../src/wizard/go-on.js'
import { planInstead } from '../src/wizard/prepare-run.js'
import type { RunHandle } from '../src/wizard/run-handle.js'
import { failureOf, IDLE, readyValue, startWork, type Work } from '../src/wizard/start-work.js'
import { AskingScreen } from './asking-screen.js'
import { RunScreen } from './install/run-screen.js'

/** The plan being carried out. The run is not started here, and does not end with this screen. */
export const install: Step = { enter: attach, View: Install }

/** A run that somebody has started before is met again. */
function attach({ learned }: StepProps): void {
  const organisation = readyValue(learned.organisation.get())?.organisation
  if (learned.run.get() !== undefined || organisation === undefined) return
  const meet = (run: RunHandle | undefined) => {
    if (run !== undefined && learned.run.get() === undefined) learned.run.set(run)
  }
  // Files of runs that can't be read are told where a run is begun or watched.
  void organisation.running().then(meet, problemsOf)
}

function Install(props: StepProps) {
  const { learned, next, leave, goTo } = props
  const { say } = useLook()
  const run = useCell(learned.run)
  const organisation = readyValue(useCell(learned.organisation))?.organisation
  const [again] = useState(() => cell<Work<null>>(IDLE))
  const [notice, setNotice] = useState<string>()
  const [told, setTold] = useState<string>()
  const going = useCell(again)
  const isAsked = useCell(learned.questions).length > 0
  const reviewInstead = useEffectEvent(() => {
    void planInstead(props, readyValue(learned.plan.get()))
    learned.run.set(undefined)
    goTo('review')
  })
  const isRefused = useIsRefused(run)
  useEffect(() => {
    if (isRefused) reviewInstead()
  }, [isRefused])
  if (run === undefined || organisation === undefined) return <NoRun />
  if (isAsked) return <AskingScreen question="install" hints={[]} learned={learned} />

  const retry = () => {
    if (going.state === 'busy') return
    setNotice(undefined)
    void startWork<null>(again, learned.signal, async (signal, onStage) => {
      const isSaved = learned.deed.get()?.operated?.operation === 'upgrade'
      const at = isSaved ? organisation.backedUpAt() : undefined
      setTold(at && say('review.backup-again', { at }))
      const gone = await goOn(organisation, learned, signal, onStage)
      if (gone.kind === 'review') goTo('review')
      else if (gone.kind === 'nothing') next()
      return null
    })
  }
  const openShell = (name: string) => {
    const host = organisation.topology.hosts.find((one) => one.name === name)
    const command = host === undefined ? undefined : organisation.shell(host)
    if (command === undefined) setNotice(say('install.no-shell'))
    else leave({ kind: 'shell', command })
  }
  const busy =
    going.state === 'busy' ? say(going.stage === 'starting' ? 'install.starting' : 'install.looking') : notice
  return (
    <RunScreen
      run={run}
      topology={organisation.topology}
      {...(busy === undefined ? {} : { notice: busy })}
      {...(told === undefined ? {} : { told })}
      problems={failureOf(going)}
      onNext={next}
      onRetry={retry}
      onShell={openShell}
      hasShell={organisation.topology.hosts.some((host) => organisation.shell(host) !== undefined)}
      onDetach={() => leave({ kind: 'detach', folder: organisation.paths.folder })}
      onQuit={() => leave({ kind: 'quit' })}
    />
  )
}

/** It has ended before it began, since hosts have changed after the review. */
function useIsRefused(run: RunHandle | undefined): boolean {
  const view = useSyncExternalStore(run?.subscribe ?? NEVER, () => run?.snapshot())
  return (
    view !== undefined &&
    !isUnderWay(view.state) &&
    view.problems.some(({ code }) => code === 'run.plan-changed')
  )
}

const NEVER = () => () => {}

function NoRun() {
  const { say } = useLook()
  return (
    <Screen question="install" hints={[['Esc', say('key.back')]]}>
      <Box flexDirection="column" padding={1}>
        <Text>{say('install.none')}</Text>
        <Text>{say('install.none.next')}</Text>
      </Box>
    </Screen>
  )
}
