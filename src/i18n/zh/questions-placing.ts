import type { Explanation } from '../../lib/explanation.js'
import type { questions as en } from '../en/questions-placing.js'

/** `?` 对角色和网络的说明。 */
export const questions: Readonly<Record<keyof typeof en, Explanation>> = {
  roles: {
    what: '哪台主机承担哪个角色。指向某个角色再按一次，可以看到它的说明。占用少的角色可以同机，data 和 compute 最好独占主机。',
    usual: '按各主机的核数、内存和磁盘给出的建议；按 s 重新建议，按 w 看原因',
    seenBy: '您的所有主机；其他组织只看到 carrier 和 via 的外部地址',
    breaks: '承担过多的主机会变慢，负载高时 Linux 会结束其中的服务',
    flag: 'init --preset 名称',
    yaml: 'roles: { consul: h1, carrier: { host: h1, … }, admin: h1, … }',
  },

  'external-address': {
    what: '其他组织用来到达该角色的 IPv4 地址。主机在路由器之后时，填写路由器的地址，并由路由器把端口转到该主机。',
    usual: '主机有公网地址时用公网地址，否则用它自己的地址',
    seenBy: '整个网络',
    breaks: '填错时没有人能找到 carrier，任务会在 via 处失败',
    yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
  },
  ports: {
    what: '服务监听的端口。保持默认的端口不会写入文件。',
    usual: '网络通用的端口，与各种手册一致',
    seenBy: '端口表中列出的一方',
    breaks: '若主机上已有其他程序占用该端口，服务无法启动',
    yaml: 'ports: { consul: { http: 8500 }, via: 10031 }',
  },
  'data-center': {
    what: '数据中心是整个网络的公告板：所有组织共用一个，由网络运营，不由您运营。没有它 carrier 无法启动。',
    usual: '公共网络的数据中心，由版本给出',
    seenBy: '您的 carrier 会连接它',
    breaks: 'carrier 启动后立即退出',
    yaml: 'network: { dataCenter: 10.9.9.9:9090 }',
  },
  'bootstrap-nodes': {
    what: '您的 carrier 最先联系的那些 carrier（ENR 字符串），由它们找到其余的。私有网络中第一个 carrier 不填；其余的都填第一个，它的 ENR 在最后一屏显示。',
    usual: '公共网络的引导节点，由版本给出',
    seenBy: '只有您的 carrier',
    breaks: '一个都连不上时，carrier 会一直孤立',
    yaml: 'network: { bootstrapNodes: [] }',
  },
  operators: {
    what: '您和同事从哪些网络使用控制台和 SSH。只影响这里显示的防火墙规则。',
    usual: '未知：控制台只对内网开放，SSH 对所有地址开放，以免把自己锁在外面',
    seenBy: '没有人；随草稿保存',
    breaks: '范围太窄时，规则生效后您将无法用 SSH 登录',
  },
  moirea: {
    what: '可以驱动您的 carrier 的 Moirea 平台地址。只影响这里显示的防火墙规则。',
    usual: '无：除 p2p 外，carrier 不对外开放',
    seenBy: '没有人；随草稿保存',
    breaks: 'carrier 的接口没有密码：谁能到达，谁就能使用',
  },
  firewall: {
    what: '每台主机必须开放的内容，一条不多。不会发送到主机：请复制您的环境所用的一种。出站连接保持不变。',
    usual: 'SSH 保持开放，未列出的全部关闭',
    seenBy: '在您使用之前只有您自己',
    breaks: '主机上其他程序的端口也会被关闭：启用规则之前请先加上它们',
  },
}
