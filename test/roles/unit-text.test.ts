import { expect, test } from 'vitest'
import { show } from '../../src/lib/text.js'
import { service as admin } from '../../src/roles/admin/service.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { service as carrier } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { SECRETIVE } from '../../src/roles/index.js'
import type { UnitSettings } from '../../src/roles/service.js'
import { execLine, unitText } from '../../src/roles/unit-text.js'
import { inputFor, topology } from './organisation.js'

test('the unit of the carrier, whole', () => {
  expect(show(unitText(inputFor(CARRIER), carrier.unit(inputFor(CARRIER)), SECRETIVE))).toBe(`[Unit]
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
UMask=0027
NoNewPrivileges=yes
CapabilityBoundingSet=
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectSystem=strict
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
ProtectHome=yes
ReadWritePaths=/opt/metis/carrier/data /opt/metis/carrier/log
InaccessiblePaths=-/opt/metis/consul -/opt/metis/admin -/opt/metis/via

[Install]
WantedBy=multi-user.target
`)
})

test('a service is hidden from its neighbours, not from itself', () => {
  const unit = show(unitText(inputFor(ADMIN), admin.unit(inputFor(ADMIN)), SECRETIVE))
  expect(unit).toContain('\nWorkingDirectory=/opt/metis/admin\n')
  expect(unit).toContain('\nInaccessiblePaths=-/opt/metis/consul -/opt/metis/carrier -/opt/metis/via\n')
})

const settings: UnitSettings = {
  start: '/bin/true',
  workingDirectory: '/srv/two words',
  environment: { NOTE: 'say "hi" 50%' },
  after: [],
  successExitStatus: 143,
  killMode: 'mixed',
  stopSeconds: 5,
}

test('what systemd would expand or split is escaped', () => {
  const odd = { ...topology, organisation: '100%', installDirectory: '/home/op/two words' }
  const unit = show(unitText(inputFor(ADMIN, { topology: odd }), settings, SECRETIVE)).split('\n')
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
