import type { questions as en } from '../en/questions.js'
import type { Explanation } from '../explanation.js'
import { questions as roles } from './questions-roles.js'

export const questions: Readonly<Record<keyof typeof en, Explanation>> = {
  ...roles,
  language: {
    what: '所有界面、消息以及程序写给人看的文件所使用的语言。',
    usual: '与终端一致（LC_ALL、LC_MESSAGES、LANG）',
    seenBy: '只有您自己',
    breaks: '不影响任何功能；在任何界面按 Ctrl-L 都可切换',
    flag: '--lang en|zh',
    yaml: '',
  },
  release: {
    what: '安装哪个版本的 Metis。一个版本规定了每个服务的版本号和文件。',
    usual: '本程序已知的最新版本',
    seenBy: '主机上的程序文件：/opt/metis/<实例>/releases/<版本号>',
    breaks: '同一网络中的各组织应运行相同的版本',
    flag: 'org.yaml 中的 release',
    yaml: 'release: metis-0.3.0',
  },
  artifacts: {
    what: '版本文件从哪里获取。文件只下载到本机一次，校验后由本机发送到各主机；主机无需为此访问互联网。',
    usual: '官方发布地址',
    seenBy: '只有本程序；下载的文件保存在 ~/.cache/create-metis-node',
    breaks: '文件缺失或与记录的校验和不符时，会在更改任何主机之前停止',
    flag: 'org.yaml 中的 artifacts',
    yaml: 'artifacts: { source: ./artifacts, files: { carrier: ./carrier } }',
  },
  preflight: {
    what: '针对真实主机的检查：系统、规格、时钟、地址、端口、已有的软件，以及服务所需的每个连接。检查不会做任何更改。',
    usual: '对所有承担角色的主机执行全部检查',
    seenBy: '主机：计划使用的端口上会短暂监听',
    breaks: '错误会使安装半途而废，必须先解决；警告可能影响安装或性能',
    flag: 'create-metis-node check',
    yaml: '',
  },
  review: {
    what: '计划：在每台主机上将要做的一切及原因，即 org.yaml 与主机现状之间的差异。显示什么就执行什么：若主机在此期间有变化，则不做任何操作，并显示新的计划。',
    usual: '选择“安装”之前不会发生任何事',
    seenBy: '执行之前只有您能看到',
    breaks: '计划可以随时重新执行：已完成的部分会略过',
    flag: 'create-metis-node plan、create-metis-node apply',
    yaml: '',
  },
  install: {
    what: '正在执行的计划。任务属于独立的进程及其日志，不依附于此界面：可以离开、返回，甚至关闭终端，任务都会继续。出现失败时，相关的新操作不再开始，正在进行的操作会完成，并说明如何处理。',
    usual: '拓扑图；按 Tab 切换到阶段、主机、日志和失败详情',
    seenBy: '各主机，以及本机上能读取 runs/ 目录的人',
    breaks: '停止不会造成永久损坏：下次执行会查看现状，并完成剩余部分',
    flag: 'create-metis-node apply、create-metis-node watch',
    yaml: '',
  },
  done: {
    what: '由各服务亲自给出的运行证明，以及需要交付的信息：给登录控制台的人、其他组织和 Moirea 平台。同样的内容会写入 handover.md，其中不含任何机密。',
    usual: '再次向所有服务查询；按 r 重新查询',
    seenBy: '只有您；handover.md 用于转交他人',
    breaks: '如果其他组织无法通过外部地址连接 carrier，它就没有对等节点，也不会收到任何任务',
    flag: 'create-metis-node status',
    yaml: '',
  },
  status: {
    what: '各实例的状态，由服务自身报告，每隔几秒通过保持的连接重新查询。“正常”表示服务确实在工作，而不仅仅是端口已打开。',
    usual: '每 5 秒查询一次',
    seenBy: '只有您；查看不会改变任何东西',
    breaks: '“已从 Consul 丢失”：服务仍在运行，但其他服务找不到它，它也不会自行恢复；apply 会重新启动它',
    flag: 'create-metis-node status --once',
    yaml: '',
  },
  gallery: {
    what: '本程序的所有组件和卡片，内容均为虚构，供审阅者和译者查看。',
    usual: '',
    seenBy: '只有您；不会查询任何主机',
    breaks: '',
    flag: 'create-metis-node gallery --lang en|zh',
    yaml: '',
  },
}
