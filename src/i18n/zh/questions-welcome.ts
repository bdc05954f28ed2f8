import type { Explanation } from '../../lib/explanation.js'
import type { questions as en } from '../en/questions-welcome.js'

export const questions: Readonly<Record<keyof typeof en, Explanation>> = {
  begin: {
    what: '从哪里开始。演练使用本程序内的模拟主机走完所有界面，最适合熟悉流程。其他选项针对真实主机，并且只有在审阅之后才会更改它们。',
    usual: '演练；以前开始过的内容排在最前',
    seenBy: '只有您自己',
    breaks: '没有影响：在审阅界面选择“安装”之前，不会更改任何主机',
    flag: 'rehearse；init、check 和 apply；-f org.yaml',
    yaml: '本机：hosts: { h1: { address: …, local: true } }',
  },
  'organisation-name': {
    what: '这个组织的名称，即一个 MetisNode。它不是网络中显示的名称，后者稍后在控制台中填写。',
    usual: '无；演练中为 bank-a',
    seenBy: '您和主机管理员：它是目录的名称，卸载时需输入它来确认',
    breaks: '安装之后换用别的名称，就是另一个组织',
    flag: 'init --name bank-a',
    yaml: 'organisation: bank-a',
  },
  'organisation-folder': {
    what: '该组织在本机上的全部文件所在的目录：org.yaml、生成的密码和密钥、已确认的主机公钥、日志。请妥善保存一份副本。',
    usual: '启动程序时所在位置下的同名目录',
    seenBy: 'secrets.json 只有您可读；其余可以纳入版本管理',
    breaks: '没有它，本程序就无法再升级、扩容或卸载该组织',
    flag: 'init <目录>；-f <目录>/org.yaml',
  },
  want: {
    what: '该组织在网络中做什么。它决定初始方案：需要哪些服务、多少台主机。只加入网络需要 consul、carrier 和 admin；提供数据和算力还需要 via，任务通过这个网关到达。',
    usual: '提供数据',
    seenBy: '服务注册之后，网络中可见',
    breaks: '没有影响：角色可以在后面的界面移动和增加，以后也可随时通过 apply 调整',
    flag: 'init --preset minimal|data-provider|compute-provider|data-and-compute|production',
    yaml: 'roles: { consul: h1, carrier: …, admin: h1, via: …, data: h3, compute: h4 }',
  },
}
