import type { Lab } from './lab.js'

/** Prints whatever of an installation is on a host. */
export const TRACES =
  'ls -d /opt/metis /etc/systemd/system/metis-* /etc/sysctl.d/*metis* 2> /dev/null; getent passwd | grep ^metis'

/**
 * All that an installation is made of, by host, but for data, logs, what was set aside, and programs of a release that is not in
 * use: kind, mode, owner and path of every file, sums of configs and programs, what receipts tell of but how it came there, and units.
 */
export async function hostStates(lab: Lab): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await Promise.all(
    Object.values(lab.hosts).map(
      async ({ name, exec }) => [name, (await exec(STATE)).stdout.split('\n')] as const,
    ),
  )
  return Object.fromEntries(found)
}

const STATE = `
find /opt/metis /etc/systemd/system/metis-* /etc/nginx/sites-*/metis-* /etc/mysql/*/*metis* /etc/sysctl.d/*metis* \\
  -path '/opt/metis/*/data/*' -prune -o -path '/opt/metis/*/log/*' -prune -o -path '/opt/metis/*/releases/*' -prune -o \\
  -path /opt/metis/.removed -prune -o -path '/opt/metis/.artifacts/*' -prune -o -path '/opt/metis/.installed/*' -prune -o -path /opt/metis -o -printf '%M %u:%g %p %l\\n' 2> /dev/null | sort
sha256sum /opt/metis/*/config/* /etc/systemd/system/metis-* /etc/nginx/sites-available/metis-* /etc/sysctl.d/*metis* 2> /dev/null
find /opt/metis/*/current/ -type f ! -name '*.pyc' ! -path '*.dist-info/RECORD' ! -name direct_url.json -exec sha256sum {} + 2> /dev/null | sort -k 2
cat /opt/metis/.installed/*.json 2> /dev/null | grep -o '"id":"[^"]*"' | grep -vE '/(releases/.*|\\.artifacts/.*|unpack .*|load .*|hand-over|take-over)"$' | sort
systemctl list-units --all --plain --no-legend 'metis-*' | awk '{ print $1, $2, $3, $4 }'
systemctl list-unit-files --no-legend 'metis-*' | awk '{ print $1, $2 }'
ls -d /opt/metis/.backup* 2> /dev/null | grep -vE '\\.(ended|lock)$'`
