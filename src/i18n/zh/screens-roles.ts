import type { RolesWord } from '../en/screens-roles.js'

/** What the screen of the roles says, in Chinese. */
export const words: Readonly<Record<RolesWord, string>> = {
  'roles.because.only-host': '只有一台主机',
  'roles.because.majority': '{count} 台中少数故障不影响服务，而且占用很少',
  'roles.because.light': '占用很少，可与其他角色同机',
  'roles.because.public': '公网地址 {address} 指向该主机',
  'roles.because.gateway': '网关占用很少，可与其他角色同机',
  'roles.because.database': '数据库与耗内存的数据、计算服务分开',
  'roles.because.shared': '服务多于主机，因此同机',
  'roles.because.largest': '其他主机余量更小，因此同机',
  'roles.because.alone': '独占一台主机',
  'roles.because.room': '独占 {cores} 核、{memory} GiB 内存',
  'roles.fix.consul-count': '改为 {count} 台 consul',
  'roles.fix.fill': '放置缺少的角色',
  'roles.fix.anew': '重新放置所有角色',
  'roles.fix.keep-one': '只保留 {host} 上的 {role}',
  'roles.fix.remove': '从 {host} 移除 {role}',
  'roles.fix.leave-out': '不使用 {host}',
  'roles.fix.write-ports': '写明其端口',
  'roles.fix.port': '把 {setting} 设为 {free}',
  'roles.fix.address': '使用 {address}',
  'roles.fix.move': '把 {role} 移到 {host}',
}
