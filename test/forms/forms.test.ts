import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { COMMANDS } from '../../src/commands/command-ids.js'
import { commands } from '../../src/commands/index.js'
import { CODES } from '../../src/errors/codes/index.js'

/** What is asked of whoever reports a fault or proposes a change, as GitHub reads it. */
const BUG = readFileSync('.github/ISSUE_TEMPLATE/bug.yml', 'utf8')
const CONFIG = readFileSync('.github/ISSUE_TEMPLATE/config.yml', 'utf8')
const PULL_REQUEST = readFileSync('.github/PULL_REQUEST_TEMPLATE.md', 'utf8')

const shown = { label: z.string(), description: z.string().optional() }
const asked = {
  id: z.string().regex(/^[a-z]+$/),
  validations: z.strictObject({ required: z.boolean() }).optional(),
}
const text = { ...shown, placeholder: z.string().optional() }
const form = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string() }) }),
      z.strictObject({ ...asked, type: z.literal('input'), attributes: z.strictObject(text) }),
      z.strictObject({
        ...asked,
        type: z.literal('textarea'),
        attributes: z.strictObject({ ...text, render: z.string().optional() }),
      }),
      z.strictObject({
        ...asked,
        type: z.literal('dropdown'),
        attributes: z.strictObject({ ...shown, options: z.array(z.string()) }),
      }),
    ]),
  ),
})

const { body } = form.parse(parse(BUG))
const questions = body.flatMap((entry) => (entry.type === 'markdown' ? [] : [entry]))

test('the form asks for what the program knows, each once', () => {
  expect(questions.map(({ id }) => id)).toEqual([
    'command',
    'code',
    'version',
    'happened',
    'expected',
    'rehearsal',
    'journal',
    'hosts',
  ])
})

test('the form offers every command, and no other', () => {
  const [command] = questions.flatMap((entry) =>
    entry.type === 'dropdown' && entry.id === 'command' ? [entry.attributes.options] : [],
  )
  expect(command).toEqual(['the wizard (no command)', ...COMMANDS])
})

test('what is no fault may be written without the form', () => {
  expect(parse(CONFIG)).toEqual({ blank_issues_enabled: true })
})

test.each([
  ['the form', BUG],
  ['the pull request', PULL_REQUEST],
])('%s names only commands, options and codes that exist', (_, said) => {
  const told = [...said.matchAll(/create-metis-node ([a-z]+)/g)].map(([, command]) => command)
  expect(told.length).toBeGreaterThan(0)
  expect(told.filter((command) => !COMMANDS.some((known) => known.split(' ')[0] === command))).toEqual([])

  const options = Object.values(commands).flatMap(({ options = [] }) => options.map(([flags]) => flags))
  const known = [...options, '--version', '--lang'].join(' ')
  expect([...said.matchAll(/(?<=[\s`])--[a-z-]+/g)].filter(([option]) => !known.includes(option))).toEqual([])

  const domains = [...new Set(CODES.map((code) => code.split('.')[0]))].join('|')
  const codes = [...said.matchAll(new RegExp(`\\b(?:${domains})\\.[a-z]+-[a-z-]+`, 'g'))].map(
    ([code]) => code,
  )
  expect(codes.filter((code) => !CODES.some((one) => one === code))).toEqual([])
})

test('a pull request is asked for scripts that exist', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const told = [...PULL_REQUEST.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, script = '']) => script)
  expect(told).toEqual(['check', 'test'])
  expect(told.filter((script) => scripts[script] === undefined)).toEqual([])
})
