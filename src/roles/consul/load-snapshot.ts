import { type Command, sh } from '../../lib/command.js'
import { instancePaths } from '../../topology/host-paths.js'
import { operatorFile } from '../consul-token.js'
import type { ServiceInput } from '../service.js'
import { OWN_KEYS } from './keys.js'
import type { ConsulInstance } from './settings.js'

const LOAD_SECONDS = 60

/**
 * Puts the keys of a snapshot into the cluster that runs, but for those that it has already, and those that are written from org.yaml.
 * Nothing else of it comes back: nodes and services are those of former hosts. Consul itself reads it, as an agent of its own that nobody
 * reaches but by a socket of root's; it ends with the shell that started it, or by itself.
 */
export function loadSnapshot(input: ServiceInput<ConsulInstance>, file: string): Command {
  const { release, host, instance } = input
  const consul = `${instancePaths(input).current}/consul`
  const agent = `http://${host.address}:${instance.ports.http}`
  const own = OWN_KEYS.map((name) => `\t\t"key": "${release.keyPrefix}/${name}",`)
  const settings = {
    ...{ datacenter: 'consul_cluster', node_name: 'restore', server: true, bootstrap_expect: 1 },
    ...{ data_dir: 'data', addresses: { http: 'unix://http' }, disable_update_check: true },
    ...{ log_level: 'WARN', performance: { raft_multiplier: 1 }, ports: { dns: -1, serf_wan: -1 } },
  }
  return sh`(
set -e -o pipefail; umask 077; unset CONSUL_HTTP_ADDR
token_in ${operatorFile(input.topology)}
work=$(mktemp -d ${file}.XXXXXX)
trap 'kill "$alone" 2>/dev/null || :; wait "$alone" 2>/dev/null || :; rm -rf -- "$work"' EXIT
cd -- "$work"; printf '%s\\n' ${JSON.stringify(settings)} >agent.json
at=127.$((RANDOM % 200 + 20)).$((RANDOM % 250)).$((RANDOM % 250 + 1))
timeout ${LOAD_SECONDS * 2} ${consul} agent -config-file agent.json -bind "$at" -client "$at" >log 2>&1 & alone=$!
deadline=$((SECONDS + ${LOAD_SECONDS}))
until said=$(${consul} snapshot restore -http-addr=unix://http ${file} 2>&1); do
  if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "$alone" 2>/dev/null; then
    tail -n 3 log
    echo "Consul does not load the snapshot: $said"
    exit 1
  fi
  sleep 0.5
done
${consul} kv export -http-addr=unix://http '' >was
until CONSUL_HTTP_TOKEN=$consul_token ${consul} kv export -http-addr=${agent} '' >is 2>said; do
  [ "$SECONDS" -lt "$deadline" ] || { cat said; exit 1; }
  sleep 0.5
done
printf '%s\\n' ${own} >>is
# A line for each of key, flags and value, the key in one spelling on both sides.
awk '
FNR == 1 { files++ }
/^\\t\\t"key": / { key = $0; if (files == 1) has[key] = 1 }
files == 1 { next }
/^\\t\\t"flags": / { flags = $0 }
/^\\t\\t"value": / && !(key in has) { print count++ ? "\\t},\\n\\t{" : "[\\n\\t{"; print key; print flags; print $0 }
END { if (count) print "\\t}\\n]" }' is was >back
[ ! -s back ] || CONSUL_HTTP_TOKEN=$consul_token ${consul} kv import -http-addr=${agent} @back >/dev/null
echo "keys of the snapshot that were put back: $(grep -c '^[[:blank:]]*"key": ' back || true)"
)`
}
