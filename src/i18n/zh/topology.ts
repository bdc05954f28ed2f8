export const texts = {
  'topology.unknown-key': {
    what: '`{path}`：此处没有键 `{key}`。',
    why: '此处可用的键：{known}。',
    fix: '删除 `{key}`，或改用可用的键。',
  },
  'topology.misspelt-key': {
    what: '`{path}`：此处没有键 `{key}`，是否想写 `{nearest}`？',
    why: '此处可用的键：{known}。',
    fix: '把 `{key}` 改为 `{nearest}`。',
  },
  'topology.missing-key': {
    what: '缺少 `{path}`。',
    why: '它没有默认值。',
    fix: '在此处补上 `{key}`。',
  },
  'topology.empty-value': {
    what: '`{path}` 没有值。',
    why: '只写键不写值并不表示使用默认值。',
    fix: '为 `{key}` 填写值，或删除该行。',
  },
  'topology.secret-in-file': {
    what: '`{path}` 会包含机密信息。',
    why: '此文件会被复制、邮寄、纳入版本管理，因此不保存密码和密钥内容。',
    fix: '从文件中删除：需要密码时程序会询问。\n密钥请填写文件路径。',
  },
  'topology.expected-text': {
    what: '`{path}` 应为文本，而不是 {found}。',
    why: 'YAML 会把纯数字当作数字，把 true、null 当作非文本。',
    fix: '请把值写在引号里。',
  },
  'topology.expected-number': {
    what: '`{path}` 应为数字，而不是 {found}。',
    why: '带引号或字母就成了文本。',
    fix: '只写数字，不加引号。',
  },
  'topology.expected-boolean': {
    what: '`{path}` 应为 true 或 false，而不是 {found}。',
    why: 'YAML 1.2 把 yes、no 当作文本。',
    fix: '写 `true` 或 `false`，不加引号。',
  },
  'topology.expected-list': {
    what: '`{path}` 应为列表，而不是 {found}。',
    why: '此处即使只有一项也要写成列表。',
    fix: '写成列表：[第一项, 第二项]',
  },
  'topology.expected-mapping': {
    what: '`{path}` 应为键值对，而不是 {found}。',
    why: '可能下面的行没有缩进。',
    fix: '写成 { 键: 值 }，或在下面缩进书写。',
  },
  'topology.expected-host-or-list': {
    what: '`{path}` 应为主机名或主机名列表，而不是 {found}。',
    why: '主机名即 `hosts` 下的名字。',
    fix: '写一个主机：h1\n或一个列表：[h1, h2]',
  },
  'topology.expected-one-of': {
    what: '`{path}` 不能是 {found}。',
    why: '可选的值：{values}',
    fix: '照原样写其中之一。',
  },
  'topology.invalid-value': {
    what: '`{path}` 不能是 {found}。',
    why: '该值不符合此处要求的格式。',
    fix: 'org.yaml 请对照 JSON Schema：create-metis-node schema\n版本文件请对照本程序 presets/releases 中的一份。',
  },
  'topology.invalid-name': {
    what: '`{path}`：{found} 不是可用的名称。',
    why: '名称会用作文件、目录和 systemd 单元名：以小写字母开头，其后为小写字母、数字和 -，最长 31 个字符。',
    fix: '请改用 acme 或 host-1 这样的名称。',
  },
  'topology.invalid-address': {
    what: '`{path}` 应为一台主机的 IPv4 地址，而不是 {found}。',
    why: '各服务不接受域名、IPv6、0.0.0.0 以及带前导零的写法；地址由四个 0 到 255 的数字组成。',
    fix: '在该主机上运行 `hostname -I`，取第一个地址。',
  },
  'topology.loopback-address': {
    what: '`{path}` 是回环地址：{found}。',
    why: '只有本机能访问它；其他主机和组织连到的会是它们自己。',
    fix: '主机自己的地址，在该主机上查看：`hostname -I`\n外网地址请咨询管理路由器的人。',
  },
  'topology.invalid-host': {
    what: '`{path}` 应为 IPv4 地址或主机名，而不是 {found}。',
    why: '主机名只含字母、数字、- 和点；不含下划线、端口或 http://。',
    fix: '例如 10.0.0.5 或 db.example.org。',
  },
  'topology.invalid-endpoint': {
    what: '`{path}` 应为 地址:端口，而不是 {found}。',
    why: '它在 Consul 中以 地址_端口 保存：名称里若有下划线，carrier 便无法拆分。',
    fix: '例如 10.9.9.9:9090。',
  },
  'topology.invalid-port': {
    what: '`{path}` 应为 1 到 65535 的端口，而不是 {found}。',
    why: '端口是不带引号的整数。',
    fix: '填写 1 到 65535 之间的数字。',
  },
  'topology.privileged-port': {
    what: '`{path}` 不能是 {found}。',
    why: '服务以普通账户运行，不能监听 1024 以下的端口。',
    fix: '选择 1024 及以上的端口，或删除该键以使用默认值。',
  },
  'topology.fighter-port': {
    what: '`{path}` 不能是 {found}。',
    why: 'data 和 compute 服务拒绝使用 1024 及以下的端口。',
    fix: '选择大于 1024 的端口，或删除该键以使用默认值。',
  },
  'topology.invalid-task-ports': {
    what: '`{path}` 应为 起始-结束 的端口范围，而不是 {found}。',
    why: '两端都在 1025 到 65535 之间，起始不大于结束。',
    fix: '例如 31000-31100。',
  },
  'topology.invalid-network': {
    what: '`{path}` 不是网络地址：{found}。',
    why: '网络写作 IPv4 地址、斜线和有效位数；单个地址直接写。',
    fix: '例如 192.168.7.0/24。',
  },
  'topology.invalid-user': {
    what: '`{path}` 不是可用的账户名：{found}。',
    why: '账户名由字母、数字、.、_、- 组成，不含空格。',
    fix: '填写登录所用的账户名。',
  },
  'topology.invalid-service-user': {
    what: '`{path}` 不是可用的 Unix 账户名：{found}。',
    why: '以小写字母或 _ 开头，其后为小写字母、数字、_ 和 -，最长 31 个字符。',
    fix: '改用 metis 这样的名称，或删除该键。',
  },
  'topology.system-account': {
    what: '`{path}` 不能是 {found}。',
    why: '该账户属于操作系统；服务需要自己专用、没有特权的账户。',
    fix: '改用 metis 这样的名称，或删除该键。',
  },
  'topology.invalid-directory': {
    what: '`{path}` 应为绝对路径，而不是 {found}。',
    why: '斜杠之间只能有字母、数字、.、_、-；不含空格、..，也不以斜杠结尾。',
    fix: '例如 /opt/metis，或删除该键。',
  },
  'topology.system-directory': {
    what: '`{path}` 不能是 {found}。',
    why: '该目录属于系统或他人；卸载时会删除整个安装目录。',
    fix: '选择专用目录，例如 /opt/metis。',
  },
  'topology.invalid-path': {
    what: '`{path}` 不是可用的路径。',
    why: '它为空，或含有换行等控制字符。',
    fix: '把文件路径写在一行内。',
  },
  'topology.invalid-host-key': {
    what: '`{path}` 不是主机密钥指纹：{found}。',
    why: '指纹的形式为 SHA256: 加 43 个字符，与 ssh 显示的一致。',
    fix: '在该主机上运行：ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
  },
  'topology.invalid-bootstrap-node': {
    what: '`{path}` 不是引导节点：{found}。',
    why: 'carrier 只接受 ENR 字符串（enr:…），其余会被悄悄忽略。',
    fix: '向对方组织索取其 carrier 的 localBootstrapNode。',
  },
  'topology.invalid-source': {
    what: '`{path}` 应为目录或 http(s) 地址，而不是 {found}。',
    why: '文件通过 http、https 获取，或从目录读取。',
    fix: '例如 ./artifacts 或 https://mirror.example.org/metis/0.3.0/',
  },
  'topology.unknown-release': {
    what: '没有版本 `{release}`。',
    why: '已有版本：{known}。',
    fix: 'release: {nearest}',
  },
  'topology.unfilled-hole': {
    what: '`{path}` 仍是示例值 {found}。',
    why: '它来自预设或手册，没有实际意义。',
    fix: '请填写自己的值。',
  },
  'topology.unknown-host': {
    what: '`{path}` 引用的主机 `{host}` 不在 `hosts` 中。',
    why: '已有主机：{known}。',
    fix: '改用已有主机，或在 hosts 下添加：{host}: { address: …, user: … }',
  },
  'topology.misspelt-host': {
    what: '`{path}` 引用的主机 `{host}` 不在 `hosts` 中，是否想写 `{nearest}`？',
    why: '已有主机：{known}。',
    fix: '把 `{host}` 改为 `{nearest}`。',
  },
  'topology.repeated-role': {
    what: '`{path}`：主机 `{host}` 重复承担了 {role} 角色。',
    why: '只有 data 和 compute 可以在同一主机上有多个。',
    fix: '删除其中一个，或改用另一台主机。',
  },
  'topology.role-missing': {
    what: '没有 {role}。',
    why: '{role:count}',
    fix: '参照这样写：`{role:yaml}`',
  },
  'topology.role-single': {
    what: '`{path}` 写成了列表，但一个组织只有一个 {role}，不用列表书写。',
    why: '{role:count}',
    fix: '参照这样写：`{role:yaml}`',
  },
  'topology.role-odd': {
    what: '{role} 应部署在 1、3 或 5 台主机上；此文件有 {count} 台。',
    why: '{role:count}',
    fix: '参照这样写：`{role:yaml}`',
  },
  'topology.role-several': {
    what: '{role} 有 {count} 个。',
    why: '{role:count}',
    fix: '除非明确需要多个，否则在 roles.{role} 中只保留一个。',
  },
  'topology.role-needed': {
    what: '有 {role}，却没有 {needed}。',
    why: '{needed:count}',
    fix: '参照这样写：`{needed:yaml}`',
  },
  'topology.missing-external-address': {
    what: '{role} 没有外网地址。',
    why: '其他组织要连接它；没有地址就找不到您的组织。',
    fix: '{role}: { host: {host}, externalAddress: 地址 }',
  },
  'topology.duplicate-address': {
    what: '主机 `{other}` 与 `{host}` 的地址相同：{address}。',
    why: '这等于同一台机器，无法区分。',
    fix: '修正其中一个地址；同一台机器只写一个主机。',
  },
  'topology.duplicate-login': {
    what: '主机 `{other}` 与 `{host}` 的 SSH 地址和端口相同。',
    why: '两个名字会连到同一台机器。',
    fix: '修正其中一个的 `ssh` 或 `port`。',
  },
  'topology.several-local-hosts': {
    what: '`{other}` 与 `{host}` 都被标为本机。',
    why: '安装程序只在一台机器上运行。',
    fix: '从其中一个删除 `local: true`。',
  },
  'topology.local-login': {
    what: '主机 `{host}` 是本机（`local: true`），却设置了 SSH 的 `{key}`。',
    why: '本机操作不经过 SSH，该键不起作用。',
    fix: '删除 `{key}`，或删除 `local: true`。',
  },
  'topology.by-hand-login': {
    what: '主机 `{host}` 由人工安装（`byHand: true`），却设置了 `{key}`。',
    why: '安装程序从不连接该主机，该键不起作用。',
    fix: '删除 `{key}`，或删除 `byHand: true`。',
  },
  'topology.missing-user': {
    what: '主机 `{host}` 没有 SSH 用户。',
    why: '安装程序要登录该主机并使用 sudo。',
    fix: '为该主机添加：user: 用户名\n若是本机：local: true',
  },
  'topology.service-user-logs-in': {
    what: '`{user}` 既是主机 `{host}` 的 SSH 用户，又是服务的账户。',
    why: '服务账户不能登录，卸载时还会被删除。',
    fix: 'serviceUser: metis，或其他没有人使用的名称',
  },
  'topology.port-clash': {
    what: '主机 `{host}` 的端口 {port} 被 {one} 和 {other} 同时使用。',
    why: '一个端口只能由一个程序监听，另一个会失败或卡住。',
    fix: '把 `{setting}` 改为其他值，例如 {free}。',
  },
  'topology.no-free-port': {
    what: '主机 `{host}` 上没有足够的空闲端口给 {role} 服务。',
    why: '文件中未写端口的服务会自动使用后面的空闲端口；其他服务已占用，没有剩余。',
    fix: '请将此主机上其他服务的 `taskPorts` 改为更小的范围。\n或将其中一个移到另一台主机。',
  },
  'topology.unknown-artifact': {
    what: '`{path}`：{release} 没有名为 `{id}` 的文件。',
    why: '可用的文件：{known}。',
    fix: '请改用以上名称之一。',
  },
  'topology.idle-host': {
    what: '主机 `{host}` 没有承担任何角色。',
    why: '程序会检查它，但不会在上面安装任何东西。',
    fix: '为它分配角色，或从 hosts 中删除。',
  },
  'topology.unknown-receiver': {
    what: '`{path}` 写的主机 `{host}` 不在 `hosts` 之下。',
    why: '所有主机的备份要存到本组织的一台主机上。已知主机：{known}。',
    fix: '改用已知的主机，或把它加到 hosts 之下；它不必承担角色。',
  },
  'topology.receiver-by-hand': {
    what: '`{path}`：主机 `{host}` 由人工安装，不能存放备份。',
    why: '程序不会连接它，而备份要送到程序建好账户的主机上。',
    fix: '写另一台主机。',
  },
  'topology.receiver-keeps-own': {
    what: '主机 `{host}` 存放所有主机的备份，也包括它自己的。',
    why: '它一旦丢失，只有它才有的内容和相应的备份会一起丢失。',
    fix: '写一台既没有 carrier、admin，也不是第一个 consul 的主机；它完全可以没有角色。',
  },
  'topology.automatic-port': {
    what: '主机 `{host}` 上的 {role} 自动使用了空闲端口：{port}，任务端口 {taskPorts}。',
    why: '端口是其身份的一部分：若前面的条目被删除，它会换成别的端口并丢失文件。',
    fix: '请写明：{ host: {host}, port: {port}, taskPorts: {taskPorts} }',
  },
  'topology.defect-shared-via-address': {
    what: '{release} 若有 {count} 个 {role}，所有任务都会发给同一个。',
    why: '所有 {role} 共用 via 的地址，carrier 取第一个匹配的：放在其他服务上的数据会找不到。',
    fix: '在修复此缺陷的版本发布之前，每个组织保留一个 {role}。',
  },
}
