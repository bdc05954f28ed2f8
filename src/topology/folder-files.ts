/** Files of an organisation's folder that belong in version control, as far as there are such. Nobody can read a secret in them. */
export const VERSIONED = [
  'org.yaml',
  'org.schema.json',
  'known_hosts',
  'artifacts.lock.json',
  'applied.jsonl',
  'receipts/',
  'handover.md',
] as const

/** What must stay out of it, or has no use there: secrets, what of them a killed program leaves, data, journals. */
export const UNVERSIONED = [
  'secrets.json',
  'secrets.json.*',
  '*.former',
  'backups/',
  'runs/',
  '.lock',
  '.lock.*',
] as const
