/** Of the checks: addresses, clocks, and who reaches whom. */
export const texts = {
  'preflight.clock-ahead': {
    what: '{host} 的时钟比 {other} 快 {seconds} 秒。',
    why: '网络中的消息只在 3 秒内有效，看似来自未来的消息会被拒绝，任务因此失败。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-behind': {
    what: '{host} 的时钟比 {other} 慢 {seconds} 秒。',
    why: '网络中的消息只在 3 秒内有效，看似来自未来的消息会被拒绝，任务因此失败。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-not-here': {
    what: '{host} 的时钟与本机相差 {seconds} 秒。',
    why: '两者之一是错的。如果错的是 {host}，其他组织会拒绝它的消息。',
    fix: '与可信的时钟比较：`date -u`\n在出错的主机上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-unsynchronised': {
    what: '{host} 的时钟没有任何服务在校准。',
    why: '今天可能是准的；漂移几秒后，其他组织就会拒绝它的消息。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony`\n没有互联网时，在 /etc/chrony/chrony.conf 中写上自己的时间服务器：server ADDRESS iburst',
  },
  'preflight.same-machine': {
    what: '主机 {other} 和 {host} 是同一台机器：machine-id 和地址（{addresses}）都相同。',
    why: '同一台机器在 org.yaml 中有两个名字，端口会冲突。',
    fix: '在 org.yaml 的 hosts: 中只保留一个，并把两者的角色都给它。',
  },
  'preflight.same-machine-id': {
    what: '主机 {other} 和 {host} 的 machine-id 相同：{machineId}。',
    why: '其中一台是另一台的克隆。DHCP 可能给两者同一个地址，日志也无法区分。',
    fix: '在 {host} 上：`sudo rm -f /etc/machine-id /var/lib/dbus/machine-id && sudo systemd-machine-id-setup && sudo reboot`',
  },
  'preflight.same-hostname': {
    what: '主机 {other} 和 {host} 的主机名都是 {hostname}。',
    why: '服务可以工作，但日志里分不清是哪一台。',
    fix: '在 {host} 上：`sudo hostnamectl set-hostname {host}`',
  },
  'preflight.address-missing': {
    what: '主机 {host} 没有地址 {address}，它的地址是 {found}。',
    why: '服务在该地址上监听并用它注册。在 NAT 之后，文件里要写内部地址，外部地址写在 `ssh:`。',
    fix: '在 org.yaml 中把 hosts.{host}.address 设为它自己的、其他主机能访问的地址。\n如果登录用的是另一个地址：hosts.{host}.ssh: OUTER-ADDRESS\n查看地址：`ip -4 -o addr`',
  },
  'preflight.address-not-first': {
    what: '{host} 上的 {instance} 会注册 {first}（{interface}），而不是 {address}。',
    why: '它取系统列出的第一个地址，没有配置可以改变。其他服务会到错误的地方找它。',
    fix: '如果其他主机能访问 {first}，在 org.yaml 中设置 hosts.{host}.address: {first}\n否则，若不需要 {interface}（网桥或隧道）就删除它，或把 {instance} 移到另一台主机。\n查看顺序：`ip -4 -o addr`',
  },
  'preflight.external-loopback': {
    what: '{host} 上 {instance} 的外部地址是 {address}。',
    why: '得到这个地址的人只会连到自己。',
    fix: '在 org.yaml 中把 {instance} 的 externalAddress 设为其他组织访问 {host} 所用的地址。',
  },
  'preflight.port-refused': {
    what: '{from} 无法访问 {to} 上的 {purpose}：{address}:{port} 拒绝连接。',
    why: '测试时那里有监听者，所以是 {to} 上或两者之间的防火墙拒绝了连接。',
    fix: '在 {to} 上使用 ufw：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`\n或使用 nftables：`sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\n再试一次：`create-metis-node check`',
  },
  'preflight.port-filtered': {
    what: '{from} 无法访问 {to} 上的 {purpose}：{address}:{port} 在 2 秒内没有应答。',
    why: '{to} 上的防火墙或两者之间的安全组丢弃了数据包。',
    fix: '在 {to} 上使用 ufw：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`\n或使用 nftables：`sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\n在云上，在 {to} 的安全组中放行来自 {fromAddress} 的 TCP {port}。',
  },
  'preflight.host-unreachable': {
    what: '{from} 无法访问 {to} 上的 {purpose}：没有到 {address}:{port} 的路径。',
    why: '两者之间没有路由，或防火墙如此应答（reject with host-prohibited）。',
    fix: '在 {from} 上查看路径：`ip route get {address}`\n如果有路径，在 {to} 上：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`',
  },
  'preflight.pair-blocked': {
    what: '{from} 无法访问 {to} 上的 {purpose}（{address}:{port}，{result}），该主机上有其他防火墙在运行：{firewall}。',
    why: '没有规则的连接都会被它拦下，而我们自己的表不会代它放行。',
    fix: '在 {to} 上以 root 执行：`{rule}`\n{to} 需要的全部规则：`create-metis-node firewall print {to} --format ufw`，或 firewalld、cloud\n重新尝试：`create-metis-node check`',
  },
  'preflight.open-to-hosts': {
    what: '{to} 上 {instance} 的 TCP {port} 应对 {from} 关闭，却是开放的。',
    why: '规则没有加载、缺少这个端口，或者在它之前有别的规则放行。',
    fix: 'firewall: managed：`create-metis-node plan` 会列出缺少的内容，apply 会加载\nfirewall: by-hand：请加载 `create-metis-node firewall print {to}` 输出的规则\n重新尝试：`create-metis-node check`',
  },
  'preflight.open-to-here': {
    what: '{to} 上 {instance} 的 TCP {port} 应对本机关闭，却是开放的。',
    why: '规则没有加载、缺少这个端口、在它之前有别的规则放行，或者本机使用了某台主机的地址。',
    fix: 'firewall: managed：`create-metis-node plan` 会列出缺少的内容，apply 会加载\nfirewall: by-hand：请加载 `create-metis-node firewall print {to}` 输出的规则\n重新尝试：`create-metis-node check`',
  },
  'preflight.data-center-unreachable': {
    what: '{from} 无法访问数据中心 {address}:{port}（{result}）。',
    why: 'carrier 每次启动都要连接它，等待 2 秒，没有应答就退出。',
    fix: "放行从 {from} 到 {address}:{port} 的出站 TCP。\n如果网络使用另一个数据中心，在 org.yaml 中：network: { dataCenter: 'ADDRESS:PORT' }\n在 {from} 上手动尝试：`timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.database-unreachable': {
    what: '{from} 无法访问数据库 {address}:{port}（{result}）。',
    why: 'admin 每次启动都要打开它，打不开就退出。',
    fix: "放行从 {from} 到 {address}:{port} 的出站 TCP，并让数据库服务器在那里监听。\n在 {from} 上手动尝试：`timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.via-hairpin': {
    what: '{from} 无法通过外部地址 {address}:{port} 访问 via（{result}）。',
    why: '数据和计算服务通过外部地址与自己的 via 通信，所以路由器要把它送回内部（hairpin NAT）。',
    fix: '在路由器上，对来自内部的连接也把 {address}:{port} 转发到 {via}（NAT 回流）。\n或在 {from} 上：`sudo iptables -t nat -A OUTPUT -d {address} -p tcp --dport {port} -j DNAT --to-destination {viaAddress}`',
  },
}
