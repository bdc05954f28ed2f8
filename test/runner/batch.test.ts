import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fileWork } from '../../src/actions/file-work.js'
import { sh } from '../../src/lib/command.js'
import { secret, show } from '../../src/lib/text.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { batchScript, readMark } from '../../src/runner/batch.js'
import { bash } from '../actions/bash.js'

const marker = '\u001etest'
const owner = { organisation: 'acme', receipts: '/nowhere' }

function node(id: string, script: string, after: string[] = []): PlanNode {
  const command = { script: [script] }
  const action = { kind: 'run', name: id, command, inputs: '' } as const
  return {
    id,
    phase: 'prepare',
    host: 'h1',
    instance: 'host',
    action,
    after,
    because: { word: 'reason.packages' },
  }
}

function run(nodes: PlanNode[]): string[] {
  const { output } = bash(batchScript(nodes, owner, marker))
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(marker, '#'))
}

test('actions run in their order, each between two marks', () => {
  expect(run([node('a', 'echo one'), node('b', 'printf two')])).toEqual([
    '# begin 0',
    'one',
    '# end 0 0',
    '# begin 1',
    'two',
    '# end 1 0',
  ])
})

test('a failure takes those with it that wait for it, and no others', () => {
  expect(
    run([
      node('a', 'false; echo not reached'),
      node('b', 'echo b', ['a']),
      node('c', 'echo c', ['b']),
      node('d', 'echo d'),
    ]),
  ).toEqual(['# begin 0', '# end 0 1', '# skip 1', '# skip 2', '# begin 3', 'd', '# end 3 0'])
})

test('an action that exits, changes directory or sets variables disturbs no other', () => {
  expect(
    run([node('a', 'cd /; OLDPWD_OF_A=x; marker=x; succeeded=x; exit 3'), node('b', 'echo "$OLDPWD_OF_A".')]),
  ).toEqual(['# begin 0', '# end 0 3', '# begin 1', '.', '# end 1 0'])
})

test('what does the small work on files can not be reached by an action that runs programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'batch-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const account = `${userInfo().username}:${bash(sh`id -gn`).output.trim()}`
  const directory: PlanNode = {
    ...node('a', ''),
    action: { kind: 'directory', path: join(folder, 'new'), mode: '0700', owner: account },
  }
  // By bash alone: whatever it starts for looking would come with pipes of its own.
  const look =
    'cd /proc/$BASHPID/fd; for one in *; do case $one in [012]) ;; *) [ ! -p $one ] || echo $one;; esac; done'
  const looks = node('b', `(${look}); bash -c '${look}'`)
  const inherited = run([looks]).slice(1, -1)
  expect(run([directory, looks])).toEqual(['# begin 0', '# end 0 0', '# begin 1', ...inherited, '# end 1 0'])
  expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700)
})

test('what works on files does not keep the hold of the host, as it outlives its script by a moment', () => {
  const { output } = bash(sh`
folder=$(mktemp -d)
exec {hold}>>"$folder/lock"
${fileWork}
files directory "$folder/made" 0755 "$(id -un):$(id -gn)"
for at in "/proc/$FILES_PID/fd/"*; do [ ! "$at" -ef "$folder/lock" ] || echo kept; done
[ -d "$folder/made" ] && kill -0 "$FILES_PID" && echo 'made, and still there'
rm -r -- "$folder"`)
  expect(output.trim()).toBe('made, and still there')
})

test('a script whose root shell is gone ends after the action under way', () => {
  const orphan = 'kill -9 $$; while kill -0 $$ 2>/dev/null; do :; done; echo finished'
  const batch = batchScript([node('a', orphan), node('b', 'echo b')], owner, marker)
  const { output } = bash(sh`{\n${batch}\n} </dev/null &\nwait`)
  expect(output.replaceAll(marker, '#').split('\n').filter(Boolean)).toEqual([
    '# begin 0',
    'finished',
    '# end 0 0',
  ])
})

test('an edge to a node outside of the batch is already satisfied', () => {
  expect(run([node('b', 'echo b', ['elsewhere'])])).toEqual(['# begin 0', 'b', '# end 0 0'])
})

test('output that looks like a mark without the marker is output', () => {
  expect(readMark('# end 0 0', marker)).toBeUndefined()
  expect(readMark(`${marker} end 4 17`, marker)).toEqual({ mark: 'end', place: 4, exitCode: 17 })
  expect(readMark(`x ${marker} end 4 17`, marker)).toBeUndefined()
})

test('the script can be shown: secrets in it are names', () => {
  const action = { kind: 'run', name: 'a', command: sh`echo ${secret('db')}`, inputs: '' } as const
  expect(show(batchScript([{ ...node('a', ''), action }], owner, marker).script)).toContain("echo '***'")
})
