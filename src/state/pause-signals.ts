/** What asks a process of this program for a pause, and what lets it go on; each may come twice. */
export const PAUSE_SIGNALS = { pause: 'SIGUSR2', continue: 'SIGUSR1' } as const
