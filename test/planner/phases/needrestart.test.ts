import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { show } from '../../../src/lib/text.js'
import { makePlan } from '../../../src/planner/make-plan.js'
import type { PlanInput } from '../../../src/planner/plan.js'
import { removalList } from '../../../src/planner/remove.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

const PATH = '/etc/needrestart/conf.d/metis-acme.conf'

function organisation(packages: Readonly<Record<string, string>>): PlanInput {
  const input = freshOrganisation(`organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: op }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
`)
  const facts = Object.entries(input.facts).map(([host, one]) => {
    return [host, { ...one, software: { ...one.software, packages } }] as const
  })
  return { ...input, facts: Object.fromEntries(facts) }
}

const written = (input: PlanInput) =>
  makePlan(input).nodes.flatMap(({ action }) =>
    action.kind === 'write-file' && action.path === PATH ? [show(action.content)] : [],
  )

test('where needrestart is, it is told to leave our units running, and no one else', () => {
  const [rule = ''] = written(organisation({ needrestart: '3.6-4' }))
  // As its own configuration loads such a file, and as it then decides.
  const program = `use strict; use warnings; our %nrconf = (override_rc => { qr(^dbus) => 0 });
eval do { local $/; <STDIN> }; die $@ if $@;
for my $rc (@ARGV) { my $restart = 1; for my $re (keys %{$nrconf{override_rc}}) { next unless $rc =~ /$re/; $restart = $nrconf{override_rc}->{$re}; last } print "$rc $restart\\n" }`
  const units = [
    'metis-carrier.service',
    'metis-data-8700.service',
    'dbus.service',
    'nginx.service',
    'not-metis-x.service',
  ]
  const decided = execFileSync('perl', ['-e', program, ...units], { input: rule, encoding: 'utf8' })
  expect(decided.split('\n')).toEqual([
    'metis-carrier.service 0',
    'metis-data-8700.service 0',
    'dbus.service 0',
    'nginx.service 1',
    'not-metis-x.service 1',
    '',
  ])
})

test('where it is not, nothing is put there', () => {
  expect(written(organisation({}))).toEqual([])
})

test('once it is there, nothing is left to do, and a removal takes it away', () => {
  const input = organisation({ needrestart: '3.6-4' })
  const done = carriedOut(makePlan(input), input)
  expect(makePlan(done).nodes).toEqual([])
  expect(removalList(done, { keepData: true })[0]?.paths).toContain(PATH)
})
