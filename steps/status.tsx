import { useEffect, useMemo, useRef, useState } from 'react'
import type { Say } from '../src/i18n/say.js'
import { instanceId } from '../src/topology/topology.js'
import { foldLine } from '../src/ui/fold-line.js'
import { drawTopology } from '../src/ui/picture/picture.js'
import { problemCard } from '../src/ui/problem-card.js'
import { useFrame } from '../src/ui/screen/frame.js'
import { useCell, useKeys, useLook, useNow } from '../src/ui/screen/hooks.js'
import type { Press } from '../src/ui/screen/press.js'
import { Rows, scrolledWithin } from '../src/ui/screen/rows.js'
import { type Hint, hintsIn, Screen } from '../src/ui/screen/screen.js'
import type { StatusInput } from '../src/ui/screen/screens.js'
import type { Leave } from '../src/ui/screen/step.js'
import {
  STATUS_PANES,
  type StatusPane,
  statusBody,
  statusHead,
  statusLayout,
} from '../src/ui/status/status-body.js'
import type { InstanceStatus } from '../src/wizard/instance-status.js'
import { statusesOf } from '../src/wizard/proofs.js'
import { beside, nextInRow } from '../src/wizard/run-screen.js'
import { statusMap } from '../src/wizard/status-map.js'
import { StandAlone } from './stand-alone.js'

type Props = StatusInput & { readonly onLeave: (how: Leave) => void }

/** How the organisation is, asked anew every few seconds. */
export function Status(props: Props) {
  return (
    <StandAlone {...props} title="live.title.status" organisation={props.topology.organisation}>
      <LiveStatus {...props} />
    </StandAlone>
  )
}

const AGAIN_SECONDS = 5

function LiveStatus({ topology, release, asker, logs, onLeave }: Props) {
  const { size } = useFrame()
  const look = useLook()
  const { say, columns } = look
  const live = useCell(asker.live)
  const nowMs = useNow(1000)
  const [screen, setScreen] = useState(NEW_STATUS_SCREEN)
  // Looking changes nothing, so it may begin by itself.
  const askedMs = useRef(0)
  useEffect(() => {
    const quietMs = nowMs - Math.max(Date.parse(live.gathered.at), askedMs.current)
    if (live.isAsking || quietMs < AGAIN_SECONDS * 1000) return
    askedMs.current = nowMs
    void asker.ask()
  }, [asker, live, nowMs])

  const statuses = useMemo(
    () => statusesOf({ topology, release }, live.gathered),
    [topology, release, live.gathered],
  )
  const problems = [...live.problems, ...live.gathered.problems]
  const layout = statusLayout(size.rows, statuses.length)
  // What is not well is pointed at until the operator points elsewhere.
  const ill = statuses.find(({ state }) => state !== 'healthy') ?? statuses[0]
  const host = screen.host ?? ill?.host ?? topology.hosts[0]?.name
  const { isZoomed, zoomTop } = screen
  const { pictureRows: rows } = layout
  const picture = useMemo(() => {
    const zoom = isZoomed ? { zoom: host ?? '', scroll: zoomTop } : {}
    const focus = host === undefined ? {} : { focus: host, ...zoom }
    const map = statusMap(statuses, look.say)
    return drawTopology({ topology, marksTell: 'health', ...map }, { ...look, rows, ...focus })
  }, [topology, statuses, look, rows, host, isZoomed, zoomTop])
  const problem = problems[Math.min(screen.problem, problems.length - 1)]
  const width = columns - 1
  const whole = problem === undefined ? [] : problemCard(problem, { ...look, width })
  const card = whole.flatMap((line) => foldLine(line, width))

  const idOf = ({ instance: name, host }: InstanceStatus) => instanceId({ name, host })
  const ids = statuses.map(idOf)
  const keys: StatusKeysInput = {
    screen,
    pane: screen.pane === 'problems' && problems.length === 0 ? 'picture' : screen.pane,
    host,
    hosts: picture.order,
    instance: screen.instance ?? (ill && idOf(ill)),
    instances: ids,
    problems: problems.length,
    zoomRows: rows,
    zoomLength: picture.total,
    cardRows: layout.listRows,
    cardLength: card.length,
  }
  useKeys((press) => {
    const meant = statusKey(press, keys)
    if (meant === undefined) return false
    if (meant === 'ask') void asker.ask()
    else if (meant === 'log') showLog()
    else setScreen(meant)
    return true
  })
  const showLog = () => {
    const onHost = ids.find((id) => id.endsWith(`@${host}`))
    const of = keys.pane === 'instances' ? keys.instance : onHost
    if (of !== undefined) onLeave({ kind: 'shell', command: logs(of) })
  }
  const hosts = topology.hosts.filter(({ byHand }) => byHand !== true).length
  const lines = statusBody(
    {
      head: statusHead({ live, statuses, hosts, nowMs }, look),
      picture: picture.lines,
      statuses,
      pane: keys.pane,
      problems: problems.length,
      problem: Math.min(screen.problem, problems.length - 1) + 1,
      card: card.slice(screen.cardTop),
      rows: size.rows,
      ...(keys.instance === undefined || keys.pane !== 'instances' ? {} : { focus: keys.instance }),
    },
    look,
  )
  return (
    <Screen question="status" hints={statusHints(keys, say)}>
      <Rows lines={lines} />
    </Screen>
  )
}

