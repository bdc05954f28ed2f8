import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import type { Say } from '../src/i18n/say.js'
import { neededSize } from '../src/preflight/host-size.js'
import { WANTS } from '../src/roles/placing.js'
import type { HostSize, Release } from '../src/topology/release.js'
import type { Topology } from '../src/topology/topology.js'
import { drawTopology } from '../src/ui/picture/picture.js'
import { fitText, type PictureLine } from '../src/ui/picture/span.js'
import { aligned, Choice } from '../src/ui/screen/choice.js'
import { type Look, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Rows } from '../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { pad } from '../src/ui/text.js'
import { releaseOf } from '../src/wizard/draft.js'
import { draftTopology } from '../src/wizard/draft-topology.js'
import { folderFor } from '../src/wizard/organisation-answers.js'
import { beside } from '../src/wizard/run-screen.js'
import { shapeOf } from '../src/wizard/shape.js'
import { folderText, nameText } from './organisation/answer-text.js'
import { FIELDS, type Field, lookAtAnswer, useOrganisation } from './organisation/use-organisation.js'

/** What the organisation is called, where its files lie, and what it is for. */
export const organisation: Step = {
  enter: (props) => void lookAtAnswer(props),
  View: OrganisationView,
}

const ABOVE_PICTURE = 5 + WANTS.length + 2

function OrganisationView(props: StepProps) {
  const { draft, bench, size } = props
  const look = useLook()
  const { say, paint, charset } = look
  const asked = useOrganisation(props)
  const { field, name, verdict, answer, wanted } = asked
  useKeys(({ name: key }) => {
    if (key === 'tab') asked.setField(beside(FIELDS, field, 1))
    else if (key === 'backtab') asked.setField(beside(FIELDS, field, -1))
    else if (key === 'down' && field !== 'want') asked.move(1)
    else if (key === 'up' && field === 'folder') asked.move(-1)
    else if (key === 'ctrl-o' && asked.isOpenable) return asked.open()
    else return false
    return true
  })

  const release = releaseOf(draft.file, { releases: bench.releases, facts: {} })
  const shape = shapeOf(wanted, draft.place, bench.presets)
  const columns = look.columns - 2
  const rows = Math.max(0, size.rows - ABOVE_PICTURE)
  const picture =
    shape &&
    release &&
    draftTopology({ ...shape, organisation: verdict.is === 'right' ? name : '?' }, bench.releases)
  const labels = [say('organisation.name'), say('organisation.folder')]
  const indent = Math.max(...labels.map((label) => stringWidth(label))) + 3
  const below = (text: string) => `${' '.repeat(indent)}${fitText(text, columns - indent, charset)}`
  const nameLine = nameText(verdict, asked.isTried, say)
  const folderLine =
    asked.failure === undefined
      ? folderText(answer, name, draft.place === 'rehearsal', look)
      : ({ text: asked.failure, meaning: 'failed' } as const)
  const hints = hintsOf(
    {
      Enter: 'key.next',
      '^O': asked.isOpenable && 'organisation.key.open',
      Tab: 'key.field',
      '↑↓': field === 'want' && 'key.move',
      Esc: 'key.back',
    },
    say,
  )
  return (
    <Screen question={QUESTIONS[field]} hints={hints}>
      <Box flexDirection="column" paddingLeft={1}>
        <Box>
          <Text>{label('name')}</Text>
          <TextField
            value={name}
            onChange={asked.rename}
            onSubmit={asked.leaveName}
            isActive={field === 'name'}
            placeholder={say('organisation.name.placeholder')}
            columns={columns - indent}
          />
        </Box>
        <Rows lines={[paint(nameLine.meaning, below(nameLine.text))]} />
        <Box>
          <Text>{label('folder')}</Text>
          <TextField
            value={answer.typed}
            onChange={asked.typeFolder}
            onSubmit={asked.leaveFolder}
            isActive={field === 'folder'}
            placeholder={folderFor(say('organisation.name.placeholder'))}
            columns={columns - indent}
          />
        </Box>
        <Rows lines={[paint(folderLine.meaning, below(folderLine.text)), label('want')]} />
        <Box flexDirection="column" paddingLeft={2}>
          <Choice
            items={aligned(
              WANTS.map((want) => ({
                value: want,
                label: say(`organisation.want.${want}`),
                remark: say(`organisation.want.${want}.remark`),
              })),
            )}
            initial={wanted}
            onHighlight={asked.setWanted}
            onSelect={asked.choose}
            isActive={field === 'want'}
          />
        </Box>
        {picture === undefined || release === undefined ? null : (
          <>
            <Rows
              lines={['', paint('muted', fitText(shapeNeeds(picture, release, say), columns, charset))]}
            />
            <Rows lines={shapePicture(picture, release, { ...look, columns, rows })} rows={rows} />
          </>
        )}
      </Box>
    </Screen>
  )

  function label(of: Field): string {
    const text = pad(say(`organisation.${of}`), of === 'want' ? 0 : indent)
    return of === field ? paint('strong', text) : text
  }
}

const QUESTIONS = { name: 'organisation-name', folder: 'organisation-folder', want: 'want' } as const

/** The organisation as it would become: hosts without addresses, each with what it should have. */
function shapePicture(topology: Topology, release: Release, look: Look): readonly PictureLine[] {
  const notes = sizesOf(topology, release).map(([host, { cores, memoryGib: memory }]) => [
    host,
    look.say('roles.hardware', { cores, memory }),
  ])
  return drawTopology({ topology: withoutAddresses(topology), notes: Object.fromEntries(notes) }, look).lines
}

/** How many hosts of which size. */
function shapeNeeds(topology: Topology, release: Release, say: Say): string {
  const sizes = sizesOf(topology, release).map(([, size]) => size)
  const most = (what: keyof HostSize) => Math.max(0, ...sizes.map((size) => size[what]))
  const values = { cores: most('cores'), memory: most('memoryGib'), disk: most('diskGib') }
  const word = sizes.length === 1 ? 'organisation.hosts.one' : 'organisation.hosts'
  return say(word, { ...values, count: sizes.length })
}

function sizesOf(topology: Topology, release: Release): (readonly [host: string, HostSize])[] {
  return topology.hosts.map(({ name }) => {
    const roles = topology.instances.filter(({ host }) => host === name).map(({ role }) => role)
    return [name, neededSize(release, roles)] as const
  })
}

/** Those of a preset are nobody's. */
function withoutAddresses(topology: Topology): Topology {
  return {
    ...topology,
    hosts: topology.hosts.map((host) => ({ ...host, address: '' })),
    instances: topology.instances.map((instance) =>
      'externalAddress' in instance ? { ...instance, externalAddress: '' } : instance,
    ),
  }
}
