import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import { inputsOf, resourceOf } from '../../src/actions/resource.js'
import { receiptFile } from '../../src/actions/script.js'
import { receiptsFact } from '../../src/facts/receipts.js'
import { softwareFact } from '../../src/facts/software.js'
import { isDoneScript, stepRules } from '../../src/kit/step-rule.js'
import { lines, sh } from '../../src/lib/command.js'
import { text } from '../../src/lib/text.js'
import { whyNeeded } from '../../src/planner/needed.js'
import { nodeScript } from '../../src/planner/node-script.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { bash } from '../actions/bash.js'
import { freshOrganisation } from '../planner/organisation.js'

interface Case {
  readonly title: string
  readonly action: keyof ReturnType<typeof actions>
  /** What was done before: the same action, another one, or nothing. */
  readonly before: '' | 'done' | 'done-with-file' | 'done-with-run'
  /** What happened since, as bash. */
  readonly then?: string
  readonly now: 'done' | 'needed'
}

const CASES = JSON.parse(readFileSync('test/cases/kit/done.json', 'utf8')) as readonly Case[]
const owner = `${userInfo().username}:${bash(sh`id -gn`).output.trim()}`

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function actions(path: string) {
  const file = (content: string, keep = false): Action => ({
    kind: 'write-file',
    path,
    mode: '0600',
    owner,
    content: text`${content}`,
    ...(keep ? { keep } : {}),
  })
  return {
    file: file('it says "stat":"no" and "inputs":"no"\n'),
    'other-text': file('another text\n'),
    kept: file('a key\n', true),
    directory: { kind: 'directory', path, mode: '0755', owner },
    run: { kind: 'run', name: 'step', command: sh`true`, inputs: 'one' },
    'other-run': { kind: 'run', name: 'step', command: sh`true`, inputs: 'two' },
    link: { kind: 'link', path, target: 'releases/1' },
    package: { kind: 'package', names: ['bash', 'coreutils'] },
    'missing-package': { kind: 'package', names: ['bash', 'no-such-package'] },
  } as const satisfies Readonly<Record<string, Action>>
}

const digest = (name: string) => `digest of ${name}`

function nodeOf(action: Action): PlanNode {
  const inputs = inputsOf(action, digest)
  return {
    id: `h1 ${resourceOf(action, 'host')}`,
    phase: 'prepare',
    host: 'h1',
    instance: 'host',
    action,
    after: [],
    because: { word: 'reason.packages' },
    ...(inputs === undefined ? {} : { inputs }),
  }
}

/** What the planner makes of the same host, asked as it asks. */
function needed(node: PlanNode): boolean {
  const receipts = receiptsFact(folder)
  const software = softwareFact(['bash', 'coreutils', 'no-such-package'])
  const [fresh] = Object.values(freshOrganisation(ORG).facts)
  if (fresh === undefined) throw new Error('no host')
  const facts = {
    ...fresh,
    receipts: receipts.parse(bash(receipts.command).output),
    software: software.parse(bash(software.command).output),
  }
  return whyNeeded({ ...node, purpose: { word: 'reason.packages' } }, facts, digest) !== undefined
}

describe('the rule by which a kit leaves out what is done is the rule of the planner', () => {
  test.each(CASES)('$title', ({ action: name, before, then, now }) => {
    const path = join(folder, 'thing')
    const all = actions(path)
    const at = { organisation: 'acme', receipts: join(folder, '.installed') }
    const node = nodeOf(all[name])
    if (before !== '') {
      const first = before === 'done' ? node : nodeOf(before === 'done-with-file' ? all.file : all.run)
      expect(bash(lines(sh`set -e`, nodeScript(first, at)))).toEqual({ code: 0, output: '' })
    }
    const receipt = receiptFile(at.receipts, resourceOf(node.action, node.instance))
    if (then !== undefined) {
      const since = { script: [`${then}\n`] }
      expect(bash(lines(sh`FILE=${path} RECEIPT=${receipt}`, since)).code).toBe(0)
    }
    const rule = bash(lines(stepRules, isDoneScript(node, at, new Set())))
    expect([rule.code === 0 ? 'done' : 'needed', needed(node) ? 'needed' : 'done']).toEqual([now, now])
  })
})

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
`