/** What the operator has chosen to look at. */
interface StatusScreen {
  readonly pane: StatusPane
  readonly host?: string
  readonly instance?: string
  readonly isZoomed: boolean
  /** The first row that is seen of the host that is zoomed in on. */
  readonly zoomTop: number
  readonly problem: number
  readonly cardTop: number
}

const NEW_STATUS_SCREEN: StatusScreen = {
  pane: 'picture',
  isZoomed: false,
  zoomTop: 0,
  problem: 0,
  cardTop: 0,
}

interface StatusKeysInput {
  readonly screen: StatusScreen
  readonly pane: StatusPane
  readonly host: string | undefined
  /** Names of all hosts as the focus moves. */
  readonly hosts: readonly string[]
  readonly instance: string | undefined
  /** Ids of all instances. */
  readonly instances: readonly string[]
  readonly problems: number
  readonly zoomRows: number
  readonly zoomLength: number
  readonly cardRows: number
  readonly cardLength: number
}

/** What a key means on the status screen; undefined where it means nothing. */
function statusKey(press: Press, input: StatusKeysInput): StatusScreen | 'ask' | 'log' | undefined {
  const { screen, pane, problems } = input
  const { name, text } = press
  if (text === 'r') return 'ask'
  if (text === 'l') return 'log'
  if (text === 'p' && problems > 0) return { ...screen, pane: 'problems', cardTop: 0 }
  if (text === 'z' || (name === 'enter' && pane === 'picture'))
    return { ...screen, pane: 'picture', isZoomed: !screen.isZoomed, zoomTop: 0 }
  if (name === 'escape' && pane === 'picture' && screen.isZoomed) return { ...screen, isZoomed: false }
  if (name === 'tab' || name === 'backtab') {
    const panes = STATUS_PANES.filter((id) => id !== 'problems' || problems > 0)
    return { ...screen, pane: beside(panes, pane, name === 'tab' ? 1 : -1), cardTop: 0 }
  }
  if (pane === 'problems') return problemKey(name, input)
  if (pane === 'picture') {
    if (screen.isZoomed && name !== 'left' && name !== 'right') {
      const zoomTop = scrolledWithin(name, screen.zoomTop, input.zoomRows, input.zoomLength)
      return zoomTop === undefined ? undefined : { ...screen, zoomTop }
    }
    const host = nextInRow(input.hosts, input.host, name)
    return host === undefined ? undefined : { ...screen, host, zoomTop: 0 }
  }
  const instance = nextInRow(input.instances, input.instance, name)
  return instance === undefined ? undefined : { ...screen, instance }
}

function statusHints(input: StatusKeysInput, say: Say): Hint[] {
  const { screen, pane, problems, cardLength, cardRows, zoomLength, zoomRows } = input
  const isPicture = pane === 'picture'
  const isProblems = pane === 'problems'
  const isZoomed = isPicture && screen.isZoomed
  return hintsIn(
    [
      ['r', 'live.key.again'],
      ['Tab', 'install.key.panes'],
      [isZoomed ? '←→' : '↑↓', isPicture && 'install.key.host'],
      ['↑↓', isZoomed && zoomLength > zoomRows && 'key.scroll'],
      ['Esc', isZoomed && 'key.all-hosts'],
      ['Enter', isPicture && !isZoomed && 'key.zoom'],
      ['↑↓', pane === 'instances' && 'live.key.instance'],
      ['←→', isProblems && problems > 1 && 'live.key.other-problem'],
      ['↑↓', isProblems && cardLength > cardRows && 'key.scroll'],
      ['p', problems > 0 && !isProblems && 'live.key.problems'],
      ['q', 'key.quit'],
      ['l', !isProblems && 'install.key.log'],
    ],
    say,
  )
}

function problemKey(name: string, { screen, problems, cardRows, cardLength }: StatusKeysInput) {
  if (name === 'left' || name === 'right') {
    const problem = Math.max(0, Math.min(problems - 1, screen.problem + (name === 'left' ? -1 : 1)))
    return { ...screen, problem, cardTop: 0 }
  }
  const cardTop = scrolledWithin(name, screen.cardTop, cardRows, cardLength)
  return cardTop === undefined ? undefined : { ...screen, cardTop }
}
