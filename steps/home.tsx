import { Box } from 'ink'
import { useMemo, useState } from 'react'
import { explain } from '../src/i18n/explain.js'
import { instanceId, instancesOn } from '../src/topology/topology.js'
import type { Span } from '../src/ui/picture/span.js'
import { aligned, Choice } from '../src/ui/screen/choice.js'
import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import type { Press } from '../src/ui/screen/press.js'
import { ProblemList } from '../src/ui/screen/problem-list.js'
import { Rows } from '../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { printable } from '../src/ui/text.js'
import { edited } from '../src/wizard/edit.js'
import { setRelease } from '../src/wizard/edit-artifacts.js'
import type { HomeLook, PointedAt } from '../src/wizard/home/at-home.js'
import { beginDeed } from '../src/wizard/home/begin-deed.js'
import type { Day } from '../src/wizard/home/day.js'
import { DEED_KEYS, DEEDS, type DeedId, deedOf } from '../src/wizard/home/deeds.js'
import { openHome } from '../src/wizard/home/open-home.js'
import { isTroubled } from '../src/wizard/instance-status.js'
import { placementOf } from '../src/wizard/placements.js'
import { readAgain } from '../src/wizard/prepare-run.js'
import { statusesOf } from '../src/wizard/proofs.js'
import { FRESH } from '../src/wizard/roles-editor/editor-state.js'
import { failureOf, readyValue } from '../src/wizard/start-work.js'
import { AskingScreen } from './asking-screen.js'
import { OutputPage } from './home/output-page.js'
import { ReleasePage } from './home/release-page.js'
import { RemovePage } from './home/remove-page.js'
import { RestorePage } from './home/restore-page.js'
import { LiveStatus } from './status/live-status.js'
import { NEW_STATUS_SCREEN } from './status/status-keys.js'

/** An organisation that runs: how it is, what needs attention, and from here all of its later days. */
export const home: Step = {
  enter: (props) => {
    const { learned } = props
    learned.deed.set(undefined)
    learned.roles.set(FRESH)
    void openHome(props)
  },
  View: HomeView,
}

function HomeView(props: StepProps) {
  const { learned } = props
  const look = readyValue(useCell(learned.home))
  const isAsked = useCell(learned.questions).length > 0
  if (look === undefined || isAsked) return <Arriving {...props} />
  return <AtHome {...props} look={look} />
}

/** Until it was looked at once, or what keeps it from being seen. */
function Arriving(props: StepProps) {
  const { learned, size, draft } = props
  const { say } = useLook()
  const organisation = useCell(learned.organisation)
  const look = useCell(learned.home)
  const problems = failureOf(organisation, look)
  useKeys(({ name }) => {
    if (name !== 'enter' || problems.length === 0) return false
    void openHome(props)
    return true
  })
  const hints = hintsOf({ Enter: problems.length > 0 && 'key.retry', Esc: 'key.quit' }, say)
  return (
    <AskingScreen question="home" hints={hints} learned={learned}>
      {problems.length > 0 ? (
        <ProblemList problems={problems} size={size} />
      ) : (
        <Rows lines={['', ` ${say('preflight.look', { count: draft.file.hosts.length })}`]} />
      )}
    </AskingScreen>
  )
}

type Page =
  | { readonly kind: 'live' | 'history' | 'release' | 'restore' }
  | { readonly kind: 'menu' | 'remove'; readonly at: PointedAt }
  | { readonly kind: 'logs'; readonly instance: string }
  | { readonly kind: 'restoring'; readonly backup: string }

const LIVE: Page = { kind: 'live' }

