import type { BUNDLE_CODES } from '../../errors/codes/bundle.js'
import type { Messages } from '../say.js'

const AGAIN = '从制作它的机器重新拷贝一份，并在两边各核对一次：`create-metis-node bundle verify {quoted}`'

export const bundleMessages: Messages<(typeof BUNDLE_CODES)[number]> = {
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
    fix: '请制作者把指纹念给你听，然后指定它：--bundle-key "{fingerprint}"',
  },
  'bundle.signer-changed': {
    what: '{bundle} 的签名者与 `{organisation}` 以往离线包的签名者不同。\n已知  {known}\n实为  {fingerprint}',
    why: '由另一个人或另一台机器制作、密钥已更换，或者离线包在途中被调换。',
    fix: '在制作者把同样的指纹念给你听之前，不要使用它。\n如果确实是其本人的：--bundle-key "{fingerprint}"',
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
}
