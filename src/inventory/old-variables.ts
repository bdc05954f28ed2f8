/** What the old playbooks call things. Their roles have the names that ours have; each is a group of the inventory. */
export const OLD_ROLES = ['consul', 'carrier', 'admin', 'via', 'data', 'compute'] as const
export type OldRole = (typeof OLD_ROLES)[number]

/** Of these a playbook knows the first host of the group only. */
export const SINGLE: readonly OldRole[] = ['carrier', 'admin', 'via']

/** A port of a role, and where org.yaml has it below `ports`; consul has lists, and everybody dials the first server. */
export const OLD_PORTS: readonly (readonly [role: OldRole, variable: string, at: readonly string[]])[] = [
  ['consul', 'consul_server_port', ['consul', 'server']],
  ['consul', 'consul_serf_lan_port', ['consul', 'serfLan']],
  ['consul', 'consul_http_port', ['consul', 'http']],
  ['carrier', 'carrier_rpc_port', ['carrier', 'rpc']],
  ['carrier', 'carrier_grpc_gateway_port', ['carrier', 'rest']],
  ['carrier', 'carrier_p2p_udp_port', ['carrier', 'p2pUdp']],
  ['carrier', 'carrier_p2p_tcp_port', ['carrier', 'p2pTcp']],
  ['carrier', 'carrier_pprof_port', ['carrier', 'pprof']],
  ['admin', 'admin_web_port', ['admin']],
  ['via', 'via_port', ['via']],
]

/** Lists by the place of a host in its group. */
export const OLD_LISTS: readonly (readonly [role: OldRole, variable: string])[] = [
  ['data', 'data_port'],
  ['compute', 'compute_port'],
]

export const OLD_ADDRESSES: readonly (readonly [role: OldRole, variable: string])[] = [
  ['carrier', 'carrier_external_ip'],
  ['via', 'via_external_ip'],
]

/** Said by the playbooks themselves, the same in every copy: nobody's answer. */
const DERIVED =
  /_cert_dir$|^((playbook|inventory)_dir|downloads_dir|deploy_dir|.*_port_self|consul_(zip_name|number_int|leader.*)|via_ip|.*_leader_(ip|port)|self_python_version|.*download_url|fact_.*)$/

/** A setting for Ansible itself, or derived. */
export function isNobodysAnswer(name: string): boolean {
  return (
    DERIVED.test(name) ||
    /^ansible_(connection|python_interpreter|become\w*|sudo\w*|.*_args|group_priority)$/.test(name)
  )
}

/** By its name: a password, a token, the text of a key. */
export function isPasswordName(name: string): boolean {
  return /pass(w|wd|word|phrase)?$|pass(word|wd)|secret|token|access_key|private_key$|priv_key$/i.test(name)
}

/** The playbooks of 0.4 and later, which install something else. */
export const LATER_GROUPS: readonly string[] = ['ice_via']
export const LATER_VARIABLES: readonly string[] = ['ice_glacier2_port', 'ice_grid_port', 'mysql_listen_port']
