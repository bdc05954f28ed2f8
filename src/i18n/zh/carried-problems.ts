const AGAIN = '从制作它的机器重新拷贝一份，并在两边各核对一次：`create-metis-node bundle verify {quoted}`'

/** Problems of what is carried to a site: bundles and kits. */
export const texts = {
  'bundle.not-there': {
    what: '{bundle} 处没有离线包。',
    why: '路径写错了，或者存放它的介质没有挂载。',
    fix: '查找它：`ls -l -- {quotedFolder}`',
  },
  'bundle.unreadable': {
    what: '无法读取 {bundle}：{reason}。',
    why: '它属于其他账号，或者所在介质有故障。',
    fix: '检查：`ls -ld -- {quoted}`\n把它复制到另一块磁盘，再用副本重试。',
  },
  'bundle.not-a-bundle': {
    what: '{bundle} 不是离线包：{reason}。',
    why: '指定了别的文件，或者副本从开头就已损坏。',
    fix: '请指定以 .metis 结尾的文件、它的第一个分卷 .metis.001，或解包后的文件夹。',
  },
  'bundle.part-missing': {
    what: '缺少离线包的分卷 {part}。',
    why: '没有拷贝它，或者它在这里换了名字；所有分卷必须放在同一个文件夹。',
    fix: '从制作离线包的机器拷贝 {part}。\n查看现有文件：`ls -l -- {quotedFolder}`',
  },
  'bundle.parts-missing': {
    what: '离线包 {bundle} 共有 {count} 个分卷，这里缺少：{parts}',
    why: '没有复制过来，或在这里用了别的名字；所有分卷必须放在同一个文件夹中。',
    fix: '从制作离线包的地方带来 {parts}。已有的分卷没有问题。\n看看那里有什么：`ls -l -- {quotedFolder}`',
  },
  'bundle.part-cut': {
    what: '离线包的分卷 {part} 只有 {size} 字节，写出时是 {expected} 字节。',
    why: '复制提前结束：介质已满或被拔出。其他分卷没有问题。',
    fix: '从制作离线包的地方重新带来 {part}。\n看看那里有什么：`ls -l -- {quotedFolder}`',
  },
  'bundle.manifest-invalid': {
    what: '{bundle} 的 manifest.json 无法使用：{reason}。',
    why: '离线包由本程序的其他版本制作，或出自他人之手。',
    fix: '在联网的机器上用当前版本重新制作：`create-metis-node bundle create`',
  },
  'bundle.signature-invalid': {
    what: '{bundle} 的签名与其 manifest.json 不符（{reason}）。',
    why: '签名之后 manifest.json 或 manifest.sig 被损坏或改动，因此这个离线包中的任何内容都不可信。',
    fix: `${AGAIN}\n如果仍然如此，请制作者重新制作。`,
  },
  'bundle.bootstrap-differs': {
    what: '{bundle} 开头的脚本不是签名时的那一个。\n应为 SHA-256 {expected}\n实为 SHA-256 {found}',
    why: '文件开头的字节被损坏或改动。用 sh 启动离线包时运行的正是这段脚本。',
    fix: `不要启动这个文件。\n${AGAIN}`,
  },
  'bundle.truncated': {
    what: '{bundle} 在第 {size} 字节处（`{piece}` 中间）就结束了，还缺 {missing} 字节。',
    why: '拷贝提前结束：介质已满、被拔出，或者存不下这么大的文件。',
    fix: '从制作它的机器重新拷贝，然后比较大小：`ls -l -- {quoted}`\nFAT32 格式的 U 盘存不下 4 GiB 的文件：制作时加 --split 4G 分成多个分卷。',
  },
  'bundle.damaged': {
    what: '{bundle} 在第 {byte} 字节（`{piece}` 处）损坏：{reason}。',
    why: '拷贝出错或介质有故障，或者文件在制作之后被改动。',
    fix: AGAIN,
  },
  'bundle.hostile': {
    what: '{bundle} 中有 `{entry}`，本程序制作的离线包绝不会有它：{reason}。',
    why: '有人把它放了进去，可能想写到文件夹之外。其中的内容均未使用。',
    fix: '不要使用这个离线包。请告知制作者，并通过可信的途径重新取得。',
  },
  'bundle.piece-differs': {
    what: '{bundle} 中的 `{piece}` 与签名时不一致（现有 {foundSize} 字节，应为 {expectedSize} 字节）。\n应为 SHA-256 {expected}\n实为 SHA-256 {found}',
    why: '离线包制作之后它被损坏或替换。没有用它安装任何东西。',
    fix: AGAIN,
  },
  'bundle.piece-missing': {
    what: '{bundle} 中缺少以下文件：\n{pieces}',
    why: '离线包制作之后它们被取走或丢失。没有用它安装任何东西。',
    fix: AGAIN,
  },
  'bundle.unexpected': {
    what: '{bundle} 中有 manifest.json 没有列出的文件：\n{files}',
    why: '它们是在离线包制作之后加入的，没有人为它们签名；可能有人想让它们被运行或安装。',
    fix: '如果是你自己放的，请移到别处。\n否则不要使用这个离线包，并通过可信的途径重新取得。',
  },
  'bundle.earlier-needed': {
    what: '{bundle} 只带了新增的内容。以下文件在更早的离线包中（manifest.json 为 {earlier}），而它没有在本机打开过：\n{pieces}',
    why: '它是用 --since 制作的，供已有旧离线包的现场使用。',
    fix: '先在本机打开旧的离线包：`create-metis-node plan --bundle old.metis`\n或者请制作者不加 --since，制作一个完整的离线包。',
  },
  'bundle.not-in-it': {
    what: '离线包 {bundle} 中没有 `{piece}`。',
    why: '它是为别的拓扑、别的系统或别的版本制作的。',
    fix: '在联网的机器上为当前拓扑制作离线包：`create-metis-node bundle create -f org.yaml -o new.metis`',
  },
  'bundle.incomplete': {
    what: '{bundle} 不足以安装当前拓扑：{wanted} 项中只有 {have} 项。缺少：\n{pieces}',
    why: '它是为别的拓扑、别的系统或别的处理器制作的，或者拓扑后来有了改动。',
    fix: '在联网的机器上用这份 org.yaml 制作：`create-metis-node bundle create -f org.yaml -o new.metis`\n加上 --since 和现有离线包，就只带缺少的内容。',
  },
  'bundle.source-differs': {
    what: '写入离线包时，`{piece}` 的源文件发生了变化：{file}',
    why: '有别的程序正在写入它。',
    fix: '等它写完，再重新制作离线包。',
  },
  'bundle.write-failed': {
    what: '无法写入 {path}：{reason}。',
    why: '磁盘已满或只读，或者文件夹属于其他账号。',
    fix: '检查文件夹及其磁盘：`ls -ld -- {quotedFolder}; df -h -- {quotedFolder}`\n腾出空间或换一个位置，然后重试。',
  },
  'bundle.file-too-large': {
    what: '{path} 超出了该处允许的文件大小。',
    why: '磁盘或 U 盘是 FAT32 格式，存不下 4 GiB 及以上的文件。',
    fix: '把离线包分成多个分卷：加上 --split 4G',
  },
  'bundle.too-many-parts': {
    what: '按每个 {splitBytes} 字节，{bundle} 的分卷会超过 999 个。',
    why: '分卷用三位数字编号，而且这么多文件也很难一个不少地带到现场。',
    fix: '加大分卷：--split {least}m 或更大，FAT32 可用 --split 4G。',
  },
  'bundle.key-damaged': {
    what: '{path} 不是可用于签名离线包的密钥：{reason}。',
    why: '文件被编辑或截断，或者换成了别的密钥。',
    fix: '从备份中恢复它。\n或者把它移开：下一个离线包会用新密钥签名，各现场需重新核对指纹：`mv -- {quoted} {quoted}.old`',
  },
  'bundle.signer-unconfirmed': {
    what: '没有确认 {bundle} 的签名者：{fingerprint}',
    why: '只有与制作者本人核对指纹，才能知道离线包确实出自其手。',
    fix: '请制作者把指纹念给你听，然后指定念到的指纹：--bundle-key "12345 12345 ..."',
  },
  'bundle.signer-changed': {
    what: '{bundle} 的签名者与 `{organisation}` 以往离线包的签名者不同。\n已知  {known}\n实为  {fingerprint}',
    why: '由另一个人或另一台机器制作、密钥已更换，或者离线包在途中被调换。',
    fix: '在制作者把同样的指纹念给你听之前，不要使用它。\n如果确实是其本人的，指定念到的指纹：--bundle-key "12345 12345 ..."',
  },
  'bundle.signer-not-demanded': {
    what: '{bundle} 不是用指定的密钥签名的。\n指定  {demanded}\n实为  {fingerprint}',
    why: '指纹写错了、这是较旧的离线包，或者它在途中被调换。',
    fix: '再与制作者核对一次指纹。如果不一致，不要使用这个离线包。',
  },
  'bundle.signers-damaged': {
    what: '{path} 不是有效的签名者清单：{reason}。',
    why: '文件被编辑或截断。',
    fix: '从备份中恢复它。\n或者删除它，并重新核对指纹：`rm -- {quoted}`',
  },
  'bundle.older': {
    what: '{bundle} 制作于 {created}；这里已为 `{organisation}` 用过 {newest} 制作的离线包。',
    why: '其中的系统软件包和安装程序可能带有新离线包已修复的缺陷。',
    fix: '请使用较新的离线包；如果确实要用这一个，可以照常继续。',
  },
  'bundle.runtime-unfit': {
    what: '{path} 不能作为离线包中的 Node.js：{reason}',
    why: '离线包要能在任何 glibc 2.28 或更新的 x86-64 Linux 上启动，其中的 Node.js 不能要求更多。发行版自带的往往不满足。',
    fix: '去掉 --node，程序会从 nodejs.org 下载。\n或给出那里的压缩包，或其中的程序：`--node node-v20.20.0-linux-x64.tar.gz`',
  },
  'bundle.runtime-missing': {
    what: '无法下载离线包所需的 Node.js：{address}（{reason}）',
    why: '运行本程序的 Node.js 不能保证在每个现场启动，因此需要 nodejs.org 发布的版本。',
    fix: '在能访问 nodejs.org 的机器上取得 {name}，再指定它：`--node {name}`',
  },
  'bundle.runtime-differs': {
    what: '{address} 的校验和是 {found}，而 nodejs.org 公布的是 {expected}。',
    why: '文件在传输中损坏，或有人在中途改动了下载内容。',
    fix: '再试一次，必要时换一个网络。\n或从别处取得压缩包，核对校验和后指定它：`--node <文件>`',
  },
  'bundle.installer-incomplete': {
    what: '本程序无法把自己装入离线包：缺少 {path}。',
    why: '程序目录不完整；如果是源码目录，则尚未构建。',
    fix: '重新安装：`npm install --global create-metis-node`\n源码目录中：`npm run build`',
  },
  'bundle.system-needed': {
    what: '没有说明离线包面向哪些操作系统，当前也无法询问。',
    why: '离线包要带上主机所需的 MySQL、nginx、Java 等软件包，它们因系统而异。',
    fix: '指定主机的系统：`--os {example}`（多个系统就写多次）\n可选：{systems}',
  },
  'bundle.output-taken': {
    what: '{path} 已经存在，未作改动。',
    why: '旧离线包值得保留：用 --since 可以让下一个更小。',
    fix: '换一个名字：`-o <文件>`\n或先删除它：`rm {quoted}`',
  },
  'bundle.output-like-part': {
    what: '离线包不能叫 {name}：它以一个点加三位数字结尾。',
    why: '分卷就是这样结尾的（acme.metis.001），这样的文件会被当成分卷，无法打开。',
    fix: '换一个名字：`-o {quoted}`',
  },
  'bundle.none-given': {
    what: '没有说明是哪个离线包。',
    why: '',
    fix: '指定离线包文件、第一个分卷或解开后的目录：`create-metis-node bundle verify acme.metis`',
  },
  'bundle.other-release': {
    what: '{bundle} 中的版本是 {found}，而 org.yaml 要求 {release}。',
    why: '离线包比配置文件旧或新。',
    fix: '如果要的就是它，请在 org.yaml 中写 `release: {found}`。\n否则在联网的机器上为此文件制作离线包：`create-metis-node bundle create -f org.yaml -o new.metis`',
  },

  'kit.host-by-hand': {
    what: '{host} 由人工安装，安装程序不连接它。',
    why: 'org.yaml 中该主机写有 `byHand: true`。',
    fix: '请在该主机的控制台上操作；若要通过 SSH 完成，请删除 `byHand: true`。',
  },
  'kit.unknown-host': {
    what: 'org.yaml 中没有主机 `{found}`。',
    why: '其中的主机有：{known}。',
    fix: '您是不是指 `{nearest}`？',
  },
  'kit.not-by-hand': {
    what: '{host} 不是人工安装的主机，不需要工具包。',
    why: '`apply` 会自行连接并安装它。',
    fix: '若该主机不允许连接，请在 org.yaml 的主机项中写：byHand: true',
  },
  'kit.no-roles': {
    what: '{host} 没有角色，没有需要带去的东西。',
    why: '工具包里只有该主机的角色所需的内容。',
    fix: '请在 org.yaml 中给它一个角色。',
  },
  'kit.system-unknown': {
    what: '不知道什么适合 {host}：缺少 `{what}`。',
    why: '还没有导入过 {host} 的回执，而工具包的内容取决于它。',
    fix: '请在该主机上查看：cat /etc/os-release; grep -cw avx2 /proc/cpuinfo\n然后写明：create-metis-node bundle export-host {host} --os debian-12 --cpu avx2',
  },
  'kit.folder-in-use': {
    what: '{path} 已经存在。',
    why: '每个工具包都放在单独的位置，以免混在一起。',
    fix: '请用 -o 指定别的位置，或先删除它：里面可能有密钥。',
  },
  'kit.receipt-invalid': {
    what: '{path} 不是工具包的回执：{reason}。',
    why: '回执是工具包在主机上写出的文件，名称和内容都不应改动。',
    fix: '请重新带回 `主机名.receipt`；在主机上执行 `bash run.sh --receipt` 可以再写一份。',
  },
  'kit.receipt-damaged': {
    what: '回执 {path} 在途中被改动或截断。',
    why: '最后一行是其余各行的校验和，与实际不符。',
    fix: '请从主机重新复制，按文件复制而不是按文本粘贴。',
  },
  'kit.receipt-of-others': {
    what: '这份回执属于另一个组织：{found}。',
    why: '它的工具包不是用 {organisation} 的密钥制作的。',
    fix: '请在制作该工具包的地方导入：-f 另一个/org.yaml',
  },
  'kit.receipt-of-other-host': {
    what: '这份回执属于 `{found}`（{address}），org.yaml 中没有这样一台人工安装的主机。',
    why: '制作工具包之后名称或地址改过，或者拿错了文件。',
    fix: '请与 org.yaml 中的主机核对：{known}',
  },
  'kit.receipt-clock': {
    what: '回执写于 {made}，而这里是 {now}（工具包制作于 {kitMade}）。',
    why: '{host} 或本机的时钟不准；相差超过 3 秒的消息会被各服务拒绝。',
    fix: '请校准出错的时钟，然后在主机上执行：bash run.sh --receipt',
  },
  'kit.receipt-older': {
    what: '之前已导入 {host} 更新的回执：那份写于 {stored}，这份写于 {made}。',
    why: '较新的回执更接近主机现在的样子。',
    fix: '如果确实要用这一份，请加 --yes 导入。',
  },
  'kit.stored-damaged': {
    what: '无法读取为 {host} 保存的上一份回执：{reason}。',
    why: '{path} 被编辑过或不完整。',
    fix: '请把它移开：mv {quoted} {quoted}.old\n然后重新导入回执。',
  },
}
