/** 采用主机上已应用的内容。 */
export const texts = {
  'pull.found': '第 {generation} 版，由 {by} 于 {at} 应用，取自 {host} 保存的记录。',
  'pull.nothing': '本文件夹出自第 {generation} 版，主机上没有更新的内容。',
  'pull.known': '{host} 上的内容，本文件夹已经有了。',
  'pull.no-record': '应答的主机都没有保存记录，没有可采用的内容。',
  'pull.contained':
    '{host} 上保存的 {by} 的第 {generation} 版，其内容已全部在本文件夹中。\n要在所有主机上用这里的内容取代它：create-metis-node apply --overwrite {generation}',
  'pull.confirm': '写入本文件夹吗？',
  'pull.declined': '没有写入任何内容。',
  'pull.done': '本文件夹现在出自 {by} 的第 {generation} 版。已写入：',
  'pull.secrets': '密钥和密码就是安装这些主机时所用的。',
  'pull.yours-left': '您自己的改动也在其中，尚未应用。查看：create-metis-node plan',
  'pull.left':
    '{hosts} 上还有另一个第 {generation} 版，由 {by} 于 {at} 应用。\n要把它也采用进来：create-metis-node pull --from {host}',
  'pull.left-own':
    '{hosts} 上还是本文件夹之前所出自的第 {generation} 版。\n要用这里现在的内容取代它：create-metis-node apply --overwrite {generation}',

  'conflict.title': '{file} 中的冲突 {number}/{count}',
  'conflict.mine': '这里',
  'conflict.base': '之前',
  'conflict.theirs': '对方',
  'conflict.no-line': '（没有行）',
}
