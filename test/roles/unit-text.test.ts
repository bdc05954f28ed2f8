import { expect, test } from 'vitest'
import { show } from '../../src/lib/text.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { service as carrier } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import type { UnitSettings } from '../../src/roles/service.js'
import { execLine, unitText } from '../../src/roles/unit-text.js'
import { inputFor, topology } from './organisation.js'

test('the unit of the carrier, whole', () => {
  expect(show(unitText(inputFor(CARRIER), carrier.unit(inputFor(CARRIER))))).toBe(`[Unit]
Description=Metis carrier of acme
Wants=network-online.target
After=network-online.target metis-consul.service
StartLimitIntervalSec=0

[Service]
User=metis-carrier
Group=metis-carrier
WorkingDirectory=/opt/metis/carrier/data
UnsetEnvironment=CONSUL_HTTP_ADDR CONSUL_HTTP_TOKEN CONSUL_HTTP_TOKEN_FILE CONSUL_HTTP_AUTH CONSUL_HTTP_SSL CONSUL_HTTP_SSL_VERIFY CONSUL_CACERT CONSUL_CAPATH CONSUL_CLIENT_CERT CONSUL_CLIENT_KEY CONSUL_TLS_SERVER_NAME CONSUL_NAMESPACE PYTHONHOME PYTHONSTARTUP PYTHONINSPECT JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
ExecStartPre=/bin/bash /opt/metis/carrier/config/before-start.sh
ExecStart=/opt/metis/carrier/current/carrier --config-file /opt/metis/carrier/config/carrier.yml
Restart=always
RestartSec=3
KillMode=control-group
TimeoutStopSec=45
SyslogIdentifier=%N
LimitNOFILE=65536
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
CapabilityBoundingSet=
PrivateUsers=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
RemoveIPC=yes
ProtectProc=invisible
ProtectSystem=strict
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
TemporaryFileSystem=/opt/metis:ro /dev/shm:mode=1777,nodev,nosuid,noexec
BindReadOnlyPaths=/opt/metis/carrier
BindPaths=/opt/metis/carrier/data /opt/metis/carrier/log
ReadWritePaths=/opt/metis/carrier/data /opt/metis/carrier/log
InaccessiblePaths=-/srv -/boot -/mnt -/media -/var/lib/mysql -/var/log -/var/www -/etc/nginx -/etc/mysql -/etc/ssh -/run/lock -/var/lib/systemd -/var/cache -/var/spool -/var/backups
NoExecPaths=/
ExecPaths=-/usr -/bin -/sbin -/lib -/lib64 /opt/metis/carrier/releases
RestrictAddressFamilies=AF_INET AF_NETLINK
MemoryDenyWriteExecute=yes
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallFilter=setrlimit
SystemCallErrorNumber=EPERM
ProtectHome=yes

[Install]
WantedBy=multi-user.target
`)
})

test('a system gets what its systemd knows, and no list of calls that would be another one there', () => {
  const on = (distribution: string) =>
    show(unitText(inputFor(CARRIER, { distribution }), carrier.unit(inputFor(CARRIER))))
  const has = (distribution: string) =>
    [
      'PrivateUsers',
      'TemporaryFileSystem',
      'SystemCallFilter',
      'ProtectClock',
      'ProtectProc',
      'NoExecPaths',
    ].filter((key) => on(distribution).includes(`\n${key}=`))
  expect(has('ubuntu-18.04')).toEqual(['PrivateUsers'])
  expect(has('ubuntu-20.04')).toEqual([
    'PrivateUsers',
    'TemporaryFileSystem',
    'SystemCallFilter',
    'ProtectClock',
  ])
  expect(has('debian-11')).toEqual([...has('ubuntu-20.04'), 'ProtectProc'])
  expect(has('ubuntu-22.04')).toEqual([...has('debian-11'), 'NoExecPaths'])
  expect(on('debian-13')).toBe(on('debian-12'))
  expect(has('something-1')).toEqual(has('ubuntu-18.04'))
})

test('what a service needs of a place that is hidden from others stays visible', () => {
  const moved = { ...topology, installDirectory: '/srv/metis' }
  const elsewhere = ['/mnt/disk/carrier']
  const unit = show(
    unitText(inputFor(CARRIER, { topology: moved, elsewhere }), carrier.unit(inputFor(CARRIER))),
  )
  expect(unit).toContain('\nInaccessiblePaths=-/boot -/media -/var/lib/mysql ')
  expect(unit).toContain(
    '\nReadWritePaths=/srv/metis/carrier/data /srv/metis/carrier/log /mnt/disk/carrier\n',
  )
})

test('an install directory that is a link of root is where it leads', () => {
  const at = (root: string) => show(unitText(inputFor(CARRIER, { root }), carrier.unit(inputFor(CARRIER))))
  expect(at('/mnt/disk/metis')).toContain('\nInaccessiblePaths=-/srv -/boot -/media ')
  expect(at('/mnt/disk/metis')).toContain('\nProtectHome=yes\n')
  expect(at('/home/metis')).toContain('\nProtectHome=read-only\n')
})

const settings: UnitSettings = {
  start: '/bin/true',
  workingDirectory: '/srv/two words',
  environment: { NOTE: 'say "hi" 50%' },
  after: [],
  successExitStatus: 143,
  killMode: 'mixed',
  stopSeconds: 5,
  hostNeeds: {},
}

test('what systemd would expand or split is escaped', () => {
  const odd = { ...topology, organisation: '100%', installDirectory: '/home/op/two words' }
  const unit = show(unitText(inputFor(ADMIN, { topology: odd }), settings)).split('\n')
  expect(unit).toEqual(
    expect.arrayContaining([
      'Description=Metis admin of 100%%',
      'Environment="NOTE=say \\"hi\\" 50%%"',
      'WorkingDirectory="/srv/two words"',
      'SuccessExitStatus=143',
      'ReadWritePaths="/home/op/two words/admin/data" "/home/op/two words/admin/log"',
      // Programs below /home must stay visible.
      'ProtectHome=read-only',
    ]),
  )
})

test('a command line keeps every word whole', () => {
  expect(execLine('/bin/echo', 'two words', '$HOME', '100%', `it's`, '')).toBe(
    `/bin/echo "two words" $$HOME 100%% "it's" ""`,
  )
})

test('a service that Consul knows by a token has it from a file of root, and from nowhere else', () => {
  const input = { ...inputFor(CARRIER), hasToken: true }
  const [unset, file] = show(unitText(input, carrier.unit(input)))
    .split('\n')
    .filter((line) => line.startsWith('UnsetEnvironment=') || line.startsWith('EnvironmentFile='))
  expect(unset).not.toMatch(/CONSUL_HTTP_TOKEN /)
  expect(unset).toMatch(/CONSUL_HTTP_TOKEN_FILE /)
  expect(file).toBe('EnvironmentFile=/opt/metis/carrier/config/consul.env')
})