function AtHome(props: StepProps & { look: HomeLook }) {
  const { look, draft, learned, take, leave } = props
  const { organisation, asker } = look
  const { topology, release } = organisation
  const { say } = useLook()
  const run = useCell(learned.run)
  const planned = useCell(learned.day)
  // What was rehearsed once is over.
  const day = run === undefined ? planned : undefined
  const found = useAdvice(look)
  const [page, setPage] = useState<Page>(LIVE)
  const seen = useState(NEW_STATUS_SCREEN)
  const back = () => setPage(LIVE)

  const begin = (deed: Parameters<typeof beginDeed>[1]) => take(beginDeed(props, deed))
  /** What is pointed at, or all that is on the host. */
  const idsAt = ({ host, instance }: PointedAt): readonly string[] =>
    instance === undefined ? instancesOn(topology, host).map(instanceId) : [instance]
  const pickUp = ({ host, instance }: PointedAt, to = host) => {
    const what = instance === undefined ? undefined : placementOf(draft.file, topology, instance)
    learned.roles.set({
      ...FRESH,
      focus: instance ?? host,
      mode: { kind: 'move', what, from: host, to },
    })
    begin({ id: 'move', entry: 'roles' })
  }
  const showLog = (instance: string | undefined) => {
    const command = instance === undefined ? undefined : organisation.logs?.(instance)
    if (command !== undefined) leave({ kind: 'shell', command })
    else if (instance !== undefined) setPage({ kind: 'logs', instance })
  }
  const deeds: Readonly<Record<DeedId, (at: PointedAt) => void>> = {
    apply: () => begin({ id: 'apply', entry: 'preflight' }),
    add: () => begin({ id: 'add', entry: 'machines' }),
    remove: (at) => setPage({ kind: 'remove', at }),
    move: (at) => pickUp(at),
    upgrade: () => setPage({ kind: 'release' }),
    backup: () => begin({ id: 'backup', entry: 'review', operated: { operation: 'backup' } }),
    restore: () => setPage({ kind: 'restore' }),
    restart: (at) => {
      const instances = idsAt(at)
      const operated = { operation: 'restart', instances } as const
      if (instances.length > 0) begin({ id: 'restart', entry: 'review', operated })
    },
    logs: (at) => showLog(idsAt(at)[0]),
    history: () => setPage({ kind: 'history' }),
  }
  const restore = (backup: string) => {
    const command = organisation.restore?.(backup)
    if (command === undefined) setPage({ kind: 'restoring', backup })
    else leave({ kind: 'shell', command, waits: true, after: restored })
  }
  /** The folder is another one then. */
  const restored = async () => {
    const now = await readAgain(props)
    if (now !== undefined) take(now)
  }
  const live = ({ deed, at, to, file }: Day) => {
    if (deed === 'add' && file !== undefined)
      begin({ id: 'add', entry: 'machines', answers: { ...draft, file } })
    else if (deed === 'move') pickUp(at, to)
    else deeds[deed](at)
  }
  const today = day && say('home.day', { what: say(`rehearse.day.${day.deed}`, day.values) })
  const advice: Span | undefined = today === undefined ? found : { text: today, meaning: 'advice' }
  const onKey = ({ name, text }: Press, at: PointedAt): boolean => {
    const deed = deedOf(text)
    if (name === 'enter' && day !== undefined) live(day)
    else if (name === 'enter') setPage({ kind: 'menu', at })
    else if (deed !== undefined) deeds[deed](at)
    else return false
    return true
  }

  switch (page.kind) {
    case 'live':
      return (
        <LiveStatus
          {...{ topology, release, asker }}
          at={seen}
          onLog={showLog}
          home={{
            hints: [['Enter', say(day === undefined ? 'home.key.menu' : 'home.key.begin')]],
            onKey,
            ...(advice === undefined ? {} : { advice }),
          }}
        />
      )
    case 'menu':
      return (
        <DeedMenu
          at={page.at}
          onBack={back}
          onChoose={(id) => {
            back()
            deeds[id](page.at)
          }}
        />
      )
    case 'remove':
      return (
        <RemovePage
          {...props}
          organisation={organisation}
          what={page.at}
          isMeant={day?.deed === 'remove'}
          onBack={back}
          onRemove={(answers) => begin({ id: 'remove', entry: 'preflight', answers })}
        />
      )
    case 'release':
      return (
        <ReleasePage
          {...props}
          release={release}
          meant={day?.deed === 'upgrade' ? day.to : undefined}
          onBack={back}
          onTake={(name, operated) =>
            begin({ id: 'upgrade', entry: 'release', answers: edited(draft, setRelease(name)), ...operated })
          }
        />
      )
    case 'restore':
      return (
        <RestorePage
          {...props}
          organisation={organisation}
          isMeant={day?.deed === 'restore'}
          onBack={back}
          onRestore={restore}
        />
      )
    case 'restoring': {
      const { organisation: name } = topology
      const commands = [['restore', page.backup, `--confirm=${name}`, '--yes', '--accept-new-host-keys']]
      const over = () => {
        learned.day.set(undefined)
        void restored()
      }
      return <OutputPage {...{ organisation, title: say('home.restore.title'), commands }} onBack={over} />
    }
    case 'history': {
      const commands = [['history'], ['history', '--runs']]
      const title = say('home.deed.history')
      return <OutputPage {...{ organisation, title, commands }} onBack={back} />
    }
    case 'logs': {
      const commands = [['logs', page.instance]]
      const title = say('home.logs', { instance: printable(page.instance) })
      return <OutputPage {...{ organisation, title, commands }} onBack={back} />
    }
  }
}

/** All that can be done, each with its key. */
function DeedMenu({
  at,
  onBack,
  onChoose,
}: {
  at: PointedAt
  onBack: () => void
  onChoose: (id: DeedId) => void
}) {
  const { say, paint } = useLook()
  useKeys(({ name, text }) => {
    const deed = deedOf(text)
    if (name === 'escape') onBack()
    else if (deed !== undefined) onChoose(deed)
    else return false
    return true
  })
  const what = printable(at.instance ?? at.host)
  const items = DEEDS.map((value) => ({
    value,
    label: `${DEED_KEYS[value]}  ${say(`home.deed.${value}`)}`,
    remark: say(`home.deed.${value}.remark`, { what }),
  }))
  return (
    <Screen question="home" hints={hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.back' }, say)}>
      <Rows lines={[` ${paint('strong', say('home.menu', { what }))}`, '']} />
      <Box paddingLeft={1}>
        <Choice items={aligned(items)} onSelect={onChoose} />
      </Box>
    </Screen>
  )
}

/** The one thing that needs attention first; undefined where all is well. */
function useAdvice({ organisation, asker }: HomeLook): Span | undefined {
  const { say, language } = useLook()
  const { gathered } = useCell(asker.live)
  return useMemo(() => {
    const [first] = gathered.problems
    if (first !== undefined) {
      const values = { count: gathered.problems.length, first: printable(explain(first, language).what) }
      return {
        text: say('home.attention', values),
        meaning: first.severity === 'error' ? 'failed' : 'warning',
      }
    }
    const { topology, release } = organisation
    if (statusesOf({ topology, release }, gathered).some(isTroubled))
      return { text: say('home.repair'), meaning: 'advice' }
    return organisation.isApplied() ? undefined : { text: say('home.differs'), meaning: 'advice' }
  }, [gathered, organisation, say, language])
}
