import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { askedCommand } from '../../src/facts/questions.js'
import { fill } from '../../src/lib/text.js'
import { certificateFingerprint } from '../../src/roles/admin/facts.js'

const directory = mkdtempSync(join(tmpdir(), "it's a $(dir) "))
afterAll(() => rmSync(directory, { recursive: true }))

function ask(path: string): string | undefined {
  const { script } = askedCommand({ certificate: path })
  const certificate = execFileSync('bash', ['-c', `${fill(script, () => '')}\n:`], { encoding: 'utf8' })
  return certificateFingerprint({ told: { certificate } })
}

function pem(kind: string, bytes: Buffer): string {
  const rows = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${kind}-----\n${rows.join('\n')}\n-----END ${kind}-----\n`
}

test('the fingerprint is of the first certificate of the chain', () => {
  const own = randomBytes(700)
  const path = join(directory, 'console.crt')
  const other = pem('CERTIFICATE', randomBytes(500))
  writeFileSync(
    path,
    `subject=/CN=console\n${pem('EC PARAMETERS', randomBytes(20))}${pem('CERTIFICATE', own)}${other}`,
  )

  const digest = createHash('sha256').update(own).digest('hex').toUpperCase()
  expect(ask(path)).toBe(digest.match(/../g)?.join(':'))
})

test('no file, or no certificate in it: nothing', () => {
  const path = join(directory, 'key.pem')
  writeFileSync(path, pem('PRIVATE KEY', randomBytes(100)))

  expect(ask(path)).toBeUndefined()
  expect(ask(join(directory, 'not-there'))).toBeUndefined()
})
