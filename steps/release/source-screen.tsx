import { Box } from 'ink'
import { useState } from 'react'
import stringWidth from 'string-width'
import type { Problem } from '../../src/errors/problem.js'
import { releaseNamed } from '../../src/topology/release.js'
import { windowStart } from '../../src/ui/list-window.js'
import { SIGNS } from '../../src/ui/picture/span.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { aligned, Choice } from '../../src/ui/screen/choice.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad, printable, wrap } from '../../src/ui/text.js'
import { draftProblems } from '../../src/wizard/draft-topology.js'
import { type Edit, edited } from '../../src/wizard/edit.js'
import { setArtifactFile, setRelease, setSource } from '../../src/wizard/edit-artifacts.js'
import { beside } from '../../src/wizard/run-screen.js'
import { neededKeys, sourceKind } from './files-of-draft.js'

/** Which release, and where its files come from. */
export function SourceScreen(
  props: StepProps & {
    /** Takes the answer and begins to fetch. */
    readonly onStart: (edit: Edit) => void
    /** Back to what is under way; absent when nothing is. */
    readonly onClose?: () => void
  },
) {
  const { draft, change, bench, onStart, onClose } = props
  const { say, paint, language, charset, columns } = useLook()
  const [page, setPage] = useState<'choice' | 'mirror' | 'folder' | 'files'>('choice')
  const [typed, setTyped] = useState(draft.file.artifacts?.source ?? '')
  const [refused, setRefused] = useState<Problem>()
  const keys = neededKeys(draft, bench.releases)
  const release = releaseNamed(bench.releases, draft.file.release)
  const others = bench.releases.length > 1
  useKeys(({ name }) => {
    if (name === 'escape' && page !== 'choice') setPage('choice')
    else if (name === 'escape' && onClose !== undefined) onClose()
    else if (page === 'choice' && others && (name === 'left' || name === 'right')) {
      const ids = bench.releases.map(({ id }) => id)
      change(setRelease(beside(ids, draft.file.release, name === 'left' ? -1 : 1)))
    } else return false
    return true
  })
  const startFrom = (source: string) => {
    const edit = setSource(source === '' ? undefined : source)
    const wrong = draftProblems(edited(draft, edit).file, bench.releases).find(
      ({ severity, where }) => severity === 'error' && (where.path ?? '').startsWith('artifacts'),
    )
    setRefused(wrong)
    if (wrong === undefined) onStart(edit)
  }
  const given = Object.keys(draft.file.artifacts?.files ?? {}).length
  const arrows = charset === 'ascii' ? ['<', '>'] : ['◂', '▸']
  const name = others ? `${arrows[0]} ${draft.file.release} ${arrows[1]}` : draft.file.release
  const version = say('release.version', { version: release?.version ?? '?', count: keys.length })
  const head = [
    ` ${paint('muted', say('release.release'))}  ${paint('strong', printable(name))}  ${version}`,
    '',
    ` ${say('release.where')}`,
  ]
  const remarks = {
    published: release?.address ?? '',
    mirror: remarkOf('mirror'),
    folder: remarkOf('folder'),
    files: say('release.files.remark', { count: given, all: keys.length }),
  }
  const items = (['published', 'mirror', 'folder', 'files'] as const).map((value) => ({
    value,
    label: say(`release.${value}`),
    remark: remarks[value],
  }))
  const needed = wrap(say('release.needed', { names: keys.join(', ') }), columns - 2)
  return (
    <Screen question={page === 'choice' ? 'release' : 'artifacts'} hints={hints()}>
      {page === 'files' ? (
        <FilesForm {...props} keys={keys} onDone={() => startFrom(draft.file.artifacts?.source ?? '')} />
      ) : (
        <Box flexDirection="column">
          <Rows lines={head} />
          <Box flexDirection="column" paddingLeft={1}>
            <Choice
              items={aligned(items)}
              initial={sourceKind(draft)}
              isActive={page === 'choice'}
              onSelect={(value) => {
                if (value === 'published') onStart(setSource(undefined))
                else setPage(value)
              }}
            />
          </Box>
          {page === 'choice' ? (
            <Rows lines={['', ...needed.map((line) => ` ${paint('muted', line)}`)]} />
          ) : (
            <Box flexDirection="column" paddingLeft={1}>
              <Rows lines={['', say(`release.${page}`)]} />
              <TextField
                value={typed}
                onChange={setTyped}
                onSubmit={startFrom}
                placeholder={say(`release.${page}.placeholder`)}
                columns={columns - 2}
              />
              {refused === undefined ? null : (
                <Rows lines={problemTitle(refused, { language, paint, width: columns - 2 })} />
              )}
            </Box>
          )}
        </Box>
      )}
    </Screen>
  )

  function remarkOf(kind: 'mirror' | 'folder'): string {
    const source = draft.file.artifacts?.source
    return source !== undefined && sourceKind(draft) === kind
      ? printable(source)
      : say(`release.${kind}.remark`)
  }

  function hints(): Hint[] {
    const isChoice = page === 'choice'
    const release = isChoice && others && 'release.key.release'
    return hintsOf(
      { Enter: 'release.key.fetch', '↑↓': isChoice && 'key.choose', '←→': release, Esc: 'key.back' },
      say,
    )
  }
}

/** A path for each artifact that comes from a file of its own. Enter goes to the next, and behind the last begins. */
function FilesForm({
  draft,
  change,
  size,
  keys,
  onDone,
}: StepProps & { keys: readonly string[]; onDone: () => void }) {
  const { say, paint, charset, columns } = useLook()
  const [at, setAt] = useState(0)
  useKeys(({ name }) => {
    if (name === 'up' && at > 0) setAt(at - 1)
    else if (name === 'down' && at < keys.length - 1) setAt(at + 1)
    else return false
    return true
  })
  const names = Math.max(0, ...keys.map((key) => stringWidth(printable(key))))
  const room = Math.min(keys.length, size.rows - 2)
  const first = windowStart(keys.length, at, room)
  const sign = SIGNS[charset].pointer
  return (
    <Box flexDirection="column">
      <Rows lines={[` ${say('release.files')}`, '']} />
      {keys.slice(first, first + room).map((key, i) => {
        const isFocused = first + i === at
        const label = pad(printable(key), names)
        return (
          <Box key={key}>
            <Box flexShrink={0}>
              <Rows lines={[isFocused ? paint('strong', ` ${sign} ${label}  `) : `   ${label}  `]} />
            </Box>
            <TextField
              value={draft.file.artifacts?.files?.[key] ?? ''}
              onChange={(path) => change(setArtifactFile(key, path))}
              onSubmit={() => {
                if (at < keys.length - 1) setAt(at + 1)
                else onDone()
              }}
              isActive={isFocused}
              placeholder={isFocused ? say('release.file.placeholder') : ''}
              columns={columns - names - 6}
            />
          </Box>
        )
      })}
    </Box>
  )
}
