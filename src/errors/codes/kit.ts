/** What can be wrong with kits for hosts that are set up by hand, and with the receipts that are carried back. */
export const KIT_CODES = [
  'kit.host-by-hand',
  'kit.unknown-host',
  'kit.not-by-hand',
  'kit.no-roles',
  'kit.system-unknown',
  'kit.folder-in-use',
  'kit.receipt-invalid',
  'kit.receipt-damaged',
  'kit.receipt-of-others',
  'kit.receipt-of-other-host',
  'kit.receipt-clock',
  'kit.receipt-older',
  'kit.stored-damaged',
] as const
