/** Whose receipts are written, and where. */
export interface ReceiptOwner {
  readonly organisation: string
  /** Directory on the host. */
  readonly receipts: string
}

/**
 * What an action leaves on a host beside its effect: `<installDirectory>/.installed/<name>.json`. The file's first
 * line is the bare `path` (or empty), so that a host can `stat` it without reading JSON; the second is this, as JSON.
 * A receipt is a fact for the next plan: same `inputs` and an untouched file mean that there is nothing to do.
 */
export interface Receipt {
  /** Resource, unique on its host: `file:/opt/metis/consul/config/consul.json`, `unit:metis-consul.service`. */
  readonly id: string
  readonly organisation: string
  /** Instance name, or `host` for what all instances share. */
  readonly instance: string
  /** Hash of everything that the action depended on (`inputsOf`). */
  readonly inputs: string
  /** Where the result lies; its size and mtime are in `stat`. */
  readonly path?: string
  /** `stat -c '%s %Y %a %U:%G %F'` right after the action; absent without a path. */
  readonly stat?: string
  /** Which secrets it was made with, where it names one: `SecretSet.id`. */
  readonly secrets?: string
  /** A config file as written, secrets as `***`: what the next plan shows its diff against. */
  readonly text?: string
}
