/** Problems of hosts that close their ports to others. */
export const texts = {
  'firewall.cut-off': {
    what: '关闭端口后，{host} 不再接受新的 SSH 连接，因此没有确认这一变更。',
    why: '防火墙表只关闭服务的端口：同一时刻，{host} 上或通往它的路上有别的改动。',
    fix: '{host} 上无需任何操作：60 秒内它会自行撤回该表。\n在那里查看 `nft list ruleset`，然后继续：create-metis-node apply',
  },
  'firewall.pair-cut-off': {
    what: '关闭端口后，{from} 连不上 {host} 的 {address}:{port}（共 {count} 个连接），因此没有确认这一变更。',
    why: '{from} 发出连接时用的不是自己的地址（例如经过 NAT），或另一个防火墙丢弃了连接。',
    fix: '{host} 上无需任何操作：60 秒内它会自行撤回该表。\n在 {from} 上查看走哪条路：`ip route get {address}`\n或自行关闭端口：在 org.yaml 中写 firewall: by-hand',
  },
  'firewall.not-asked': {
    what: '关闭端口后，无法询问 {from} 是否还能连上 {host}，因此没有确认这一变更。',
    why: '连接 {from} 失败。',
    fix: '{host} 上无需任何操作：60 秒内它会自行撤回该表。\n{from} 恢复应答后继续：create-metis-node apply',
  },
}
