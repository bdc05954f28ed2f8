import { expect, test } from 'vitest'
import { systemFact } from '../../src/facts/system.js'

test('Debian 12 as it describes itself', () => {
  expect(
    systemFact.parse(`machine x86_64
kernel 6.1.0-18-amd64
systemd yes

PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
`),
  ).toEqual({
    id: 'debian',
    version: '12',
    name: 'Debian GNU/Linux 12 (bookworm)',
    machine: 'x86_64',
    kernel: '6.1.0-18-amd64',
    systemd: true,
  })
})

test('Ubuntu 18.04 as it describes itself', () => {
  expect(
    systemFact.parse(`machine x86_64
kernel 4.15.0-213-generic
systemd yes

NAME="Ubuntu"
VERSION="18.04.6 LTS (Bionic Beaver)"
ID=ubuntu
ID_LIKE=debian
PRETTY_NAME="Ubuntu 18.04.6 LTS"
VERSION_ID="18.04"
UBUNTU_CODENAME=bionic
`),
  ).toEqual({
    id: 'ubuntu',
    version: '18.04',
    name: 'Ubuntu 18.04.6 LTS',
    machine: 'x86_64',
    kernel: '4.15.0-213-generic',
    systemd: true,
  })
})

test('quotes and escapes of os-release are undone, junk and comments are passed over', () => {
  const { id, version, name } = systemFact.parse(`machine x86_64

# a comment
ID='my linux'
VERSION_ID=
PRETTY_NAME="a \\"quoted\\" \\$name \\\\ here"
not an assignment
systemd yes
`)
  expect({ id, version, name }).toEqual({ id: 'my linux', version: '', name: 'a "quoted" $name \\ here' })
})

test('a host that says nothing is nothing we know', () => {
  expect(systemFact.parse('')).toEqual({
    id: '',
    version: '',
    name: '',
    machine: '',
    kernel: '',
    systemd: false,
  })
})
