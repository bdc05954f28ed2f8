import { useEffect, useMemo, useRef } from 'react'
import { instanceId } from '../../src/topology/topology.js'
import { foldLine } from '../../src/ui/fold-line.js'
import { drawTopology } from '../../src/ui/picture/picture.js'
import type { Span } from '../../src/ui/picture/span.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { useFrame } from '../../src/ui/screen/frame.js'
import { useCell, useKeys, useLook, useNow } from '../../src/ui/screen/hooks.js'
import type { Press } from '../../src/ui/screen/press.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { type Hint, Screen } from '../../src/ui/screen/screen.js'
import type { StatusInput } from '../../src/ui/screen/screens.js'
import { statusBody, statusHead, statusLayout } from '../../src/ui/status/status-body.js'
import type { PointedAt } from '../../src/wizard/home/at-home.js'
import type { InstanceStatus } from '../../src/wizard/instance-status.js'
import { statusMap } from '../../src/wizard/status-map.js'
import { statusReport, worstFirst } from '../../src/wizard/status-report.js'
import { type StatusKeysInput, type StatusScreen, statusHints, statusKey } from './status-keys.js'

interface LiveStatusProps extends Pick<StatusInput, 'topology' | 'release' | 'asker'> {
  /** What is looked at, kept while another page is on. */
  readonly at: readonly [StatusScreen, (screen: StatusScreen) => void]
  /** Called with the id of an instance. */
  readonly onLog: (instance: string) => void
  /** What there is to do besides looking. */
  readonly home?: AtHome
}

interface AtHome {
  readonly hints: readonly Hint[]
  /** What is said where no instance and no host needs anybody; nothing: that all is well. */
  readonly advice?: Span
  /** True when the key was used. */
  readonly onKey: (press: Press, at: PointedAt) => boolean
}

const AGAIN_SECONDS = 5

/** The picture with the health of everything on it, its instances, and what is wrong. */
export function LiveStatus({ topology, release, asker, at, onLog, home }: LiveStatusProps) {
  const [screen, setScreen] = at
  const { size } = useFrame()
  const look = useLook()
  const { say, columns } = look
  const live = useCell(asker.live)
  const nowMs = useNow(1000)
  // Looking changes nothing, so it may begin by itself.
  const askedMs = useRef(0)
  useEffect(() => {
    const quietMs = nowMs - Math.max(Date.parse(live.gathered.at), askedMs.current)
    if (live.isAsking || quietMs < AGAIN_SECONDS * 1000) return
    askedMs.current = nowMs
    void asker.ask()
  }, [asker, live, nowMs])

  const report = useMemo(
    () => statusReport({ topology, release }, live.gathered),
    [topology, release, live.gathered],
  )
  const { instances: statuses } = report
  const problems = worstFirst([...live.problems, ...report.problems])
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
    isHome: home !== undefined,
  }
  const pointedAt = (): PointedAt => {
    const { pane, instance } = keys
    const onHost = instance?.slice(instance.indexOf('@') + 1)
    if (pane !== 'instances' || instance === undefined || onHost === undefined) return { host: host ?? '' }
    return { host: onHost, instance }
  }
  useKeys((press) => {
    if (home?.onKey(press, pointedAt())) return true
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
    if (of !== undefined) onLog(of)
  }
  const hosts = topology.hosts.filter(({ byHand }) => byHand !== true).length
  const advice = home?.advice === undefined ? {} : { advice: home.advice }
  const lines = statusBody(
    {
      head: statusHead({ live, statuses, problems, hosts, nowMs, ...advice }, look),
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
    <Screen
      question={home === undefined ? 'status' : 'home'}
      hints={[...(home?.hints ?? []), ...statusHints(keys, say)]}
    >
      <Rows lines={lines} />
    </Screen>
  )
}
