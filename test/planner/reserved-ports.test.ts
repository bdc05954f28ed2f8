import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'
import { releasePorts, reservePorts } from '../../src/planner/phases/prepare.js'

const KEY = 'net.ipv4.ip_local_reserved_ports'
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ports-'))
  mkdirSync(join(root, 'etc/sysctl.d'), { recursive: true })
  write('etc/sysctl.d/60-metis-acme.conf', `# Ports of Metis services.\n${KEY} = 8500,31000-31002\n`)
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (path: string, content: string) => writeFileSync(join(root, path), content)
const merged = () => join(root, 'etc/sysctl.d/99-zz-metis-acme.conf')

/** What the kernel's list is after the script. */
function after(command: Command, kernel: string): string {
  write('kernel', `${kernel}\n`)
  const script = fill(command.script, () => '')
    .replaceAll('/proc/sys/net/ipv4/ip_local_reserved_ports', `${root}/kernel`)
    .replaceAll(/\/(etc|run|usr)\//g, `${root}/$1/`)
  const input = `set -e\n${script}`
  expect(spawnSync('bash', ['-s'], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  return readFileSync(join(root, 'kernel'), 'utf8').trim()
}

test('our ports are added to those that are reserved already', () => {
  expect(after(reservePorts('acme'), '')).toBe('8500,31000-31002')
  expect(after(reservePorts('acme'), '30000-31000,50000')).toBe('8500,30000-31002,50000')
  expect(existsSync(merged())).toBe(false)
})

test('where other files reserve ports, one that sorts last has the ports of everybody for the next boot', () => {
  write('etc/sysctl.d/10-other.conf', `# ${KEY} = 1\n-${KEY}=40000-40001, 50000\nnet.ipv4.ip_forward = 1\n`)
  write('etc/sysctl.d/99-sysctl.conf', 'net/ipv4/ip_local_reserved_ports = 31001\n')
  expect(after(reservePorts('acme'), '40000-40001,50000')).toBe('8500,31000-31002,40000-40001,50000')
  expect(readFileSync(merged(), 'utf8')).toBe(`${KEY} = 8500,31000-31002,40000-40001,50000\n`)
  expect(after(reservePorts('acme'), '')).toBe('8500,31000-31002,40000-40001,50000')
})

test('a removal takes out our ports only', () => {
  expect(after(releasePorts('acme'), '8500,31000-31002')).toBe('')
  write('etc/sysctl.d/10-other.conf', `${KEY} = 31002-31003\n`)
  after(reservePorts('acme'), '31002-31003')
  expect(after(releasePorts('acme'), '7000,8500,31000-31003')).toBe('7000,31002-31003')
  expect(existsSync(merged())).toBe(false)
})

test('ports that are no longer planned are given back before the file that names them is written again', () => {
  const between = after(releasePorts('acme'), '7000,8500,31000-31002')
  write('etc/sysctl.d/60-metis-acme.conf', `${KEY} = 8600,31000-31002\n`)
  expect(after(reservePorts('acme'), between)).toBe('7000,8600,31000-31002')
})

test('where our file has gone, nobody knows which ports were ours, and all of them stay', () => {
  rmSync(join(root, 'etc/sysctl.d/60-metis-acme.conf'))
  expect(after(releasePorts('acme'), '7000,8500')).toBe('7000,8500')
})
