import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'

/** One dashboard for Grafana over what the timer of `metrics` writes: JSON alone on stdout, to be imported there; with `--json` one line. */
export async function metricsDashboard({ world, options }: Session): Promise<ExitCode> {
  world.stdout.write(`${JSON.stringify(dashboard(), undefined, options.json ? undefined : 2)}\n`)
  return EXIT.done
}

const DATASOURCE = { type: 'prometheus', uid: `\${datasource}` }
const OURS = 'organisation=~"$organisation"'
const LEGEND = '{{instance_name}}@{{host}}'

/** Title, expression, how a series is called, unit of Grafana. */
const PANELS: readonly (readonly [title: string, expr: string, legend: string, unit: string])[] = [
  ['Healthy', `metis_instance_healthy{${OURS}}`, LEGEND, 'bool'],
  ['Up', `metis_instance_up{${OURS}}`, LEGEND, 'bool'],
  ['Registered in Consul', `metis_instance_registered{${OURS}}`, LEGEND, 'bool'],
  ['Restarts per hour', `increase(metis_instance_restarts_total{${OURS}}[1h])`, LEGEND, 'short'],
  ['Free disk', `metis_disk_free_bytes{${OURS}}`, '{{host}}', 'bytes'],
  [
    'Days until the certificate ends',
    `(metis_certificate_end_seconds{${OURS}} - time()) / 86400`,
    '{{host}}',
    'd',
  ],
  ['Hours since the last backup', `(time() - metis_backup_made_seconds{${OURS}}) / 3600`, '{{host}}', 'h'],
  ['Generation of the record', `metis_record_generation{${OURS}}`, '{{host}}', 'none'],
  ['Age of the metrics', `time() - metis_written_seconds{${OURS}}`, '{{host}}', 's'],
]

export function dashboard() {
  const variable = { name: 'organisation', label: 'Organisation', includeAll: true, multi: true, current: {} }
  const query = 'label_values(metis_written_seconds, organisation)'
  return {
    title: 'MetisNode',
    uid: 'create-metis-node',
    tags: ['metis'],
    schemaVersion: 39,
    refresh: '1m',
    time: { from: 'now-24h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        { ...variable, type: 'query', datasource: DATASOURCE, query, refresh: 2 },
      ],
    },
    panels: PANELS.map(([title, expr, legendFormat, unit], at) => ({
      id: at + 1,
      type: 'timeseries',
      title,
      datasource: DATASOURCE,
      gridPos: { x: (at % 2) * 12, y: Math.floor(at / 2) * 8, w: 12, h: 8 },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: [{ refId: 'A', datasource: DATASOURCE, expr, legendFormat }],
    })),
  }
}
