/** 主机换地址时的问题。 */
export const texts = {
  'readdress.no-address': {
    what: '{given} 不是一台主机的名称加上它可用的 IPv4 地址。',
    why: 'readdress 需要这两项，每次一台主机。',
    fix: '请这样给出：`create-metis-node readdress {host} 10.0.1.12`',
  },
  'readdress.same': {
    what: 'org.yaml 中 {host} 的地址已经是 {address}。',
    why: 'readdress 用于换了地址的主机。',
    fix: '如果各主机还不知道它：`create-metis-node apply`',
  },
  'readdress.of-another': {
    what: '{address} 是 {other} 的地址。',
    why: '两台主机不能共用一个地址。',
    fix: '如果 {other} 也换了地址，先执行：`create-metis-node readdress {other} 地址`',
  },
  'readdress.key-unknown': {
    what: '在 {former} 没有已知的 {host} 主机密钥。',
    why: '只有凭密钥才能确认 {address} 上的机器就是它。',
    fix: '把它的指纹写入 org.yaml 中 {host} 的 `hostKey`；在它的控制台上查看：`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`',
  },
  'readdress.not-there': {
    what: '以 {host} 身份应答的机器没有地址 {address}；它的地址是 {found}。',
    why: '服务监听 org.yaml 中的地址，因此它必须是机器自己的地址，而不是前面路由器的。',
    fix: '先给它配置该地址，或写出它现有的地址。',
  },
  'readdress.other-key': {
    what: '{address} 上的机器出示的主机密钥是 {fingerprint}，而 {host} 的是 {expected}。',
    why: '它是另一台机器，或者 {host} 已重装。没有向它发送任何内容，也没有改动任何东西。',
    fix: '检查哪台机器使用该地址，并在其控制台上查看：`ssh-keygen -lf /etc/ssh/{file}`\n如果 {host} 是有意重装：把地址写入 org.yaml，再执行 `create-metis-node apply`',
  },
  'readdress.other-machine': {
    what: '{address} 上的机器没有 {host} 的任何东西。',
    why: '它出示了 {host} 的密钥，却没有那里的安装记录：可能是副本，或已重装。',
    fix: '检查哪台机器使用该地址。\n如果是有意重装：把地址写入 org.yaml，再执行 `create-metis-node apply`',
  },
} as const
