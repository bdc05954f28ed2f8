import type { KIT_CODES } from '../../errors/codes/kit.js'
import type { Messages } from '../say.js'

export const kitMessages: Messages<(typeof KIT_CODES)[number]> = {
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
