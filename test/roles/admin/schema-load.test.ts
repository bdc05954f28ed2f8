import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { show } from '../../../src/lib/text.js'
import { service as admin } from '../../../src/roles/admin/service.js'
import { ADMIN } from '../../../src/roles/admin/settings.js'
import { inputFor, topology } from '../organisation.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'schema-'))
  mkdirSync(join(root, 'admin/releases/0.3.0'), { recursive: true })
  writeFileSync(
    join(root, 'admin/releases/0.3.0/admin.sql'),
    'drop database if exists metis_admin;\ncreate table one;\n  SET Global event_scheduler=1;\n',
  )
})
afterEach(() => rmSync(root, { recursive: true }))

/** Runs the step with a `database` that counts as told and notes what else it is given; the count is 30 once it loaded. */
function load(server: { tables: number; identities?: number; fails?: boolean }): {
  says: string
  loaded: string
} {
  const input = inputFor(ADMIN, { topology: { ...topology, installDirectory: root } })
  const step = admin.prepare(input).find(({ action }) => action.kind === 'run')?.action
  if (step?.kind !== 'run') throw new Error('no schema step')
  const statements = join(root, 'loaded.sql')
  const script = `set -e
database() {
  local sql; sql=$(cat)
  case $sql in
    *"table_name = 'local_org'") printf 'n\\n%s\\n' ${server.identities === undefined ? 0 : 1};;
    *information_schema*) if [ -e ${statements} ]; then printf 'n\\n30\\n'; else printf 'n\\n%s\\n' ${server.tables}; fi;;
    *metis_admin.local_org) printf 'n\\n%s\\n' ${server.identities ?? 0};;
    *) printf '%s' "$sql" > ${statements}; ${server.fails === true ? 'return 1' : ':'};;
  esac
}
${show(step.command.script)}`
  let says: string
  try {
    says = execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    says = 'failed'
  }
  return { says, loaded: existsSync(statements) ? readFileSync(statements, 'utf8') : '' }
}

const marker = () => join(root, 'admin/.schema-loading')

test('the schema is loaded where there is no table, without the setting that needs more rights', () => {
  expect(load({ tables: 0 })).toEqual({
    says: 'loaded the schema: 30 tables\n',
    loaded: 'drop database if exists metis_admin;\ncreate table one;',
  })
  expect(existsSync(marker())).toBe(false)
})

test('a database with tables is never touched', () => {
  expect(load({ tables: 17 })).toEqual({
    says: 'the database metis_admin has 17 tables: left as it is\n',
    loaded: '',
  })
})

test('a load that failed half way leaves its mark and is done again', () => {
  expect(load({ tables: 0, fails: true }).says).toBe('failed')
  expect(readFileSync(marker(), 'utf8')).toBe('127.0.0.1:3306')
  rmSync(join(root, 'loaded.sql'))
  expect(load({ tables: 3 })).toMatchObject({ says: 'loaded the schema: 30 tables\n' })
})

test('the mark of a load on another server does not count', () => {
  writeFileSync(marker(), '10.0.0.50:3306')
  expect(load({ tables: 17 }).loaded).toBe('')
})

test('even with the mark, a database that holds an identity is left as it is', () => {
  writeFileSync(marker(), '127.0.0.1:3306')
  expect(load({ tables: 17, identities: 1 })).toEqual({
    says: 'the database metis_admin holds an identity: left as it is\n',
    loaded: '',
  })
})
