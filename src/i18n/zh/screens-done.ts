import type { words as en } from '../en/screens-done.js'

export const words: Readonly<Record<keyof typeof en, string>> = {
  'proof.instances': '{all} 个实例中有 {healthy} 个健康',
  'proof.instance': '{instance}：{says}',
  'proof.instance.unreachable': '{instance}：所在主机没有应答',
  'proof.instance.absent': '{instance} 尚未安装',

  'partner.organisation': '组织',
  'partner.user': '用户',
  'partner.password': '密码',
  'partner.password.where': '{path} 中的 "{name}"',

  'next.rehearsed': '以上是演练。正式安装时：重新启动，选择“安装到我的主机”。之后：',
  'next.first-node': '这是该网络的第一个节点：把它的 ENR 交给其他组织，由他们写入 network.bootstrapNodes。',
  'next.partners': '把“提供给其他组织”和“提供给 Moirea 平台”的内容交给对方。',
  'next.keep': '请把该目录的副本存放在安全的地方：其中的密码和密钥无法重新生成。',
  'next.status': '今后查看状态：create-metis-node status',

  'place.file': '期望的状态',
  'place.secrets': '密码和密钥',
  'place.runs': '所有执行的日志',
  'place.hosts': '主机上的目录',
  'place.units': '主机上的 unit',

  'handover.title': '{organisation}：交付说明',
  'handover.made': '版本 {release}。于 {at}（UTC）向各主机查询。本文件不含任何机密。',
  'handover.row': '{label}：{value}',
  'handover.instances': '各服务的位置',

  'done.asking': '正在查询各服务……',
  'done.proofs': '运行证明',
  'done.console': '控制台',
  'done.partners': '提供给其他组织',
  'done.partners.why': '对方把 ENR 写入 network.bootstrapNodes，其防火墙需放行到这些地址的连接。',
  'done.moirea': '提供给 Moirea 平台',
  'done.moirea.why': '组织加入网络后，平台通过以下地址访问 carrier。',
  'done.next': '后续步骤',
  'done.places': '各类文件的位置',
  'done.wrote': '同时已写入 {path}',
  'done.age': '{age}前查询',
  'done.no-password': '此处无法显示密码。',
  'done.key.again': '重新查询',
  'done.key.password': '显示密码',
  'done.key.hide': '隐藏密码',
  'done.key.finish': '完成',
}
