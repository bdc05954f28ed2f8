/** 主机上保存的组织记录的问题。 */
export const texts = {
  'record.newer': {
    what: '{from} 上应用的是 {organisation} 的第 {generation} 版，而本文件夹出自第 {known} 版。',
    why: '它是 {user} 在 {machine} 上于 {at} 用 {program} 版程序应用的。从这里继续会悄悄把它撤销，因此没有做任何改动。差别见下。',
    fix: '采用已应用的内容，您自己改过的行会保留：`create-metis-node pull`\n或者明知会失去什么，仍用您的内容取代它：`create-metis-node apply --overwrite {generation}`',
  },
  'record.nothing-applied': {
    what: '{from} 上应用的是 {organisation} 的第 {generation} 版，而本文件夹还没有应用过任何内容。',
    why: '它是 {user} 在 {machine} 上于 {at} 用 {program} 版程序应用的。重新开始会悄悄把它撤销，因此没有做任何改动。',
    fix: '采用已应用的内容：`create-metis-node pull`\n如果那是另一个同名的组织，请在 org.yaml 中为本组织换用其他主机。',
  },
  'record.two-of-one-number': {
    what: '{organisation} 有两个不同的第 {generation} 版：{from} 上的是 {user} 在 {machine} 上于 {at} 应用的，另外还有一个。',
    why: '两个文件夹在互相看不到对方（或对方的主机）时各自应用过内容。哪一个都不比另一个新，因此没有做任何改动。差别见下。',
    fix: '采用 {from} 上的内容：`create-metis-node pull`\n或者在所有主机上用您的内容取代它：`create-metis-node apply --overwrite {generation}`',
  },
  'record.other-organisation': {
    what: '{from} 属于另一个同样叫 {organisation} 的组织：其第 {generation} 版由 {user} 在 {machine} 上于 {at} 应用。',
    why: '每个组织一开始就有自己的编号、密钥和密码，而本文件夹的与它们不同：它从未用于这些主机，或者主机已交给别人。没有任何选项可以把它们接管过来。',
    fix: '请检查 org.yaml 中的地址是否就是您要的主机。\n如果那里不再需要那个组织，请 {user} 从自己的文件夹把它移除：`create-metis-node destroy`',
  },
  'record.nothing-to-overwrite': {
    what: '没有主机保存着 --overwrite 所指的那一版 {organisation}：最新的是 {from} 上的第 {generation} 版。',
    why: '版本号写错了，或者是另一个组织的。本文件夹出自第 {known} 版；没有做任何改动。',
    fix: '去掉这个选项；如果会取代别的文件夹应用的内容，程序会给出它的版本号：`create-metis-node apply`',
  },
  'record.newer-version': {
    what: '{from} 上的记录是由 create-metis-node {program} 版写的，当前版本看不懂。',
    why: '有人用更新的版本管理这个组织。看不懂的内容，当前版本会弄丢。',
    fix: '请使用那个版本或更新的版本：`npx create-metis-node@latest`',
  },
  'record.damaged': {
    what: '{from} 的记录无法读取：{reason}。',
    why: '它被修改或截断了：磁盘曾经写满，或者另有人是那里的 root。',
    fix: '组织的其他主机上也各有一份：请换一台主机。\n最新的文件夹能在所有主机上把它改正：`create-metis-node apply`',
  },
  'record.applied-damaged': {
    what: '{path} 无法读取：{reason}。',
    why: '它记着本文件夹来自哪一版。它被修改或截断了，或者版本管理合并时把双方的内容都写了进去。',
    fix: '如果刚做过合并，请整份采用其中一方的：`git checkout --theirs -- {quoted}`\n或者把它移开，再取回主机上保存的内容：`mv -- {quoted} {quoted}.damaged && create-metis-node pull`',
  },
  'record.applied-by-other-secrets': {
    what: '{path} 不是用 {secrets} 里的密钥和密码写的。',
    why: '两者之一来自别的文件夹，或者被修改过。什么都没有取回，以免丢失其中任何一个。',
    fix: '如果 secrets.json 是对的，请把另一个文件移开，再取回主机上保存的内容：`mv -- {quoted} {quoted}.aside && create-metis-node pull`\n如果不对的是 secrets.json，就把它移开：`mv -- {quotedSecrets} {quotedSecrets}.aside && create-metis-node pull`',
  },
  'record.folder-of-another': {
    what: '{file} 属于组织 {organisation}，而本文件夹应用过的是 {applied}。',
    why: '一个文件夹里的密钥和密码、主机公钥和 applied.jsonl 只属于一个组织。两个组织共用一个文件夹，密码和网络中的身份就会相同，彼此还会被当成对方的新版本。',
    fix: '如果只是改了名称：安装以后名称不能再改，请写回 `organisation: {applied}`\n要安装另一个组织，请给它单独的文件夹：`create-metis-node init {organisation} --preset minimal`\n如果 {organisation} 已经从本文件夹安装，请把它的文件移到另一个文件夹，连同 secrets.json 和 known_hosts 的副本，然后在那里继续：`create-metis-node pull`',
  },
  'record.not-signed': {
    what: '{from} 的记录不是由持有 {organisation} 密钥和密码的人写的。',
    why: '曾是那台主机 root 的人改过它，或者本文件夹里是另一个组织的密钥和密码。其中的内容一概没有使用。',
    fix: '在信任那台主机之前先检查：谁登录过，改了什么。\n请改用组织的另一台主机。',
  },
  'record.generation-gone': {
    what: '{from} 上没有第 {generation} 版。那里保存的有：{kept}。',
    why: '主机只保存最近二十版；某次应用时不在线的主机也没有得到那一版。',
    fix: '请从现有的版本中选择：`create-metis-node history`',
  },
  'record.none': {
    what: '{from} 上没有任何组织的记录。',
    why: '它从未属于某个组织，或者已被移出，或者它是手工安装的主机：那样的主机不保存记录。',
    fix: '请指定该组织的另一台主机。组织文件夹中的 handover.md 或您的同事知道它们的地址。',
  },
  'record.none-yet': {
    what: '{from} 上安装了 {organisation}，但安装它的 create-metis-node 版本没有在那里留下记录。',
    why: '记录是后来才有的：持有 {organisation} 文件夹的人用当前版本应用一次，每台主机上就都有了。',
    fix: '在那个文件夹所在的机器上：`create-metis-node apply`\n如果已经没有人有它，它只可能在当初安装 {organisation} 的机器的备份中，否则就连同密钥和密码一起丢失了。',
  },
  'record.former-taken': {
    what: '{from} 上的第 {newest} 版已损坏；改用第 {taken} 版，即完好的最新一版。',
    why: '写入时被中断，或者磁盘曾经写满。另一台主机上可能有完好的。',
    fix: '在做任何改动之前，请先看看其他主机上保存的是什么。',
  },
  'record.other-host-key': {
    what: '您为 {from} 确认的主机密钥，不是 {organisation} 所知的主机 {host} 的密钥：确认的是 {fingerprint}（{type}），已知的是 {expected}。',
    why: '这台主机被重新安装过，或者在那个地址应答的是别人，并展示了从它那里复制的内容。没有写入任何内容。',
    fix: '在主机自己的控制台上（不要经 SSH）：`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`\n如果它是重新安装的，请改用 {organisation} 的另一台主机。\n如果显示的不是 {fingerprint}：请停下，查明是谁在那里应答。',
  },
  'record.release-moved': {
    what: '版本文件 {path} 原来在文件夹之外；现在它是 {beside}，org.yaml 也指向那里。',
    why: '从主机取回的内容只写入组织的文件夹，不写到别处。',
    fix: '主机上不必因此改动什么：下次 apply 会把它记为新的一版。',
  },
  'record.local-host': {
    what: '{host}（{address}）在 org.yaml 中写的是 `local: true`，而本机没有这个地址。',
    why: '它就是原来文件夹所在的机器。从这里执行的每个命令都会把本机当作 {host}，apply 会装到本机上。',
    fix: '请在 org.yaml 中把 `local: true` 换成连接 {host} 的方式，例如 `user: ops`\n或者就在 {host} 上工作：在那里执行同样的命令。',
  },
  'record.nothing-before': {
    what: '第 {generation} 版是第一版：之前没有可回退的内容。',
    why: '{from} 上没有保存别的版本，也没有人做过。',
    fix: '修改 org.yaml，然后应用：`create-metis-node apply`\n要全部移除：`create-metis-node destroy`',
  },
  'record.no-history': {
    what: '{organisation} 的主机都没有保存记录，没有可回退的内容。',
    why: '还没有应用过任何内容，或者当时的程序版本不留记录。',
    fix: '先应用 org.yaml，此后就有历史：`create-metis-node apply`',
  },
  'record.not-applied': {
    what: 'org.yaml 或其版本文件有从未应用过的改动：它与第 {generation} 版不同。',
    why: '回退会悄悄取代这些改动。它们列在下面。',
    fix: '先应用它们：`create-metis-node apply`\n或者用编辑器或版本控制把它们改回去。',
  },
  'record.host-denies': {
    what: '{host} 曾属于 {organisation}，现在上面什么都没有了。',
    why: '它被重新安装过，换过磁盘，或者它的地址现在属于另一台机器。',
    fix: '如果是重新安装的，apply 会装上缺少的部分；只有它才有的内容（上传的文件或数据库）要从备份恢复。\n如果是另一台机器，请在 org.yaml 中填写正确的地址。',
  },
  'record.release-outside': {
    what: '发行版文件 {path} 不会写在 {folder} 之内，因此没有采用任何内容。',
    why: '要采用的 org.yaml 指定了自己的发行版文件，而这样的文件只会作为 .yaml 写在组织文件夹之下，且名称不能是隐藏的。',
    fix: '在应用它的那台机器上，把该文件放到 org.yaml 旁边，在其中这样写（`release: ./my-release.yaml`），然后应用：`create-metis-node apply`',
  },
  'record.other-secrets': {
    what: '{path} 中的密钥和密码与 {from} 上 {organisation} 的不同，而这个文件绝不会被覆盖。',
    why: '本文件夹属于另一个组织，或者其中的密钥和密码被误重新生成过。',
    fix: '删除之前先弄清哪一份是对的：别处可能都没有。\n要采用主机上的那一份，请先把这个文件放到别处，再执行同一条命令。',
  },
  'record.host-key-differs': {
    what: '{host} 的 {type} 密钥，本文件夹里的与最近应用者的不同；保留这里的。',
    why: '主机被重新安装过，或者在它的地址上应答的是别的机器：只有看它的控制台才知道。',
    fix: '如果主机是重新安装的，请在这里删除旧密钥：`ssh-keygen -R {host} -f known_hosts`',
  },
  'record.folder-changed': {
    what: '本命令执行期间 {path} 被改动，因此没有写入任何内容。',
    why: '编辑器或别的程序在此期间保存过它。',
    fix: '请再执行同一条命令。',
  },
  'record.choose': {
    what: '主机上有不同的 {organisation} 第 {generation} 版，哪一个都不比另一个新。',
    why: '两个文件夹在互相看不到对方（或对方的主机）时各自应用过内容。哪台主机上是谁的，见这里。',
    fix: '先采用其中一个，之后还可以再采用另一个：\n{commands}',
  },
  'record.none-on-host': {
    what: '{host} 上没有 {organisation} 的记录，或者连接不上。',
    why: '命令指定了从这台主机采用。',
    fix: '看看哪些主机上有：`create-metis-node history`\n然后指定另一台，或者不指定而采用最新的：`create-metis-node pull`',
  },
  'record.both-changed': {
    what: '本文件夹和 {by} 改了相同的行，因此没有写入任何内容。',
    why: '{from} 上于 {at} 应用的第 {generation} 版，与这里的内容在同一处不同：该用哪个，只有您知道。如果双方从何处开始已不得而知，则显示整个文件的差别。',
    fix: '在这里把这些行改得与对方相同，再执行同一条命令，然后写入您要的内容。\n要全部采用对方的，您的保留在旁边，名为 org.yaml.mine-...：`create-metis-node pull --theirs`\n要明知会失去什么，仍在所有主机上用您的取代它：`create-metis-node apply --overwrite {generation}`',
  },
  'record.both-changed-secrets': {
    what: '{organisation} 的密钥和密码在本文件夹里改过，{user} 在 {machine} 上也改过，而且不同。',
    why: 'secrets.json 无法合并：服务的每个密码只能用一个值，而最近应用的是 {from} 上第 {generation} 版的。',
    fix: '采用对方的；这里的保留在旁边，名为 secrets.json.<time>.former：`create-metis-node pull --theirs`\n或者在所有主机上用您的取代它们：`create-metis-node apply --overwrite {generation}`',
  },
  'record.unfit-together': {
    what: '这里的内容与 {by} 的第 {generation} 版合不到一起：合并后的 org.yaml 有错，因此没有写入任何内容。',
    why: '没有哪一行是双方都改过的，但各行的含义有冲突；合并后的差别见上，错在哪里见下。',
    fix: '在这里改掉有冲突的内容，然后再执行同一条命令。\n要全部采用对方的，您的保留在旁边，名为 org.yaml.mine-...：`create-metis-node pull --theirs`',
  },
  'record.former-host': {
    what: '{host}（{address}）曾属于 {organisation}，现已不在 org.yaml 中；{instances} 可能仍在那里运行。',
    why: '没有办法连接它：它是手动安装的，或者已不知道如何登录。apply 不会改动它，destroy 也会把它留在原处。',
    fix: '把 {host} 重新写入 org.yaml 的 `hosts`，不分配角色：`create-metis-node apply`\n如果是手动安装的主机，在那里停止：`sudo systemctl disable --now {units}`\n如果它不会再回来：`create-metis-node apply --forget {host}`',
  },
  'record.former-away': {
    what: '{host}（{address}）已不在 org.yaml 中，也没有应答：不知道那里还有本组织的什么。',
    why: '它曾属于本组织（无法查看的原因：{code}）。在再次看到它之前，那里运行的服务会继续运行。',
    fix: '等它恢复后，移除它上面的内容：`create-metis-node apply`\n如果它不会再回来：`create-metis-node apply --forget {host}`',
  },
  'record.forget-named': {
    what: '{host} 在 org.yaml 中，不能忘记它。',
    why: 'org.yaml 列出的都属于本组织。',
    fix: '先把 {host} 及其角色从 org.yaml 中去掉。',
  },
  'record.forget-unknown': {
    what: '{host} 不是曾属于本组织、现已不在 org.yaml 中的主机。这样的主机有：{known}',
    why: '名称写错了，或者它已被忘记。',
    fix: '查看有哪些：`create-metis-node status`',
  },
  'record.forget-answers': {
    what: '{host} 有应答，因此不会忘记它。',
    why: '否则那里的服务会继续运行，而没有人知道。',
    fix: '移除它上面的内容：`create-metis-node apply`',
  },
  'record.operator-removed': {
    what: '{operators} 不再能打开本组织的密钥，但此前一直可以：{secrets}。',
    why: '读到过它们的人可能留有副本，重新密封也收不回来。其中 `carrier-key` 永不更换：它是节点的身份，换了就成了网络中的另一个成员。',
    fix: '{commands}',
  },
}
