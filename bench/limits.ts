import { fileURLToPath } from 'node:url'
import type { BenchSite } from './site.js'

const LOGINS = fileURLToPath(new URL('ssh2-logins.mjs', import.meta.url))
const OPTIONS = ['-o', 'BatchMode=yes', '-o', 'Compression=no', '-c', 'aes128-gcm@openssh.com']

/** What nobody can be faster than on this machine: the bare logins, and the bare bytes. Each throws when it fails. */
export function limitsOn({ lab, measured, all, artifacts }: BenchSite) {
  const ssh = ['ssh', ...OPTIONS, '-o', `UserKnownHostsFile=${lab.knownHostsFile}`, '-i', lab.keyFile]
  const onAll = async (addresses: readonly string[], remote: string, before = '') => {
    const one = `${before} ${ssh.join(' ')} "${lab.user}@$host" ${quote(remote)}`
    const script = `pids=(); for host; do { ${one}; } & pids+=($!); done; for pid in "\${pids[@]}"; do wait "$pid" || exit 1; done`
    await lab.run('bash', ['-c', script, 'limit', ...addresses], {
      env: { SUDO_PASSWORD: lab.password },
      stdin: 'ignore',
    })
  }
  const addresses = all.map(({ address }) => address)
  const sudo = `sudo -S -p '' true`
  return {
    'OpenSSH logins': () => onAll(addresses, 'true'),
    'OpenSSH logins, sudo': () => onAll(addresses, sudo, `printf '%s\\n' "$SUDO_PASSWORD" |`),
    'ssh2 logins, sudo': () =>
      lab.run(process.execPath, [LOGINS, lab.user, lab.keyFile, ...addresses], {
        env: { SUDO_PASSWORD: lab.password },
      }),
    'cat to ssh, the pair': () =>
      onAll(
        measured.map(({ address }) => address),
        'cat > pair; rm pair',
        `cat ${artifacts.pair.join(' ')} |`,
      ),
  } as const
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
