import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { receiptFile } from '../../src/actions/script.js'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { nodeScript } from '../../src/planner/node-script.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { bash } from '../actions/bash.js'

let receipts: string
beforeEach(() => {
  receipts = mkdtempSync(join(tmpdir(), 'receipts-'))
})
afterEach(() => rmSync(receipts, { recursive: true, force: true }))

const FOLLOWER = 'unit:metis-via.service'
const node = (command: Command): PlanNode => ({
  id: 'h1 run:via/x',
  phase: 'via',
  host: 'h1',
  instance: 'via',
  action: { kind: 'run', name: 'x', command, inputs: 'i' },
  after: [],
  because: { word: 'reason.packages' },
  inputs: 'i',
  voids: [FOLLOWER, 'unit:metis-of-nobody.service'],
})

/** What is left of the receipt of the follower and of the node itself. */
function after(command: Command): { code: number; follower: boolean; itself: boolean } {
  const follower = receiptFile(receipts, FOLLOWER)
  writeFileSync(follower, '\n{}\n')
  const { code } = bash(lines(sh`set -e`, nodeScript(node(command), { organisation: 'acme', receipts })))
  const itself = receiptFile(receipts, 'run:via/x')
  return { code, follower: existsSync(follower), itself: existsSync(itself) }
}

test('what follows an action has to be done again before its own receipt is left', () => {
  const look = sh`leave_receipt() { [ ! -e ${receiptFile(receipts, FOLLOWER)} ]; }`
  expect(after(look)).toEqual({ code: 0, follower: false, itself: false })
  expect(after(sh`true`)).toEqual({ code: 0, follower: false, itself: true })
})

test('an action that failed has changed nothing for those that follow it', () => {
  expect(after(sh`false`)).toEqual({ code: 1, follower: true, itself: false })
})
