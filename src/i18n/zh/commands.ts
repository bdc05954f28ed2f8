export const texts = {
  'command.no-organisation': {
    what: '找不到 {file}。',
    why: '除 init 外，所有命令都需要组织的配置文件。',
    fix: '如果它在别处，请进入其目录，或指定路径：`--file path/to/org.yaml`\n如果还没有：`create-metis-node init --preset minimal`',
  },
  'command.organisation-lost': {
    what: '找不到 {file}，但此目录曾应用过 {organisation} 的第 {generation} 版。',
    why: '它后来被移走或删除了。',
    fix: '从版本控制中恢复：`git -C {folder} checkout -- org.yaml`\n否则从它的一台主机恢复到新目录：`create-metis-node recover --from USER@{address} NEW-FOLDER`',
  },
  'command.unknown-command': {
    what: '没有命令 `{command} {given}`。',
    why: '现有：{known}。',
    fix: '您要的是 `{command} {nearest}` 吗？\n查看各自的用途：`{command} --help`',
  },
  'command.unknown-option': {
    what: '`{command}` 没有选项 {given}。',
    why: '',
    fix: '您要的是 {nearest} 吗？\n查看全部选项：`{command} --help`',
  },
  'command.value-missing': {
    what: '选项 {option} 没有给出值。',
    why: '选项之后以连字符开头的内容会被当作另一个选项。',
    fix: '请给出值：`{command} {usage}`\n如果值本身以连字符开头：`{option}=-...`',
  },
  'command.argument-missing': {
    what: '命令后面缺少 <{argument}>。',
    why: '',
    fix: '用法：`{usage}`\n查看说明：`{command} --help`',
  },
  'command.argument-too-many': {
    what: '命令后面多了：{given}。',
    why: '用法：`{usage}`',
    fix: '请去掉多余的部分。名称中有空格时，请加引号。\n查看说明：`{command} --help`',
  },
  'command.invalid-option': {
    what: '{option}：{value} 不在可选值 {allowed} 之中。',
    why: '',
    fix: '{option} 请使用以下之一：{allowed}',
  },
  'command.options-exclude': {
    what: '{one} 和 {other} 不能同时给出。',
    why: '两者的意思不同，只能按其中一个执行。',
    fix: '请去掉其中一个。',
  },
  'command.needs-answer': {
    what: '此处需要回答，但没有人可以询问：{question}',
    why: '命令没有在终端中运行，或使用了 --json；这时绝不会等待输入。',
    fix: '请事先给出回答：{flag}',
  },
  'command.credentials-unreadable': {
    what: '无法读取标准输入中的凭据：{reason}',
    why: '--credentials-from-stdin 需要一个 JSON 对象，其后输入必须结束。',
    fix: '请提供如下格式的一个对象：`{"login": {"ops@10.0.0.11:22": "..."}, "sudo": {"ops@10.0.0.11:22": "..."}}`',
  },
  'command.needs-name': {
    what: '这一步需要输入名称 {organisation} 来确认，但没有人可以询问。',
    why: '移除或替换数据时，仅有 --yes 不足以确认。',
    fix: '请阅读上面的清单，然后运行：`create-metis-node {again} --confirm {organisation}`',
  },
  'command.name-differs': {
    what: '给出的名称 {given} 不是 {organisation}。没有移除或替换任何东西。',
    why: '可能是进入了别的目录，或用了别的 --file。',
    fix: '请确认 {file} 就是所指的组织。',
  },
  'command.unknown-selection': {
    what: '{given} 既不是 {organisation} 的角色，也不是它的实例。',
    why: '现有：{known}。',
    fix: '您要的是 {nearest} 吗？',
  },
  'command.preset-missing': {
    what: 'init 需要知道从哪个预设开始。',
    why: '',
    fix: '查看有哪些预设：`create-metis-node init --list`\n然后例如：`create-metis-node init --preset minimal`',
  },
  'command.unknown-code': {
    what: '没有代码 {given}。',
    why: '',
    fix: '您要的是 {nearest} 吗？\n查看全部：`create-metis-node explain`',
  },
  'command.unknown-secret': {
    what: '{path} 中没有名为 {given} 的密码或密钥。',
    why: '现有：{known}。',
    fix: '您要的是 {nearest} 吗？\n查看各自的用途：`create-metis-node secrets show`',
  },
  'command.not-rotated': {
    what: '{given} 不是可以轮换的内容。',
    why: '可以轮换的有：{known}。',
    fix: '您要的是 {nearest} 吗？\n`create-metis-node secrets rotate {nearest}`',
  },
  'command.carrier-key-stays': {
    what: 'carrier 的密钥从不轮换：它就是节点在网络中的身份。',
    why: '换了密钥，carrier 就成了另一个成员。网络不再认识它，以原身份发布和登记的一切都会失去，合作方也要重新告知。',
    fix: '密码可以轮换：`create-metis-node secrets rotate console-password`\n如果密钥已落入他人之手，请先在控制台退出网络，再重新安装一个组织。',
  },
  'command.rotates-by-hand': {
    what: '无法轮换 {name}：用来确认新值可用的服务在 {host} 上，而该主机是手工部署的。',
    why: '不允许连接 {host}，因此无法在那里确认新值可用，也无法恢复原来的值。',
    fix: '请从可以连接 {host} 的机器上轮换，并去掉该主机的 `byHand`。',
  },
  'command.no-tls': {
    what: '这个组织的控制台没有证书：org.yaml 中没有写明。',
    why: 'admin 下没有 `tls` 时，控制台只提供 HTTP。',
    fix: '在 org.yaml 中写明证书和密钥，例如 `admin: { host: h1, tls: { certificate: console.crt, key: console.key } }`，然后：`create-metis-node apply`',
  },
  'command.only-for-tls': {
    what: '{option} 只用于 `tls`，不用于 {name}：它的新值由程序生成，不能指定。',
    why: '',
    fix: '去掉该选项：`create-metis-node secrets rotate {name}`',
  },
  'command.certificate-without-key': {
    what: '证书和它的密钥必须一起给出。',
    why: '只有其中一个无法使用。',
    fix: '`create-metis-node secrets rotate tls --certificate NEW.crt --key NEW.key`',
  },
  'command.certificate-unreadable': {
    what: '{path} 不是可用的证书或密钥：{reason}。',
    why: '控制台需要 PEM 文件：证书及其后的证书链，以及没有口令的密钥。',
    fix: '查看它：`openssl x509 -noout -text -in FILE` 或 `openssl pkey -noout -in FILE`',
  },
  'command.certificate-key-differs': {
    what: '{certificate} 与密钥 {key} 不配对。',
    why: '它是为另一个密钥签发的；nginx 会拒绝这一对文件。',
    fix: '请指定申请该证书时所用的密钥；证书文件中服务器自己的证书要放在最前面，证书链在其后。',
  },
  'command.certificate-out-of-date': {
    what: '{certificate} 的有效期是 {from} 到 {to}，而现在是 {now}。',
    why: '浏览器会拒绝它。',
    fix: '换用目前有效的证书。如果它本应有效，请检查本机时间：`date -u`',
  },
  'command.certificate-other-name': {
    what: '{certificate} 不适用于 {missing}。',
    why: '它适用于：{names}。以其他名称访问控制台的浏览器会拒绝它。',
    fix: '换用把控制台的全部名称和地址都列为使用者备用名称（SAN）的证书。\n如果控制台已不再使用这些名称，请用新文件替换 org.yaml 所指的文件：`create-metis-node apply`',
  },
  'command.certificate-same': {
    what: '控制台使用的已经是证书 {certificate}。',
    why: '没有需要轮换的内容。',
    fix: '指定新的证书：`create-metis-node secrets rotate tls --certificate NEW.crt --key NEW.key`\n或者用更新后的文件替换 org.yaml 所指的文件，再不带这些选项执行轮换。',
  },
  'command.invalid-name': {
    what: '{given} 不能作为组织名称。',
    why: '它会成为文件名的一部分：只能用小写字母、数字和连字符，以字母开头，最多 31 个字符。',
    fix: '例如：--name {suggestion}',
  },
  'command.exists-already': {
    what: '{path} 已经存在；它保持原样，没有写入任何文件。',
    why: 'init 绝不覆盖已有的组织：其密钥无法重新生成。',
    fix: '继续使用它：`create-metis-node validate --file {quoted}`\n新建另一个：`create-metis-node init other-folder --preset {preset}`',
  },
  'command.folder-taken': {
    what: '{folder} 中是另一个组织 {found}；没有为 {organisation} 写入任何内容。',
    why: '每个组织有自己的目录：其密码和主机公钥不能与其他组织混在一起。',
    fix: '为 {organisation} 选择另一个目录。\n要继续操作 {found}，请打开它的目录。',
  },
  'command.from-missing': {
    what: '没有指定要询问哪台主机。',
    why: '组织的每台主机都保存着最近一次应用的内容，一台就够了。',
    fix: '请指定一台您能登录的主机：`create-metis-node recover --from USER@HOST`',
  },
  'command.organisation-there': {
    what: '{path} 已经存在；它保持原样，没有写入任何内容。',
    why: '绝不会用一个组织覆盖另一个：它的密钥和密码无法重新得到。',
    fix: '请指定一个新文件夹：`create-metis-node recover --from {from} FOLDER`\n如果它属于同一个组织，请把它更新到最新：`create-metis-node pull --file {quoted}`',
  },
  'command.recovered-already': {
    what: '{path} 已经存在，其中列有主机 {from}；没有写入任何内容。',
    why: '那就是这个组织的文件夹：其中改过的行会丢失。',
    fix: '把它更新到最新，您自己的改动会保留：`create-metis-node pull --file {quoted}`\n如果仍要再建一个：`create-metis-node recover --from {from} FOLDER`',
  },
  'command.secrets-there': {
    what: '{path} 已经存在，里面是别的密钥和密码；没有写入任何内容。',
    why: '密钥和密码绝不互相覆盖：旧的无法重新得到。',
    fix: '请指定一个新文件夹；如果确定没有人需要该文件，也可以把它移走：`mv {quoted} {quoted}.old`',
  },
  'command.write-failed': {
    what: '无法写入 {path}：{reason}。',
    why: '目录可能属于其他用户，或磁盘已满。',
    fix: '查看它：`ls -ld {folder}; df -h {folder}`\n然后重新运行本命令。',
  },
  'command.host-unseen': {
    what: '{host} 没有应答，因此没有从任何主机移除任何东西。',
    why: '主机上有组织的哪些内容，只有主机自己知道。',
    fix: '查看它为何没有应答：`create-metis-node check`\n如果它已永久失去，请将其从 org.yaml 中删除，然后重新运行 destroy。',
  },
  'command.backup-failed': {
    what: '备份 {what} 失败。没有移除任何东西；服务已停止。',
    why: '没有备份，身份和数据库将永远丢失。',
    fix: '请看上面的输出；常见原因是主机或本机磁盘已满，或数据库没有运行。\n然后重新运行 destroy，或恢复服务：`create-metis-node start`',
  },
  'command.left-over': {
    what: '移除之后仍有 {count} 项残留，首先是：{what}',
    why: '可能有本程序之外的东西正在使用它，或创建了它。',
    fix: '请再次运行 destroy。\n如果仍然存在，请到主机上查看并手动移除。',
  },
  'command.not-installed': {
    what: '所指的实例都还没有安装在主机上：{instances}',
    why: 'start、stop 和 restart 只作用于 apply 已安装的实例。',
    fix: '先安装：`create-metis-node apply`',
  },
  'command.logs-failed': {
    what: '无法读取日志（journalctl 退出码 {exitCode}）。',
    why: '主机的日志可能损坏，或没有保存。',
    fix: '请到主机上查看：`journalctl -u {unit} -n 20`',
  },
  'rehearsal.unknown-fault': {
    what: '没有名为 {given} 的故障。',
    why: '可以演练的故障有：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.unknown-phase': {
    what: '安装过程中没有 {given} 这个阶段，故障无法在此时发生。',
    why: '安装分为以下阶段：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.malformed-fault': {
    what: '故障 {given} 的写法不符合 {name} 的要求。',
    why: '故障写作“名称@阶段:主机:端口”。只有 host-lost、disk-full 和 port-busy 可以指定阶段；只有 port-busy 带端口，而且必须带。',
    fix: '例如：`create-metis-node rehearse --fault {example}`',
  },
  'rehearsal.no-such-day': {
    what: '{organisation} 无法演练 {day} 这一天。',
    why: '它的任何部分都不能缺少，或者没有其他主机可供角色迁移。',
    fix: '用更多主机演练：`create-metis-node rehearse --hosts 6 --day {day}`',
  },
  'rehearsal.sealed-for-operators': {
    what: '写有 operators（{operators}）时无法演练丢失笔记本电脑。',
    why: '主机上保存的内容只为他们的 age 密钥密封，而演练中没有这些密钥。',
    fix: '请演练一份去掉 `operators` 的 org.yaml 副本：口令代替密钥，其余相同。',
  },
  'rehearsal.unknown-host': {
    what: '故障 {given} 指定的主机 {host} 不在该组织中。',
    why: '被演练的组织有以下主机：{known}。',
    fix: '例如：{nearest}',
  },
}
