import { useMemo } from 'react'
import type { Say } from '../../src/i18n/say.js'
import { portText } from '../../src/roles/firewall.js'
import { type Source, whoReaches } from '../../src/roles/who-reaches.js'
import type { Topology } from '../../src/topology/topology.js'
import { purposeText } from '../../src/ui/picture/port-text.js'
import { useLook } from '../../src/ui/screen/hooks.js'
import { Scroll } from '../../src/ui/screen/rows.js'
import { table } from '../../src/ui/table.js'
import { printable, wrap } from '../../src/ui/text.js'

/** Every port that somebody else has to reach, and who: what a network administrator asks for. */
export function ReachPage({ topology, rows: room }: { topology: Topology; rows: number }) {
  const { say, paint, columns } = useLook()
  const lines = useMemo(() => {
    const rows = whoReaches(topology).map(({ host, owner, purpose, protocol, port, to, from }) =>
      [
        host.name,
        `${portText({ port, to })}/${protocol}`,
        owner === purpose ? owner : `${owner} ${purposeText(purpose, say)}`,
        sourceText(from, topology.hosts.length, say),
      ].map(printable),
    )
    const titles = (['host', 'port', 'service', 'from'] as const).map((id) => ({
      title: say(`network.column.${id}`),
    }))
    const outgoing = printable(say('network.outgoing', topology.network.dataCenter))
    return [
      ...table(titles, rows, { paint, width: columns - 2 }),
      '',
      ...wrap(outgoing, columns - 2).map((line) => paint('muted', line)),
    ].map((line) => ` ${line}`)
  }, [topology, columns, say, paint])
  return <Scroll lines={lines} rows={room} />
}

const MOST_NAMED = 6

/** `h2, h3, a Moirea platform`; many hosts by their number. */
function sourceText(sources: readonly Source[], hostCount: number, say: Say): string {
  const hosts = sources.flatMap((source) => (source.kind === 'host' ? [source.name] : []))
  const others = sources.flatMap((source) =>
    source.kind === 'host' ? [] : [say(`network.from.${source.kind}`)],
  )
  const named =
    hosts.length <= MOST_NAMED
      ? hosts
      : hosts.length === hostCount - 1
        ? [say('network.from.all-others')]
        : [
            ...hosts.slice(0, MOST_NAMED - 1),
            say('network.from.more', { count: hosts.length - MOST_NAMED + 1 }),
          ]
  return [...named, ...others].join(say('network.list'))
}
