import { expect, test } from 'vitest'
import { createRedactor, type Names } from '../../../src/commands/support/redact.js'

const NAMES: Names = {
  hosts: ['berlin', 'h1', 'data', 'x'],
  machines: ['ip-10-1-2-3', 'annas-laptop', 'berlin'],
  domains: ['gate.acme.example', 'db.bank.test'],
  users: ['ops', 'root', 'anna'],
  organisations: ['acme'],
}

const redactor = () => createRedactor(NAMES, (text) => text.replaceAll('hunter22', '***'))

test.each([
  ['host 10.0.0.11 and 10.0.0.12, again 10.0.0.11.', 'host 10.0.0.1 and 10.0.0.2, again 10.0.0.1.'],
  ['metis/via_ip_port = 198.51.100.1_10031', 'metis/via_ip_port = 10.0.0.1_10031'],
  ['127.0.0.1:8500 0.0.0.0:22 version 0.3.0', '127.0.0.1:8500 0.0.0.0:22 version 0.3.0'],
  ['/ip4/9.8.7.6/tcp/10036', '/ip4/10.0.0.1/tcp/10036'],
  ['ip-172-31-4-5.ec2.internal is 172.31.4.5', 'name-1.example is 10.0.0.1'],
  ['[2001:db8::17]:22 at 12:34:56 ::1', '[fd00::1]:22 at 12:34:56 ::1'],
  ['link/ether 02:42:ac:11:00:02', 'link/ether mac-1'],
])('addresses: %s', (text, redacted) => {
  expect(redactor().redact(text)).toBe(redacted)
})

test.each([
  ['consul@berlin on Berlin-2, not berliner', 'consul@h1 on h1-2, not berliner'],
  ['carrier@h1 by ops on annas-laptop as root', 'carrier@h2 by user-1 on machine-2 as root'],
  ['data-8700@data', 'data-8700@data'],
  ['x is a host, and stays', 'x is a host, and stays'],
  ['gate.acme.example other.acme.example s3.bank.test', 'name-1.example name-2.example name-3.example'],
  ['acme of anna, anna@acme.example', 'organisation-1 of user-3, mail-1'],
  ['java.net.ConnectException in metis.jar, org.yaml', 'java.net.ConnectException in metis.jar, org.yaml'],
  [`enr:-${'Ab_'.repeat(30)}, 16Uiu2HA${'m'.repeat(45)}`, 'id-1, id-2'],
])('names: %s', (text, redacted) => {
  expect(redactor().redact(text)).toBe(redacted)
})

test.each([
  ['login hunter22', 'login ***'],
  ['spring.datasource.password: hunter3', 'spring.datasource.password: ***'],
  ['{"password":"a \\"b\\" c","port":3306}', '{"password":***,"port":3306}'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
  ['https://u:p4ss@mirror.test/x?sig=abc', 'https://***@mirror.test/x?***'],
  [
    '-----BEGIN PRIVATE KEY-----\nMIIE\nabc=\n-----END PRIVATE KEY-----\nnext',
    '-----BEGIN PRIVATE KEY----- ***\nnext',
  ],
  [
    `key -----BEGIN EC PRIVATE KEY-----\\n${'MIIEvQ'.repeat(10)}\\n${'x+/='.repeat(5)} and then`,
    'key -----BEGIN EC PRIVATE KEY----- *** and then',
  ],
  ['AGE-SECRET-KEY-1QQQ', '***'],
  ['ssh-ed25519 AAAAC3Nza ops@desk', '*** user-1@desk'],
])('secrets: %s', (text, redacted) => {
  expect(redactor().redact(text)).toBe(redacted)
})

test('one text after the other is redacted alike, and what was replaced is counted', () => {
  const { redact, counts } = redactor()
  expect([redact('berlin 9.8.7.6'), redact('9.8.7.5 9.8.7.6')]).toEqual(['h1 10.0.0.1', '10.0.0.2 10.0.0.1'])
  expect(counts()).toEqual({ secrets: 0, addresses: 3, names: 1 })
})

test('long lines of what begins like an address or a key come to an end', () => {
  const { redact } = redactor()
  for (const piece of ['a.', '1.', 'a:', '-', 'password=', '0a', '-----BEGIN A-----'])
    expect(redact(piece.repeat(30_000)).length).toBeGreaterThan(0)
})
