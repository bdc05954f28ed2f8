import { execa } from 'execa'

const SUITE = 'bookworm'

/** The Debian mirror this machine is configured for; METIS_LAB_MIRROR names one where there is none. */
export async function debianMirror(): Promise<string> {
  if (process.env.METIS_LAB_MIRROR) return process.env.METIS_LAB_MIRROR
  const { stdout } = await execa('apt-get', [
    'indextargets',
    '--format',
    '$(RELEASE) $(COMPONENT) $(REPO_URI)',
    'Created-By: Packages',
  ])
  return mirrorIn(stdout)
}

function mirrorIn(targets: string): string {
  for (const line of targets.split('\n')) {
    const [release, component, uri] = line.split(' ')
    if (release === SUITE && component === 'main' && uri?.startsWith('http')) return uri
  }
  throw new Error(`apt on this machine has no ${SUITE} main; set METIS_LAB_MIRROR to a Debian mirror`)
}
