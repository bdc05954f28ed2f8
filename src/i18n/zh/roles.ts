import type { ROLE_CODES } from '../../errors/codes/roles.js'
import type { Messages } from '../say.js'

export const roleMessages: Messages<(typeof ROLE_CODES)[number]> = {
  'roles.database-beside-fighter': {
    what: 'admin 的数据库与 {fighters} 同在 {host}，共用 {memory} GiB 内存。',
    why: '任务可能占满内存，此时 Linux 会结束占用最大的程序，往往就是数据库。',
    fix: '把 admin 或 {fighters} 放到另一台主机。\n或把 {host} 的内存加到 16 GiB。',
  },
  'roles.external-address-private': {
    what: '{role} 的外部地址 {address} 在您自己的网络之外无法到达。',
    why: '公共网络中的其他组织会连接该地址，而 {address} 是内网地址。',
    fix: '向路由器管理员询问指向 {host} 的公网地址。\n或把 {role} 放到有公网地址的主机上。\n若所加入的私有网络能到达该地址，则无需更改。',
  },
  'roles.invalid-network': {
    what: '`{found}` 不是网络地址。',
    why: '网络写作地址、斜线和有效位数；单个地址直接写。',
    fix: '例如 `192.168.7.0/24`，多个之间用空格分开。',
  },
}
