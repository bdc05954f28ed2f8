/** One entry of a systemd journal. */
export interface JournalLine {
  readonly unit: string
  /** Microseconds since the epoch, by the host's clock. */
  readonly at: number
  readonly message: string
}

/** Reads a line of `journalctl -o json`; undefined for what is none. Messages that are not UTF-8 come as bytes. */
export function parseJournalLine(line: string): JournalLine | undefined {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
  if (typeof entry !== 'object' || entry === null) return undefined
  // systemd's own words about a unit name it in UNIT, and come from init.scope.
  const unit = entry.UNIT ?? entry._SYSTEMD_UNIT
  const at = Number(entry.__REALTIME_TIMESTAMP)
  const message = messageOf(entry.MESSAGE)
  if (typeof unit !== 'string' || !Number.isFinite(at) || message === undefined) return undefined
  return { unit, at, message }
}

function messageOf(message: unknown): string | undefined {
  if (typeof message === 'string') return message
  if (message === null) return ''
  if (!Array.isArray(message) || message.some((byte) => typeof byte !== 'number')) return undefined
  return Buffer.from(message as number[]).toString('utf8')
}
