/** Problems of inventories of the old playbooks. */
export const texts = {
  'import.no-inventory': {
    what: '{path} 中没有 inventory。',
    why: '需要的是旧脚本的文件夹（其中有 inventory.ini 或 ansible.cfg 指定的文件），或者 inventory 文件本身。',
    fix: '请写出文件：`create-metis-node import 旧文件夹/inventory.ini`',
  },
  'import.no-hosts': {
    what: '文件中没有组织的主机。',
    why: '旧脚本的 inventory 里有 [carrier]、[data] 这样的组，主机写在组的下面。',
    fix: '请写出当时使用的 inventory：`create-metis-node import 旧文件夹/inventory.ini`',
  },
  'import.not-text': {
    what: '这个文件不是文本。',
    why: '其中有零字节，程序、压缩包和 UTF-16 文件才会这样。',
    fix: '请写出 inventory 文件本身，并以 UTF-8 保存。',
  },
  'import.not-yaml': {
    what: '这里不是 YAML。',
    why: '文件读到这里为止。该行可能含有密码，因此不显示内容。',
    fix: '请改正这一行；用 `ansible-inventory --list` 可以看出 Ansible 能否读取。',
  },
  'import.executable': {
    what: '这个 inventory 是一个程序。',
    why: '本程序不会运行别人的程序。',
    fix: '请先让它输出内容，再导入：\n  ansible-inventory -i INVENTORY --list > inventory.json\n  create-metis-node import inventory.json',
  },
  'import.too-large': {
    what: '文件太大，不会是 inventory。',
    why: '一个文件最多 1 MiB，一次导入总共最多读取 8 MiB。',
    fix: '请写出 inventory 文件本身。',
  },
  'import.too-many': {
    what: '文件中的主机、组或加密的值超过 {most} 个。',
    why: '没有哪个组织有这么多；n[1:9999] 这样的范围很容易写错。',
    fix: '请复制一份，只留下属于这个组织的内容，再导入。',
  },
  'import.line': {
    what: '这一行无法理解：{found}',
    why: '组里写主机和其后的 `key=value`，[...:vars] 里写 `key = value`，[...:children] 里写组名；YAML 里写 hosts、vars 和 children。',
    fix: '请在副本中改正这一行，再导入副本。',
  },
  'import.refused': {
    what: '因为这一行，Ansible 会拒绝整个文件：{found}',
    why: 'INI 文件里写了 `key: value`，方括号里有空格，引号没有结束，或者组里什么也没有。这里按其本意读取；上次执行用的一定是另一个文件或另外的值。',
    fix: '请把导入的内容与主机上实际运行的比较。',
  },
  'import.hash': {
    what: '词中间的 `#` 使这一行到此结束。',
    why: 'Ansible 把后面的内容当作注释：含 # 的密码会被截断，后面的设置会丢失。这里也一样。',
    fix: '如果本意不是这样，请在副本中给值加上引号。',
  },
  'import.range': {
    what: '`{found}` 不是主机范围。',
    why: '范围从小到大，两端都包含在内：n[1:3]、n[01:10:2]、n[a:c]。',
    fix: '请在副本中改正，再导入副本。',
  },
  'import.loop': {
    what: '组 {group} 包含了它自己。',
    why: '它的下级组又指回它，因此无法确定哪些变量有效。',
    fix: '请在副本中把它从 [...:children] 里删除。',
  },
  'import.later-release': {
    what: '这是更高版本脚本的 inventory，安装的是另一个网络：其中有 {found}。',
    why: '从 0.4 起有链、钱包和另一种网关。这里安装的是 Metis 0.3.0。',
    fix: '请导入安装 0.3.0 的 `ansible` 分支的 inventory。',
  },
  'import.docker': {
    what: 'inventory 中写着 deployment_method = docker。',
    why: '旧脚本的这一部分从未完成：这样安装的东西不可能运行。',
    fix: '如果实际是按二进制安装的，请在副本中写明：deployment_method = binary',
  },
  'import.several-hosts': {
    what: '[{role}] 中有 {count} 台主机。',
    why: '一个组织只有一台，旧脚本也只把第一台告诉其他服务。',
    fix: '请在副本中只留下正在使用的那一台。',
  },
  'import.vault-unreadable': {
    what: '这不是这里能打开的 Ansible Vault。',
    why: '这里认识使用 AES256 的 1.1 和 1.2 两种格式；也可能文本不完整。',
    fix: '请在文件夹的副本中解密，用完后删除副本：`ansible-vault decrypt FILE`',
  },
  'import.sealed': {
    what: '这个文件中需要的内容被 Ansible vault 加密了。',
    why: '只有在终端上才会询问它的密码。',
    fix: '退出界面，在终端导入：`create-metis-node import FOLDER`\n然后打开它写好的文件夹。',
  },
  'import.vault-wrong': {
    what: '这个密码打不开 Vault。',
    why: '密码不对，或者文件被改动过。',
    fix: '请再试一次，或者：`create-metis-node import PATH --vault-password-file FILE`',
  },
  'import.port': {
    what: '`{name}` 中有不是端口的内容：{found}',
    why: '端口是 1 到 65535 之间的数；列表里组中每台主机各有一个。',
    fix: '请在副本中改正，再导入副本。',
  },
  'import.unknown-value': {
    what: '无法得知 `{name}` 的值。',
    why: '它从未填写，或者引用了只有 Ansible 才知道的内容。',
    fix: '请在主机上查看，并写入 org.yaml。',
  },
  'import.comment': {
    what: '对 Ansible 来说，`{name}` 后面的注释是值的一部分。',
    why: '在 [...:vars] 里，裸词后面的 `#` 不是注释的开始。这里去掉了它；上次执行用的一定是别的值，或者失败了。',
    fix: '请与主机上的值比较。',
  },
  'import.password-form': {
    what: '对 Ansible 来说，`{name}` 并不是所写的文本。',
    why: 'INI 文件里不加引号的密码，如 0123、1e5 或 True，会被当作数或特殊的词。',
    fix: '如果登录失败，请也试试照原样写的密码。',
  },
  'import.no-address': {
    what: 'inventory 中没有 {host} 的地址。',
    why: '旧服务以 inventory 中的主机名注册，而这里需要 IPv4 地址。org.yaml 中暂时写了一个示例地址。',
    fix: '请在主机上用 `hostname -I` 查看，并写入 org.yaml。',
  },
  'import.way': {
    what: '没有采用到达 {host} 的方式：`{name}`。',
    why: '那是一条命令，或者要经过多台主机。org.yaml 只认识一台跳板机：ProxyJump，或调用 ssh 的 ProxyCommand。',
    fix: '如果需要跳板机，请写入 org.yaml：`jump: { address: …, user: … }`',
  },
  'import.differs': {
    what: '`{key}` 写了两次：采用的是 {taken}，不是 {other}。',
    why: '几个文件，或同一事物的几个名称，互相矛盾。只有主机才知道哪个是真的。',
    fix: '请在主机上查看，必要时改正 org.yaml。',
  },
  'import.list-short': {
    what: '`{name}` 有 {count} 个端口，主机却有 {hosts} 台：缺 {host} 的端口。',
    why: '旧脚本按主机在组中的位置取端口，没有就会失败。',
    fix: '请在主机上查看端口，并写入 org.yaml。',
  },
  'import.assumed': {
    what: '没有主机承担 {role}；已交给唯一的主机 {host}。',
    why: '这个组是空的，但它的开关表示要安装。',
    fix: '请查看它是否在那里运行；否则请把其他 inventory 也写上：`create-metis-node import ONE OTHER`',
  },
  'import.switched-off': {
    what: '导入了 {role}，虽然它的开关是关闭的。',
    why: '开关表示某一次执行要处理什么，而不是有什么。',
    fix: '如果从未安装过，请从 org.yaml 中删除。',
  },
  'import.renumbered': {
    what: '{count} 台 Consul 服务器都使用第一台的端口。',
    why: '旧列表给每台服务器不同的端口，这里都相同。大家都只访问第一台，因此没有影响。',
    fix: '除非您自己的程序访问其他几台，否则无需处理。',
  },
  'import.renamed': {
    what: '组织名为 {used}；`{name}` 原为 {found}。',
    why: '这里的名称会成为文件和单元的名称：只能用小写字母、数字和 -。',
    fix: '如果需要，请在 org.yaml 中换一个名称。',
  },
  'import.tls-published': {
    what: '没有采用控制台的证书。',
    why: '它的私钥是随旧脚本发布的：人人都有，而且没有浏览器接受这个证书。',
    fix: '请申请自己的证书，并写入 org.yaml：`admin: { tls: { certificate: …, key: … } }`',
  },
  'import.tls-missing': {
    what: '控制台使用 HTTPS，但 {path} 中没有证书。',
    why: 'enable_tls 已打开。证书可能只在主机上。',
    fix: '请把它们复制到本机，并写入 org.yaml：`admin: { tls: { certificate: …, key: … } }`',
  },
  'import.bootstrap-unknown': {
    what: '不知道 carrier 首先寻找哪些节点；采用了版本自带的。',
    why: '它们不在 inventory 里，而在角色的模板 {path} 里；模板不存在，或内容不是列表。',
    fix: '请比较：在 carrier 主机上，~/carrier/config/carrier.yml 中的 `bootstrap-node`',
  },
  'import.partial': {
    what: '没有主机承担：{roles}。',
    why: '后来用于增加节点的 inventory 就是这样。',
    fix: '请写出用过的所有 inventory，最早的在前：`create-metis-node import FIRST ADDED`',
  },
  'import.other-hosts': {
    what: '有些主机没有导入：{hosts}',
    why: '它们不承担这里属于组织的任何角色。',
    fix: '除非 org.yaml 中缺了其中某一台，否则无需处理。',
  },
  'import.more-inventories': {
    what: '还有其他 inventory 没有读取：{files}',
    why: '可能曾用它们增加过节点。',
    fix: '如果是，请全部写出，最早的在前：`create-metis-node import FIRST ADDED`',
  },
}
