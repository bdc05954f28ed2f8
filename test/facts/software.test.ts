import { expect, test } from 'vitest'
import { javaMajor, softwareFact } from '../../src/facts/software.js'

const { parse } = softwareFact([])

test('packages, Java, database server and the sites of others', () => {
  expect(
    parse(`package mariadb-server 1:10.11.6-0+deb12u1
package openjdk-17-jre-headless 17.0.15+6-1~deb12u1
java JAVA_VERSION="17.0.15"
mysql mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)
database metis_admin
site default
listen 80 default
listen [::]:80 default
site metis-admin
listen 80 metis-admin
site my shop.conf
listen 127.0.0.1:8080 my shop.conf
listen 10.0.0.5 my shop.conf
listen unix:/run/shop.sock my shop.conf
`),
  ).toEqual({
    packages: {
      'mariadb-server': '1:10.11.6-0+deb12u1',
      'openjdk-17-jre-headless': '17.0.15+6-1~deb12u1',
    },
    java: 'java version "17.0.15"',
    mysql: 'mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)',
    nginxSites: ['default', 'my shop.conf'],
    nginxPorts: { default: [80], 'my shop.conf': [8080, 80] },
    metisDatabase: true,
  })
})

test('a bare host has none of it', () => {
  expect(parse('')).toEqual({ packages: {}, nginxSites: [], nginxPorts: {}, metisDatabase: false })
})

test('firewalls of others, where their names can stand in a command', () => {
  const told =
    'firewall ufw\nfirewall nft inet site in\nfirewall nft inet a;reboot in\nfirewall nft ip6 filter INPUT\n'
  expect(parse(told).firewalls).toEqual(['ufw', 'nft inet site in'])
})

test('a Java without a release file is known by what it says itself', () => {
  expect(parse('java openjdk version "1.8.0_392"\n').java).toBe('openjdk version "1.8.0_392"')
})

test.each([
  ['openjdk version "1.8.0_392"', 8],
  ['java version "17.0.15"', 17],
  ['openjdk version "21" 2023-09-19', 21],
  ['openjdk version "11.0.21" 2023-10-17', 11],
  ['bash: java: command not found', undefined],
])('%s is major version %s', (line, major) => {
  expect(javaMajor(line)).toBe(major)
})

test('what MariaDB says when root logs in', () => {
  const refused = "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"
  expect(softwareFact([]).parse(`login ${refused}\n`).databaseLogin).toBe(refused)
  expect(softwareFact([]).parse('login well\n').databaseLogin).toBe('well')
})
