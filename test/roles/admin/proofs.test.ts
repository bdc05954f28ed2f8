import { execFileSync } from 'node:child_process'
import { expect, it, test } from 'vitest'
import { fill } from '../../../src/lib/text.js'
import { proves } from '../../../src/roles/admin/proofs.js'
import { ADMIN } from '../../../src/roles/admin/settings.js'
import { inputFor } from '../organisation.js'

const PASSWORD = `it's "a" \\ password`

/** What the proof of a secret says on a host whose admin answers so. */
function proof(name: string, answer: string, status = '200') {
  const [step] = proves(inputFor(ADMIN), name)
  if (step?.action.kind !== 'run') throw new Error('no proof')
  const command = fill(step.action.command.script, () => PASSWORD)
  const http = `http() { printf '%s\\n' "$*"; answer='${answer}' status=${status}; }`
  const output = execFileSync('bash', ['-c', `${http}\n( set -e\n${command}\n); echo "exit $?"`], {
    encoding: 'utf8',
  })
  return output.trimEnd().split('\n')
}

const SENT = `POST 127.0.0.1 9090 /metis-admin/api/v1/user/login {"userName":"admin","passwd":${JSON.stringify(PASSWORD)}}`

test.each([
  ['{"status":0,"msg":"success","data":null}', 'the console takes a login with its password', 0],
  ['{ "msg": "success", "status": 0 }', 'the console takes a login with its password', 0],
  [
    '{"status":1016,"msg":"wrong","data":null}',
    'the console refuses a login with its password (status 1016)',
    1,
  ],
  ['', 'a login gets no answer (HTTP 000)', 1],
])('a login that is answered %j proves the password of the console, or not', (answer, says, code) => {
  expect(proof('console-password', answer, answer === '' ? '000' : '200')).toEqual([
    SENT,
    says,
    `exit ${code}`,
  ])
})

it('asks the database in the name of nobody to prove the password of its account', () => {
  expect(proof('database-password', '{"status":1016}').at(-1)).toBe('exit 0')
  expect(proof('database-password', '', '000').slice(-2)).toEqual([
    'a login gets no answer (HTTP 000): its database is away',
    'exit 1',
  ])
})

it('proves nothing of secrets that the admin does not have', () => {
  expect(proves(inputFor(ADMIN), 'carrier-key')).toEqual([])
})
