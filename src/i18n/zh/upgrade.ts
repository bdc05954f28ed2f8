export const texts = {
  'upgrade.head.upgrade': '从版本 {from} 到 {to}：',
  'upgrade.head.rollback': '从版本 {from} 退回 {to}：',
  'upgrade.restarts': '重新启动：{instances}',
  'upgrade.sends': '要发送：{names}（{bytes}）',
  'upgrade.sends-nothing': '不用发送：程序文件已在主机上',
  'upgrade.back': '可以退回：create-metis-node rollback',
  'upgrade.back-unknown': 'rollback 可恢复原来的程序；它们能否读取新程序写下的数据，版本文件没有说明',
  'upgrade.no-back': '无法退回：这些角色的数据，原来的程序之后读不了：{roles}',
  'upgrade.more': '每个文件和每条原因：同一条命令加上 --verbose',
  'upgrade.same': '无需操作：主机上已经是 {release}。',
  'upgrade.confirm.upgrade': '在 org.yaml 和主机上用版本 {to} 取代 {from} 吗？',
  'upgrade.confirm.rollback': '在 org.yaml 和主机上换回版本 {to}，取代 {from} 吗？',
} as const
