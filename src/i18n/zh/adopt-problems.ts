/** 为什么旧脚本的部署还不能按现状接管。 */
export const texts = {
  'adopt.not-yet': {
    what: '本版本还不能接管旧的部署。',
    why: '它能查看旧部署，并说明能否按现状接管。只做一半比不做更糟。',
    fix: '让旧的继续运行，先查看：`create-metis-node adopt --plan`',
  },
  'adopt.nothing-old': {
    what: '这些主机上都没有旧脚本的任何内容。',
    why: '没有旧脚本启动的进程，任何用户目录里也没有它留下的文件夹。',
    fix: '在 org.yaml 中写上它的主机；查看它的 inventory：`create-metis-node import FOLDER`\n如果是全新的主机：`create-metis-node apply`',
  },
  'adopt.no-carrier': {
    what: '旧部署的 carrier 不在这些主机上。',
    why: '组织的身份在 carrier 上，其余一切都以它为准。',
    fix: '在 org.yaml 中写上它的主机，角色为 carrier。',
  },
  'adopt.two-carriers': {
    what: '{hosts} 上各有一个旧脚本的 carrier。',
    why: '一个组织只有一个 carrier，这里无法判断要保留哪一个的身份。',
    fix: '把不再使用的那个 carrier 文件夹移到别处，或从 org.yaml 中去掉它的主机。',
  },
  'adopt.key-damaged': {
    what: '{host} 上的 {path} 不是密钥：它有 {bytes} 个字符。',
    why: '密钥必须正好是 64 个十六进制字符，且没有换行。keytool 失败时它是空的，之后也不会重新生成。',
    fix: '从备份中恢复真正的密钥。没有备份，这个组织就只能重新入网。',
  },
  'adopt.carrier-silent': {
    what: '{host} 上的旧 carrier 没有回答它是谁。',
    why: '接管之前，密钥、carrier 和数据库三者的身份必须一致。',
    fix: '用旧脚本的 start.yml 启动它，然后再查看：`create-metis-node adopt --plan`',
  },
  'adopt.other-peer': {
    what: '{host} 上的 carrier 是节点 {carrier}，而 {path} 是 {key} 的密钥。',
    why: '密钥文件在 carrier 启动之后被换过，或者 carrier 读的是另一个文件。接管错了就会失去身份。',
    fix: '看它读的是哪个文件：carrier.yml 中的 p2p-priv-key。把真正的密钥放在那里，再查看一次。',
  },
  'adopt.database-silent': {
    what: '无法向数据库 metis_admin 询问是谁入的网。',
    why: '接管之前，密钥、carrier 和数据库三者的身份必须一致。询问时使用主机的 root，凭 /etc/mysql/debian.cnf 登录。',
    fix: "启动数据库服务器。如果 debian.cnf 已不能登录，在它的主机上 `sudo mysql --defaults-file=/etc/mysql/debian.cnf -e 'SELECT 1'` 会说明原因。",
  },
  'adopt.other-identity': {
    what: 'carrier 以 {carrier} 入网，而 {host} 上的数据库记的是 {database}。',
    why: '它们属于两个组织，或同一组织的两个时期：一起接管会永远互相矛盾。',
    fix: '在旧控制台中查看是谁入的网，并从备份中恢复不对的那一部分。',
  },
  'adopt.unread': {
    what: '无法读取 {host} 上 {service} 的配置：{file}',
    why: '文件不存在，或者不是 YAML：可能只部署了一部分，或正在被编辑。',
    fix: '用旧脚本补全它，或在 {host} 上把它的文件夹移到别处。',
  },
  'adopt.not-planned': {
    what: '{host} 上有 {service}，而 org.yaml 在那里没有写它。',
    why: 'data2 这样的文件夹是手工建的，不在任何 inventory 中。没有写上的会被落下。',
    fix: '在 org.yaml 的 `roles` 下加上：\n  {line}',
  },
  'adopt.not-there': {
    what: 'org.yaml 写了 {instance}，但那台主机上没有它。',
    why: '它会在接管的内容旁边全新安装。',
    fix: '如果不需要，从 org.yaml 中去掉。',
  },
  'adopt.differs': {
    what: 'org.yaml 写的是 {said}，而 {host} 上的 {file} 中 {name} 为 {value}',
    why: '以主机为准：别的服务是按它实际运行的值认识它的。',
    fix: '在 org.yaml 中：{path}: {value}',
  },
  'adopt.files-differ': {
    what: '{host} 上的 {name} 与 {other} 上的不同。',
    why: '两者应属于同一发行版：{path}、{otherPath}。其中一个被换过或已损坏。',
    fix: '用 `sha256sum` 把两者与旧项目 downloads 中的文件比较，换成正确的那个。',
  },
}
