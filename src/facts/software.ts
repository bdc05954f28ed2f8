import { sh } from '../lib/command.js'
import { labelled } from './answer.js'
import type { Fact } from './fact.js'
import type { SoftwareFacts } from './host-facts.js'

/**
 * OS packages and the programs that may already be there. Java is asked through the `release` file beside it,
 * as starting a JVM costs more than all other questions together.
 */
export function softwareFact(packages: readonly string[]): Fact<SoftwareFacts> {
  const installed =
    packages.length === 0
      ? sh`:`
      : sh`while read -r state name version; do
  case "$state" in ?i) printf 'package %s %s\\n' "$name" "$version"; version_of[$name]=\${version#*:};; esac
done < <(dpkg-query -W -f '\${db:Status-Abbrev} \${Package} \${Version}\\n' -- ${packages})`
  return {
    command: sh`
declare -A version_of
${installed}
java=$(command -v java) && {
  home=$(readlink -f "$java"); home=\${home%/bin/java}; home=\${home%/jre}
  line=$(grep -m 1 '^JAVA_VERSION=' "$home/release") || line=$("$java" -version 2>&1 | head -n 1)
  printf 'java %s\\n' "$line"
}
# As the installation logs in.
if command -v mariadbd >/dev/null && client=$(command -v mariadb || command -v mysql); then
  said=$(timeout 10 "$client" -u root --batch --connect-timeout 5 -e 'SELECT 1' 2>&1) && said=well
  printf 'login %s\\n' "\${said//$'\\n'/ }"
fi
# Each of these takes as long to say its version as ten other programs take.
if command -v mariadbd >/dev/null && [ -n "\${version_of[mariadb-server]-}" ]; then
  printf 'mysql mariadbd  Ver %s\\n' "\${version_of[mariadb-server]}"
else
  for server in mariadbd mysqld; do
    command -v "$server" >/dev/null && { printf 'mysql %s\\n' "$("$server" --version | head -n 1)"; break; }
  done
fi
compgen -G '/var/lib/mysql/metis_admin/*.frm' >/dev/null || compgen -G '/var/lib/mysql/metis_admin/*.ibd' >/dev/null \\
  && echo 'database metis_admin'
grep -qs '^ENABLED=yes' /etc/ufw/ufw.conf && echo 'firewall ufw'
for slice in /sys/fs/cgroup/system.slice /sys/fs/cgroup/systemd/system.slice; do
  [ ! -d "$slice/firewalld.service" ] || { echo 'firewall firewalld'; break; }
done
command -v nft >/dev/null && while read -r word rest; do
  case "$word $rest" in
    'table '*) table=\${rest% *};;
    'chain '*) chain=\${rest% *};;
    *'hook input'*'policy drop'*) printf 'firewall nft %s %s\\n' "$table" "$chain";;
  esac
done < <(nft list chains 2>/dev/null)
for site in /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf; do
  [ -e "$site" ] || continue
  printf 'site %s\\n' "\${site##*/}"
  grep -o '^[[:space:]]*listen[[:space:]][^;]*' "$site" | while read -r _ at _; do printf 'listen %s %s\\n' "$at" "\${site##*/}"; done
done`,
    parse(output) {
      const found = labelled(output)
      const firewalls = valuesOf(output, 'firewall').filter((one) => FIREWALL.test(one))
      const sites = valuesOf(output, 'site').filter((site) => !site.startsWith('metis-'))
      return {
        packages: Object.fromEntries(valuesOf(output, 'package').map((line) => inTwo(line))),
        ...(found.java === undefined ? {} : { java: javaLine(found.java) }),
        ...(found.mysql === undefined ? {} : { mysql: found.mysql }),
        nginxSites: sites,
        nginxPorts: Object.fromEntries(sites.map((site) => [site, portsOf(site, output)])),
        ...(found.login === undefined ? {} : { databaseLogin: found.login }),
        metisDatabase: found.database === 'metis_admin',
        ...(firewalls.length === 0 ? {} : { firewalls }),
      }
    },
  }
}

/** `nft inet filter input`: a chain that drops what it has no rule for. It becomes part of a command that somebody pastes. */
const FIREWALL = /^(ufw|firewalld|nft (ip|inet) [\w.-]{1,64} [\w.-]{1,64})$/

/** Major version in a `java -version` line: 8 for `1.8.0_392`, 17 for `17.0.15`. */
export function javaMajor(line: string): number | undefined {
  const [, first, second] = /"(\d+)(?:\.(\d+))?/.exec(line) ?? []
  if (first === undefined) return undefined
  return Number(first === '1' && second !== undefined ? second : first)
}

function javaLine(found: string): string {
  const [, version] = /^JAVA_VERSION="?([^"]*)"?$/.exec(found) ?? []
  return version === undefined ? found : `java version "${version}"`
}

function portsOf(site: string, output: string): number[] {
  const ports = valuesOf(output, 'listen').flatMap((line) => {
    const [at, name] = inTwo(line)
    const [, port] = /(?:^|:)(\d{1,5})$/.exec(at) ?? []
    return name === site && !at.startsWith('unix:') ? [port === undefined ? 80 : Number(port)] : []
  })
  return [...new Set(ports)]
}

function valuesOf(output: string, label: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith(`${label} `))
    .map((line) => line.slice(label.length + 1).trimEnd())
}

function inTwo(line: string): [string, string] {
  const space = line.indexOf(' ')
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
}
