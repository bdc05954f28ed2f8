import { Box, Text } from 'ink'
import { useState } from 'react'
import stringWidth from 'string-width'
import { fitText } from '../../src/ui/picture/fit-text.js'
import { aligned } from '../../src/ui/screen/aligned.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { pad } from '../../src/ui/wrap.js'
import { WANTS, type Want } from '../../src/wizard/draft.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { folderAnswerOf, folderFor, isRefused, NO_FOLDER } from '../../src/wizard/folder-answer.js'
import { releaseOf } from '../../src/wizard/known.js'
import { judgeName } from '../../src/wizard/organisation-name.js'
import { presetFor, shapeOf } from '../../src/wizard/shape.js'
import { failureText, folderText, nameText } from './answer-text.js'
import { lookAt } from './folder-look.js'
import { shapeNeeds, shapePicture } from './shape-lines.js'

const FIELDS = ['name', 'folder', 'want'] as const
type Field = (typeof FIELDS)[number]

const ABOVE_PICTURE = 5 + WANTS.length + 2

export function OrganisationView(props: StepProps) {
  const { draft, change, next, take, bench, session, size } = props
  const { say, paint, language, charset } = useLook()
  const kept = useCell(session.folder)
  const answer = kept === NO_FOLDER ? folderAnswerOf(draft) : kept
  const [field, setField] = useState<Field>('name')
  const [isTried, setTried] = useState(false)
  const [wanted, setWanted] = useState<Want>(draft.want ?? 'data')
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
    change((before) => ({ ...before, want, preset: presetFor(want) }))
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
  useKeys(({ name: key }) => {
    if (key === 'tab') setField(FIELDS[(FIELDS.indexOf(field) + 1) % FIELDS.length] ?? 'name')
    else if (key === 'backtab') setField(FIELDS[(FIELDS.indexOf(field) + 2) % FIELDS.length] ?? 'name')
    else if (key === 'down' && field !== 'want') move(1)
    else if (key === 'up' && field === 'folder') move(-1)
    else if (key === 'ctrl-o' && isOpenable) void open()
    else return false
    return true
  })

  const release = releaseOf(draft.file, { releases: bench.releases, facts: {} })
  const shape = shapeOf(wanted, draft.place, bench.presets)
  const columns = size.columns - 2
  const rows = Math.max(0, size.rows - ABOVE_PICTURE)
  const picture =
    shape &&
    release &&
    draftTopology({ ...shape, organisation: verdict.is === 'right' ? name : '?' }, bench.releases)
  const labels = [say('organisation.name'), say('organisation.folder')]
  const indent = Math.max(...labels.map((label) => stringWidth(label))) + 3
  const below = (text: string) => `${' '.repeat(indent)}${fitText(text, columns - indent, charset)}`
  const [nameLine, folderLine] = [
    nameText(verdict, isTried, say),
    failure === undefined
      ? folderText(answer, name, { say, language, isRehearsal: draft.place === 'rehearsal' })
      : ({ text: failure, meaning: 'failed' } as const),
  ]
  return (
    <Screen question={QUESTIONS[field]} hints={hints()}>
      <Box flexDirection="column" paddingLeft={1}>
        <Box>
          <Text>{label('name')}</Text>
          <TextField
            value={name}
            onChange={rename}
            onSubmit={leaveName}
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
            onChange={(typed) => {
              setFailure(undefined)
              void lookAt(props, { typed, follows: false })
            }}
            onSubmit={() => void leaveFolder()}
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
            onHighlight={setWanted}
            onSelect={(want) => void choose(want)}
            isActive={field === 'want'}
          />
        </Box>
        {picture === undefined || release === undefined ? null : (
          <>
            <Rows
              lines={['', paint('muted', fitText(shapeNeeds(picture, release, say), columns, charset))]}
            />
            <Rows
              lines={shapePicture(picture, release, { columns, rows, charset, language }, say)}
              rows={rows}
            />
          </>
        )}
      </Box>
    </Screen>
  )

  function label(of: Field): string {
    const text = pad(say(`organisation.${of}`), of === 'want' ? 0 : indent)
    return of === field ? paint('strong', text) : text
  }

  function hints(): readonly (readonly [string, string])[] {
    return [
      ['Enter', say('key.next')],
      ...(isOpenable ? [['^O', say('organisation.key.open')] as const] : []),
      ['Tab', say('organisation.key.field')],
      ...(field === 'want' ? [['↑↓', say('key.move')] as const] : []),
      ['Esc', say('key.back')],
    ]
  }
}

const QUESTIONS = { name: 'organisation-name', folder: 'organisation-folder', want: 'want' } as const
