/** What is said while a run goes on, and by the live status. */
export const words = {
  'install.lost': 'connection lost',
  'install.doing.prepare': 'preparing',
  'install.doing.send': 'sending',
  'install.doing.start': 'starting',
  'install.doing.check': 'checking',
  'install.doing.end': 'ending',
} as const
