/** What keeps a host from closing its ports for good. */
export const FIREWALL_CODES = ['firewall.cut-off', 'firewall.pair-cut-off', 'firewall.not-asked'] as const
