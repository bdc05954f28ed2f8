import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'

/** Alert rules for Prometheus over what the timer of `metrics` writes: alone on stdout, to be put into a file, which may be JSON. */
export async function metricsRules({ world, options }: Session): Promise<ExitCode> {
  world.stdout.write(options.json ? `${JSON.stringify(alertGroups())}\n` : alertRules())
  return EXIT.done
}

interface Alert {
  readonly name: string
  readonly expr: string
  readonly for: string
  readonly severity: 'critical' | 'warning'
  readonly summary: string
}

const ON = '{{ $labels.instance_name }} of {{ $labels.organisation }} on {{ $labels.host }}'
const HOST = '{{ $labels.host }} of {{ $labels.organisation }}'

/** In the order in which somebody would look after them. */
export const ALERTS: readonly Alert[] = [
  {
    name: 'MetisInstanceDown',
    expr: 'metis_instance_up == 0',
    for: '2m',
    severity: 'critical',
    summary: `${ON} does not run.`,
  },
  {
    name: 'MetisInstanceUnhealthy',
    expr: 'metis_instance_up == 1 and metis_instance_ready == 0',
    for: '5m',
    severity: 'critical',
    summary: `${ON} runs and does not answer as it should.`,
  },
  {
    name: 'MetisInstanceNotWorking',
    expr: 'metis_instance_ready == 1 and metis_instance_healthy == 0',
    for: '10m',
    severity: 'warning',
    summary: `${ON} answers, and what it is for does not work: the cause lies elsewhere.`,
  },
  {
    name: 'MetisInstanceLostFromConsul',
    expr: 'metis_instance_registered == 0',
    for: '2m',
    severity: 'critical',
    summary: `${ON} is lost from Consul, and registers again only when it is restarted.`,
  },
  {
    name: 'MetisInstanceRestarts',
    expr: 'increase(metis_instance_restarts_total[1h]) >= 2',
    for: '0m',
    severity: 'warning',
    summary: `${ON} dies, and systemd starts it again.`,
  },
  {
    name: 'MetisUnitChanged',
    expr: 'metis_instance_unit_changed == 1',
    for: '0m',
    severity: 'warning',
    summary: `The unit of ${ON} was masked or changed by hand.`,
  },
  {
    name: 'MetisCertificateEnds',
    expr: 'metis_certificate_end_seconds - time() < 30 * 86400',
    for: '1h',
    severity: 'warning',
    summary: `The certificate that ${HOST} shows ends within 30 days.`,
  },
  {
    name: 'MetisCertificateNotLoaded',
    expr: 'metis_certificate_loaded == 0',
    for: '10m',
    severity: 'critical',
    summary: `${HOST} shows another certificate than the one that lies there: nginx was not reloaded.`,
  },
  {
    name: 'MetisCertificateNotShown',
    expr: 'metis_certificate_shown == 0',
    for: '5m',
    severity: 'critical',
    summary: `The console's TLS port on ${HOST} shows no certificate.`,
  },
  {
    name: 'MetisDiskFills',
    expr: 'predict_linear(metis_disk_free_bytes[2d], 14 * 86400) < 0',
    for: '1h',
    severity: 'warning',
    summary: `The disk of ${HOST} is full within 14 days at this pace.`,
  },
  {
    name: 'MetisDiskFull',
    expr: 'metis_disk_free_bytes / metis_disk_size_bytes < 0.05',
    for: '5m',
    severity: 'critical',
    summary: `Less than 5 % of the disk of ${HOST} is free.`,
  },
  {
    name: 'MetisBackupOverdue',
    expr: 'time() - metis_backup_made_seconds > 1.5 * metis_backup_period_seconds',
    for: '10m',
    severity: 'critical',
    summary: `No backup of ${HOST} was made for half as long again as one is due: its timer fails, or is stopped.`,
  },
  {
    name: 'MetisBackupDamaged',
    expr: 'metis_backup_whole == 0',
    for: '5m',
    severity: 'critical',
    summary: `The newest backup of ${HOST} is gone, or is not what was written.`,
  },
  {
    name: 'MetisRecordsDiffer',
    expr: 'metis_record_generation < on (organisation) group_left () max by (organisation) (metis_record_generation)',
    for: '1h',
    severity: 'warning',
    summary: `${HOST} keeps an older record than others: a run was cut off, or the host was away.`,
  },
  {
    name: 'MetisMetricsStale',
    expr: 'time() - metis_written_seconds > 600',
    for: '0m',
    severity: 'critical',
    summary: `Nobody has written metrics on ${HOST} for ten minutes: what they say is old.`,
  },
]

function alertGroups() {
  const rules = ALERTS.map(({ name, expr, for: long, severity, summary }) => ({
    ...{ alert: name, expr, for: long },
    ...{ labels: { severity }, annotations: { summary } },
  }))
  return { groups: [{ name: 'metis', rules }] }
}

export function alertRules(): string {
  const rules = ALERTS.map(
    ({ name, expr, for: long, severity, summary }) => `      - alert: ${name}
        expr: ${JSON.stringify(expr)}
        for: ${long}
        labels: { severity: ${severity} }
        annotations: { summary: ${JSON.stringify(summary)} }
`,
  )
  return `groups:\n  - name: metis\n    rules:\n${rules.join('')}`
}
