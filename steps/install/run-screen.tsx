import { Box, Text } from 'ink'
import { useMemo, useState } from 'react'
import type { Problem } from '../../src/errors/problem.js'
import type { Say } from '../../src/i18n/say.js'
import type { Topology } from '../../src/topology/topology.js'
import { foldLine } from '../../src/ui/fold-line.js'
import { drawTopology } from '../../src/ui/picture/picture.js'
import { fitText } from '../../src/ui/picture/span.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { layoutOf, runBody } from '../../src/ui/run/run-body.js'
import { runHead } from '../../src/ui/run/run-head.js'
import { Choice, type ChoiceItem } from '../../src/ui/screen/choice.js'
import { useFrame } from '../../src/ui/screen/frame.js'
import {
  CoveredContext,
  type Look,
  useDialogKeys,
  useIsCovered,
  useKeys,
  useLook,
} from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf, Screen } from '../../src/ui/screen/screen.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { printable } from '../../src/ui/text.js'
import type { RunHandle } from '../../src/wizard/run-handle.js'
import { runMap } from '../../src/wizard/run-map.js'
import { FIRST_LOOK, type Pane } from '../../src/wizard/run-screen.js'
import { type RunAct, type RunKeysCan, type RunKeysInput, runHints, runKey, searched } from './run-keys.js'
import { useRun } from './use-run.js'

interface RunScreenProps extends RunKeysCan {
  readonly topology: Topology
  /** Somebody else has begun it: leaving it is what Ctrl-C is for. */
  readonly isWatched?: boolean
  /** How to go on once it is over; absent: with the keys of the wizard. */
  readonly endNotice?: string
  /** What is worth to be known as long as it goes on. */
  readonly told?: string
  /** What the screen is busy with, or why something was not possible. */
  readonly notice?: string
  /** What kept the screen from going on, told before the failures of the run. */
  readonly problems?: readonly Problem[]
  /** Leaves the program where a run can't go on without it. */
  readonly onQuit: () => void
}

const NONE: readonly Problem[] = []

/** A run that is watched: the picture as its map, phases, hosts, the log, and what failed. */
export function RunScreen(props: RunScreenProps) {
  const { run, topology, problems = NONE, isWatched = false } = props
  const look = useLook()
  const { say, columns } = look
  const { size } = useFrame()
  const isCovered = useIsCovered()
  const [screen, setScreen] = useState(FIRST_LOOK)
  const [isAsked, setAsked] = useState(false)
  const now = useRun(run)
  const { view, isOver, tally } = now
  const failures = useMemo(
    () => [...problems.map((problem) => ({ problem, others: 0, ...hostIn(problem) })), ...now.failures],
    [problems, now.failures],
  )
  const isAsking = isAsked && !isOver

  // Once it is tried again there are none to show.
  const chosen = screen.pane === 'failures' && failures.length === 0 ? undefined : screen.pane
  const pane: Pane = chosen ?? (isOver && failures.length > 0 ? 'failures' : 'picture')
  const host = screen.host ?? topology.hosts[0]?.name
  const layout = layoutOf(columns, size.rows)
  const map = useMemo(() => runMap(view.progress, say, tally), [view.progress, say, tally])
  const isSeen = layout.isWide || pane === 'picture'
  const { pictureColumns, pictureRows } = layout
  const { isZoomed, zoomTop } = screen
  const picture = useMemo(() => {
    if (!isSeen) return undefined
    const zoom = isZoomed ? { zoom: host ?? '', scroll: zoomTop } : {}
    const focus = host === undefined ? {} : { focus: host, ...zoom }
    return drawTopology(
      { topology, ...map },
      { ...look, columns: pictureColumns, rows: pictureRows, ...focus },
    )
  }, [isSeen, topology, map, look, pictureColumns, pictureRows, host, isZoomed, zoomTop])
  const failure = failures[Math.min(screen.failure, failures.length - 1)]
  // The rest of it is in the log; what it means and what to do should be seen without scrolling.
  const outputLines = layout.logRows < 30 ? 3 : 10
  const card = useMemo(() => {
    if (failure === undefined) return []
    const width = look.columns - 1
    const whole = problemCard(failure.problem, { ...look, width, outputLines })
    const lines = whole.flatMap((line) => foldLine(line, width))
    if (failure.others === 0) return lines
    return [...lines, '', look.say('install.failure.others', { count: failure.others })]
  }, [failure, look, outputLines])

  const keys: RunKeysInput = {
    screen,
    pane,
    host,
    order: pane === 'picture' && picture !== undefined ? picture.order : now.hosts.map((strip) => strip.host),
    view,
    failures,
    isOver,
    zoomRows: pictureRows,
    zoomLength: picture?.total ?? 0,
    isEnterNext: view.state === 'done' || (isOver && props.endNotice !== undefined),
    logRows: layout.logRows - 1 - (screen.isTyping ? 1 : 0),
    cardRows: layout.logRows,
    cardLength: card.length,
  }
  const act = (what: RunAct) => {
    if (what === 'stop') setAsked(true)
    else if (what === 'pause') view.state === 'paused' ? run.goOn() : run.pause()
    else if (what === 'next') props.onNext?.()
    else if (what === 'retry') props.onRetry?.()
    else if (what === 'detach' && run.canDetach) props.onDetach?.()
    else if (what === 'shell') {
      const of = pane === 'failures' ? (failure?.host ?? host) : host
      if (of !== undefined) props.onShell?.(of)
    }
  }
  const choose = (choice: StopChoice) => {
    setAsked(false)
    if (choice === 'finish') run.stop()
    if (choice === 'abort' || choice === 'end') run.abort()
    if (choice === 'leave') props.onDetach?.()
    if (choice === 'end') props.onQuit()
  }
  useKeys(
    (press) => {
      const meant = runKey(press, keys)
      if (meant === undefined) return false
      if (typeof meant === 'string') act(meant)
      else setScreen(meant)
      return true
    },
    { isActive: !isCovered && !isAsking },
  )
  const notice = noticeOf(props, keys, look)
  const head = { ...now, failures: failures.length, ...(notice === undefined ? {} : { notice }) }
  const lines = runBody(
    {
      ...now,
      failures,
      screen,
      pane,
      picture: picture?.lines ?? [],
      card,
      rows: size.rows - (screen.isTyping ? 1 : 0),
      head: runHead(head, look),
      ...(host === undefined ? {} : { host }),
    },
    look,
  )
  return (
    <Screen question="install" hints={isAsking ? stopHints(say, isWatched) : runHints(keys, props, say)}>
      <Box display={isAsking ? 'none' : 'flex'} flexDirection="column">
        <CoveredContext.Provider value={isCovered || isAsking}>
          <Rows lines={lines} />
          {screen.isTyping ? (
            <Box>
              <Text>{` ${say('install.log.search')}`}</Text>
              <TextField
                value={screen.query}
                onChange={(query) => setScreen({ ...screen, query })}
                onSubmit={(query) => setScreen(searched(keys, query, 1))}
              />
            </Box>
          ) : null}
        </CoveredContext.Provider>
      </Box>
      {isAsking ? <StopDialog run={run} isWatched={isWatched} rows={size.rows} onChoose={choose} /> : null}
    </Screen>
  )
}

