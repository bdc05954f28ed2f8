import { useMemo, useState } from 'react'
import type { QuestionId } from '../src/i18n/explain.js'
import type { Say } from '../src/i18n/say.js'
import { useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Rows } from '../src/ui/screen/rows.js'
import { type Hint, hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { adviceOn } from '../src/wizard/advice.js'
import { shownTopology } from '../src/wizard/draft-topology.js'
import { editFile } from '../src/wizard/edit.js'
import { fillExternalAddresses } from '../src/wizard/external-address.js'
import { FIREWALL_FORMS } from '../src/wizard/firewall-text.js'
import { type NetworkField, networkFields } from '../src/wizard/network-form/fields.js'
import { firstToAnswer } from '../src/wizard/network-form/first-to-answer.js'
import { halfTyped, typedAgain } from '../src/wizard/network-form/half-typed.js'
import { beside } from '../src/wizard/run-screen.js'
import { FirewallPage } from './network/firewall-page.js'
import { FormPage } from './network/form-page.js'
import { ReachPage } from './network/reach-page.js'
import { knownNow, useKnown } from './roles/use-known.js'

/** Addresses and ports, who must reach what, and firewall rules for exactly that. */
export const network: Step = {
  enter: (props) => props.change(editFile((file) => fillExternalAddresses(file, knownNow(props)))),
  View: NetworkView,
}

const PAGES = ['form', 'reach', ...FIREWALL_FORMS] as const
type NetworkPage = (typeof PAGES)[number]

/** Pages beside each other: what is asked, who must reach what, and the rules in four forms. Tab goes through them. */
function NetworkView(props: StepProps) {
  const { draft, change, next, learned, size } = props
  const look = useLook()
  const { say, paint } = look
  const known = useKnown(props)
  const [page, setPage] = useState<NetworkPage>('form')
  const [focus, setFocus] = useState('')
  const [hostAt, setHostAt] = useState(0)

  const topology = useMemo(() => shownTopology(draft.file, known.releases), [draft.file, known])
  const advice = useMemo(() => adviceOn(draft.file, known), [draft.file, known])
  const fields = useMemo(() => networkFields(draft, known), [draft, known])
  const [typed, setTyped] = useState(() => typedAgain(draft, fields, learned.network.get()))
  const keepTyped = (texts: typeof typed) => {
    setTyped(texts)
    learned.network.set(halfTyped(draft, fields, texts))
  }
  const host = Math.min(hostAt, Math.max(0, topology.hosts.length - 1))

  useKeys(({ name }) => {
    if (name === 'tab' || name === 'backtab') setPage(beside(PAGES, page, name === 'tab' ? 1 : -1))
    else if (name === 'enter') {
      const wrong = firstToAnswer(fields, typed, advice)
      if (wrong === undefined) next()
      else {
        setPage('form')
        setFocus(wrong)
      }
    } else return false
    return true
  })

  const tabs = PAGES.map((one) => {
    const title = say(`network.page.${one}`)
    return one === page ? paint('strong', `[${title}]`) : paint('muted', ` ${title} `)
  })
  const rows = size.rows - 2
  const at = fields.some(({ key }) => key === focus) ? focus : (fields[0]?.key ?? '')
  const about = fields.find(({ key }) => key === at)?.about
  const question: QuestionId = page !== 'form' ? 'firewall' : about === undefined ? 'ports' : QUESTIONS[about]
  return (
    <Screen question={question} hints={hints(page, about, say)}>
      <Rows lines={[` ${tabs.join(' ')}`, '']} />
      {page === 'form' ? (
        <FormPage
          fields={fields}
          focus={at}
          onFocus={setFocus}
          typed={typed}
          onTyped={keepTyped}
          draft={draft}
          change={change}
          known={known}
          advice={advice}
          rows={rows}
        />
      ) : page === 'reach' ? (
        <ReachPage topology={topology} rows={rows} />
      ) : (
        <FirewallPage
          key={page}
          form={page}
          topology={topology}
          facts={known.facts}
          host={host}
          onHost={setHostAt}
          rows={rows}
        />
      )}
    </Screen>
  )
}

const QUESTIONS = {
  'external-address': 'external-address',
  'data-center': 'data-center',
  'first-carrier': 'bootstrap-nodes',
  'bootstrap-nodes': 'bootstrap-nodes',
  firewall: 'firewall',
  operators: 'operators',
  moirea: 'moirea',
  partners: 'partners',
  port: 'ports',
} as const

function hints(page: NetworkPage, about: NetworkField['about'] | undefined, say: Say): Hint[] {
  const always = { Enter: 'key.next', Tab: 'network.key.page' } as const
  if (page === 'form') {
    const answer =
      about === 'first-carrier' || about === 'firewall'
        ? ({ '←→': 'key.choose' } as const)
        : ({ '^U': 'network.key.usual' } as const)
    return hintsOf({ ...always, '↑↓': 'key.move', ...answer, Esc: 'key.back' }, say)
  }
  const host = page !== 'reach' && 'roles.key.other-host'
  return hintsOf({ ...always, '←→': host, '↑↓': 'key.scroll', Esc: 'key.back' }, say)
}
