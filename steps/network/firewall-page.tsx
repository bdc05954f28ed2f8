import { Box } from 'ink'
import { useMemo } from 'react'
import type { HostFacts } from '../../src/facts/host-facts.js'
import type { Topology } from '../../src/topology/topology.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { printable, wrap } from '../../src/ui/text.js'
import { type FirewallForm, firewallTexts } from '../../src/wizard/firewall-text.js'

interface FirewallPageProps {
  readonly form: FirewallForm
  readonly topology: Topology
  readonly facts: Readonly<Record<string, HostFacts>>
  /** Position of the host that is shown. */
  readonly host: number
  readonly onHost: (host: number) => void
  readonly rows: number
}

/** The rules of one host, from the first column on so that they can be copied as they stand. */
export function FirewallPage({ form, topology, facts, host, onHost, rows }: FirewallPageProps) {
  const { say, paint, columns } = useLook()
  const all = useMemo(() => firewallTexts(form, topology, facts), [form, topology, facts])
  const firewall = all[host]
  useKeys(({ name }) => {
    if (name !== 'left' && name !== 'right') return false
    if (all.length > 0) onHost((host + (name === 'right' ? 1 : all.length - 1)) % all.length)
    return true
  })
  if (firewall === undefined) return <Rows lines={[` ${say('roles.no-hosts')}`]} />
  const use = form === 'nftables' && topology.firewall === 'managed' ? 'managed' : form
  const notes = [
    say(`network.use.${use}`, { host: firewall.host.name }),
    ...(topology.access?.operators === undefined ? [say('network.operators-unknown')] : []),
  ]
  const place = { host: firewall.host.name, number: host + 1, count: all.length }
  const head = [
    ` ${paint('strong', printable(say('network.host-of', place)))}`,
    ...notes.flatMap((note) => wrap(printable(note), columns - 2)).map((line) => ` ${paint('muted', line)}`),
    '',
  ]
  return (
    <Box flexDirection="column">
      <Rows lines={head} />
      <Scroll key={firewall.host.name} lines={firewall.lines} rows={rows - head.length} />
    </Box>
  )
}
