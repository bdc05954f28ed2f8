import type { Said } from './inventory.js'

/** Keys of `ansible.cfg` that say how hosts are reached, as the variables that say the same. */
const KEYS: Readonly<Record<string, string>> = {
  'defaults.remote_user': 'ansible_ssh_user',
  'defaults.remote_port': 'ansible_port',
  'defaults.private_key_file': 'ansible_ssh_private_key_file',
  'ssh_connection.ssh_args': 'ansible_ssh_args',
  'ssh_connection.ssh_common_args': 'ansible_ssh_common_args',
  'ssh_connection.ssh_extra_args': 'ansible_ssh_extra_args',
}

/** The inventories that it names, as written, and what it says of the way to hosts. */
export function readAnsibleCfg(
  text: string,
  file: string,
): { readonly inventories: readonly string[]; readonly settings: readonly Said[] } {
  const settings: Said[] = []
  let inventories: readonly string[] = []
  let section = ''
  text.split('\n').forEach((raw, i) => {
    const [, heading] = /^\[([^\]]+)\]/.exec(raw) ?? []
    const [, key = '', value = ''] = /^(\w+)\s*[=:]\s*(.*)$/.exec(raw.replace(/\s;.*$/, '').trimEnd()) ?? []
    if (heading !== undefined) section = heading
    const path = `${section}.${key}`
    if (path === 'defaults.inventory')
      inventories = value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
    const name = Object.hasOwn(KEYS, path) ? KEYS[path] : undefined
    if (name !== undefined) settings.push({ name, value, file, line: i + 1 })
  })
  return { inventories, settings }
}
