import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { fileSystemsFact } from '../../src/facts/file-systems.js'
import { fill } from '../../src/lib/text.js'

test('mount options, room and inodes of each place; btrfs has no fixed number of inodes', () => {
  expect(
    fileSystemsFact('/opt/metis').parse(`place rw,nosuid,noexec,relatime 104857600 52 65536 /opt/metis /opt
place rw,relatime,space_cache=v2 1073741824 0 0 /usr /
place - - - - /tmp /
`),
  ).toEqual([
    {
      path: '/opt/metis',
      mount: '/opt',
      options: ['rw', 'nosuid', 'noexec', 'relatime'],
      freeMib: 100,
      freeFiles: 52,
    },
    { path: '/usr', mount: '/', options: ['rw', 'relatime', 'space_cache=v2'], freeMib: 1024 },
    { path: '/tmp', mount: '/', options: ['-'], freeMib: 0 },
  ])
})

test('this machine: where a directory would be made is asked, through links and with the mount that counts', () => {
  const { command, parse } = fileSystemsFact('/dev/shm/none/metis')
  const script = fill(command.script, () => '')
  const { stdout } = spawnSync('bash', ['-s'], {
    input: script,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [shm, units, ...others] = parse(stdout)
  expect(shm).toMatchObject({ path: '/dev/shm/none/metis', mount: '/dev/shm' })
  expect(shm?.options).toContain('rw')
  expect(units?.path).toBe('/etc/systemd/system')
  expect(others.map(({ path }) => path)).toEqual([
    '/tmp',
    '/usr',
    '/var/lib/dpkg',
    '/var/cache/apt',
    '/var/lib/mysql',
  ])
})
