/** What Ansible calls the parts of the way to a host; of several the first counts. The playbooks build paths from `ansible_ssh_user`. */
export const CONNECTION = {
  address: ['ansible_host', 'ansible_ssh_host'],
  user: ['ansible_ssh_user', 'ansible_user'],
  port: ['ansible_port', 'ansible_ssh_port'],
  identityFile: ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
  password: [
    'ansible_password',
    'ansible_ssh_pass',
    'ansible_ssh_password',
    'ansible_become_password',
    'ansible_become_pass',
    'ansible_sudo_pass',
  ],
} as const
