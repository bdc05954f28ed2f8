import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionFunctions } from '../../src/actions/action-functions.js'
import { actionScript } from '../../src/actions/script.js'
import { lines } from '../../src/lib/command.js'
import { fill, secret, text } from '../../src/lib/text.js'

test('a client takes its option file only as the first option, and no password as any', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'))
  writeFileSync(
    join(folder, 'mariadb'),
    `#!/bin/bash\nprintf '%s\\n' "\${1%%=*}" "\${@:2}"; cat "\${1#*=}" -\n`,
  )
  chmodSync(join(folder, 'mariadb'), 0o755)
  const action = actionScript({
    kind: 'sql',
    name: 'account',
    statements: text`SELECT 1;`,
    inputs: '',
    server: { host: 'db', port: 3307, user: 'dba', password: text`${secret('dba')}` },
  })
  const script = fill(lines(actionFunctions, action).script, () => `a "b" \\c`)
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8', env })).toBe(`--defaults-extra-file
--batch
--default-character-set=utf8mb4
[client]
host=db
port=3307
user=dba
password="a \\"b\\" \\\\c"
SELECT 1;`)
  rmSync(folder, { recursive: true })
})