function hostIn({ where: { host } }: Problem): { host?: string } {
  return host === undefined ? {} : { host }
}

/** What the screen is busy with, or how to go on, once it is over. */
function noticeOf(
  { notice, told, endNotice, onNext, onRetry }: RunScreenProps,
  { view, failures, screen, pane, isOver }: RunKeysInput,
  { say, columns }: Look,
): string | undefined {
  if (notice !== undefined) return notice
  if (pane === 'log' && screen.query !== '' && screen.found === undefined && !screen.isTyping)
    return say('install.log.nothing-found')
  const { state, progress } = view
  if (!isOver) return told
  if (state === 'done') return endNotice ?? (onNext && say('install.done'))
  if (progress.halfDone.length > 0) {
    const nodes = progress.halfDone.map(printable).join(', ')
    return fitText(say('install.half-done', { nodes }), columns - 2, 'box')
  }
  if (endNotice !== undefined || onRetry === undefined) return endNotice ?? say('run.again')
  return say(failures.length > 0 ? 'install.failed.next' : 'install.cancelled.next')
}

type StopChoice = 'stay' | 'finish' | 'abort' | 'leave' | 'end'

function stopHints(say: Say, isWatched: boolean): Hint[] {
  const stop = isWatched ? 'key.quit' : 'key.stop'
  return hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'install.key.stay', '^C': stop }, say)
}

/**
 * What Ctrl-C asks while a run goes on. The first time it offers to finish what runs, once that is asked for to stop
 * at once. Ctrl-C again takes that; a run that is only watched it leaves alone. Staying is what Enter takes.
 */
function StopDialog({
  run,
  isWatched,
  rows,
  onChoose,
}: {
  run: RunHandle
  /** Somebody else has begun it. */
  isWatched: boolean
  rows: number
  onChoose: (choice: StopChoice) => void
}) {
  const { say, paint, charset, columns } = useLook()
  const view = run.snapshot()
  const running = Object.values(view.progress.nodes).filter(({ status }) => status === 'running')
  const isStopping = view.state === 'stopping'
  const isPaused = view.state === 'paused'
  useDialogKeys({
    'ctrl-c': () => onChoose(isWatched ? 'leave' : isStopping ? 'abort' : 'finish'),
    escape: () => onChoose('stay'),
  })
  const count = running.length
  const items: ChoiceItem<StopChoice>[] = [
    { value: 'stay', label: say(isPaused ? 'stop.stay.paused' : 'stop.stay') },
    isStopping
      ? { value: 'abort', label: say('stop.abort') }
      : { value: 'finish', label: count === 0 ? say('stop.finish.none') : say('stop.finish', { count }) },
    run.canDetach
      ? { value: 'leave', label: say(isPaused ? 'stop.leave.paused' : 'stop.leave') }
      : { value: 'end', label: say('stop.end') },
  ]
  const room = Math.max(0, rows - 12)
  const listed = isStopping ? running.slice(0, room) : []
  return (
    <Box flexDirection="column" padding={1} gap={1} height={rows}>
      <Text>{paint('strong', say('stop.title'))}</Text>
      <Text>{say(`stop.${isStopping ? 'stopping' : isPaused ? 'paused' : 'running'}`, { count })}</Text>
      <Choice items={items} onSelect={onChoose} />
      {listed.length === 0 ? null : (
        <Box flexDirection="column">
          <Text>{say('stop.abort.half')}</Text>
          {listed.map(({ id }) => (
            <Text key={id}>{fitText(`  ${printable(id)}`, columns - 2, charset)}</Text>
          ))}
          {count > listed.length ? (
            <Text>{`  ${say('stop.more', { count: count - listed.length })}`}</Text>
          ) : null}
        </Box>
      )}
    </Box>
  )
}
