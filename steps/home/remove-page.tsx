import { Box } from 'ink'
import { useMemo } from 'react'
import { problemCard } from '../../src/ui/problem-card.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { printable, wrap } from '../../src/ui/text.js'
import type { Draft } from '../../src/wizard/draft.js'
import type { PointedAt } from '../../src/wizard/home/at-home.js'
import { removalOf } from '../../src/wizard/home/removal.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'

type RemovePageProps = Pick<StepProps, 'draft' | 'bench' | 'size'> & {
  readonly organisation: OpenOrganisation
  readonly what: PointedAt
  /** Nothing is real, and it is what is rehearsed. */
  readonly isMeant: boolean
  readonly onBack: () => void
  readonly onRemove: (answers: Draft) => void
}

/** What goes with it, asked before org.yaml is changed; what can't be missing is not offered. */
export function RemovePage({
  draft,
  bench,
  size,
  organisation,
  what,
  isMeant,
  onBack,
  onRemove,
}: RemovePageProps) {
  const look = useLook()
  const { say, paint, columns } = look
  const { topology } = organisation
  const { answers, instances, problems } = useMemo(
    () => removalOf(draft, topology, what, bench),
    [draft, topology, what, bench],
  )
  const isPossible = problems.length === 0
  useKeys(({ name }) => {
    if (name !== 'escape' && !(name === 'enter' && !isPossible)) return false
    onBack()
    return true
  })
  const name = printable(what.instance ?? what.host)
  const title = ` ${paint('strong', say('home.remove.title', { name, organisation: topology.organisation }))}`
  const told = (text: string) => wrap(text, columns - 4).map((line) => `  ${line}`)
  if (!isPossible) {
    const cards = problems.flatMap((one) => [...problemCard(one, { ...look, width: columns - 3 }), ''])
    const lines = [...told(say('home.remove.impossible')), '', ...cards.map((line) => ` ${line}`)]
    return (
      <Screen question="home" hints={hintsOf({ Enter: 'key.back', '↑↓': 'key.scroll' }, say)}>
        <Rows lines={[title, '']} rows={2} />
        <Scroll lines={lines} rows={size.rows - 2} />
      </Screen>
    )
  }
  const goes =
    instances.length === 0 ? [] : told(say('home.remove.goes', { instances: instances.join(', ') }))
  return (
    <Screen question="home" hints={hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.back' }, say)}>
      <Rows lines={[title, '', ...goes, ...told(say('home.remove.data')), '']} />
      <Box paddingLeft={2}>
        <Choice
          items={[
            { value: 'stay', label: say('home.remove.stay') },
            { value: 'go', label: say('home.remove.go') },
          ]}
          initial={isMeant ? 'go' : 'stay'}
          onSelect={(choice) => (choice === 'go' ? onRemove(answers) : onBack())}
        />
      </Box>
    </Screen>
  )
}
