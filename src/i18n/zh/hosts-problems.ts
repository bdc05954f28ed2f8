/** Problems of machines that were typed or pasted. */
export const texts = {
  'hosts.invalid-address': {
    what: '`{found}` 不是可用的 IPv4 地址。',
    why: '地址是用点隔开的四个 0 到 255 的数；127 开头、0 开头以及 224 及以上的地址不属于任何主机。',
    fix: '请写成 `ops@10.0.0.11` 这样；在主机上执行 `hostname -I` 可以看到地址。',
  },
  'hosts.ipv6-address': {
    what: '`{found}` 是 IPv6 地址。',
    why: '各服务只用 IPv4 地址注册，不认识其他地址。',
    fix: '请写第一块网卡的 IPv4 地址；在主机上执行 `hostname -I` 可以看到。',
  },
  'hosts.network': {
    what: '`{found}` 是整个网段，不是一台主机。',
    why: '只有您知道其中哪些地址属于这个组织。',
    fix: '请写出第一个和最后一个：`10.0.0.11-14` 或 `10.0.0.[11,12,17]`',
  },
  'hosts.invalid-range': {
    what: '`{found}` 不是一段地址。',
    why: '一段地址的末位从小到大，都在 0 到 255 之间。',
    fix: '请写成 `10.0.0.11-14` 或 `ops@10.0.0.[11-14]` 这样',
  },
  'hosts.range-too-large': {
    what: '`{found}` 有 {count} 个地址。',
    why: '一段最多 {most} 个地址：更多往往是笔误。',
    fix: '请只写这个组织要用的主机。',
  },
  'hosts.invalid-port': {
    what: '`{found}` 不是 SSH 端口。',
    why: '端口是 1 到 65535 之间的数。',
    fix: '请写成 `ops@10.0.0.11:2222` 这样，省略则为 22。',
  },
  'hosts.invalid-user': {
    what: '`{found}` 不是用户名。',
    why: '用户名以字母或 `_` 开头，后面是字母、数字以及 `.`、`_`、`-`、`@` 或 `\\`。',
    fix: '请写登录用的账户：`ops@10.0.0.11`',
  },
  'hosts.invalid-path': {
    what: '`{found}` 不是密钥文件的路径。',
    why: '密钥只写文件路径，不粘贴内容；路径中也没有控制字符。',
    fix: '请写成 `~/.ssh/id_ed25519` 这样',
  },
  'hosts.not-understood': {
    what: '`{found}` 不是主机的任何一项信息。',
    why: '一行里有一个地址，前面可以有名称，还可以有用户、端口和密钥文件。',
    fix: '请写成 `h1 ops@10.0.0.11:22` 或 `h1,10.0.0.11,ops,22,~/.ssh/id_ed25519` 这样',
  },
  'hosts.unknown-name': {
    what: '`{found}` 既不是地址，也不是 ~/.ssh/config 里的主机。',
    why: '域名前面要写用户，这样笔误就不会变成主机。',
    fix: '请写地址：`ops@10.0.0.11`\n或在名称前写用户：`ops@{found}`',
  },
  'hosts.unsupported-setting': {
    what: '没有从 ~/.ssh/config 采用 `{found}`，其中写着 `{setting}`。',
    why: '它决定怎样连到主机，而这里不认识它。忽略它可能连到另一台机器，或者连不上。',
    fix: '请写能直接连到的地址：`ops@10.0.0.11`\n如果主机在一台跳板机后面，请改用 `ProxyJump`。',
  },
  'hosts.missing-address': {
    what: '`{found}` 没有地址。',
    why: '这一行的地址列是空的。',
    fix: '请在那里写主机的 IPv4 地址。',
  },
  'hosts.password': {
    what: '`{found}` 里有密码；密码没有被采用。',
    why: '密码从不与主机信息存在一起，主机需要时才会询问。',
    fix: '请去掉密码：`ops@10.0.0.11`\n粘贴过的密码仍在终端历史和剪贴板里。',
  },
  'hosts.there-already': {
    what: '`{found}` 已经有了，名为 {host}；没有重复添加。',
    why: '每台主机有自己的地址。',
    fix: '不用处理；地址写错了就改正。',
  },
  'hosts.renamed': {
    what: '`{found}` 在这里名为 {host}。',
    why: '名称以小写字母开头，只有小写字母、数字和 `-`，并且不能与其他主机相同：它会成为文件名。',
    fix: '不用处理；也可以修改 {host} 的名称。',
  },
  'hosts.name-taken': {
    what: '已有主机名为 `{found}`。',
    why: '文件按名称区分主机。',
    fix: '请换一个名称。',
  },
  'hosts.too-many': {
    what: '主机会超过 {most} 台；从 `{found}` 起没有添加。',
    why: '一个组织最多几十台主机。',
    fix: '请只粘贴这个组织的主机。',
  },
  'hosts.too-much-text': {
    what: '只读了前 {most} 个字符。',
    why: '主机列表很短：这多半是别的内容。',
    fix: '请只粘贴主机所在的行。',
  },
}
