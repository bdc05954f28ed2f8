import type { Explanation } from '../../lib/explanation.js'
import type { questions as en } from '../en/questions.js'
import { questions as roles } from './questions-placing.js'
import { questions as welcome } from './questions-welcome.js'

export const questions: Readonly<Record<keyof typeof en, Explanation>> = {
  ...roles,
  ...welcome,
  language: {
    what: '所有界面、消息以及程序写给人看的文件所使用的语言。',
    usual: '与终端一致（LC_ALL、LC_MESSAGES、LANG）',
    seenBy: '只有您自己',
    breaks: '不影响任何功能；在任何界面按 Ctrl-L 都可切换',
    flag: '--lang en|zh',
  },
  machines: {
    what: '承载这个组织的主机，以及本程序如何登录。每台都会立即查看：能否连通、是否真是那台主机、能否登录并取得 root、是什么样的机器。查看不会改动任何东西。',
    usual: '沿用上一台的用户和密钥文件，端口 22，您的 SSH agent 和常用密钥',
    seenBy: '主机：日志里会有一次登录；地址会告知组织的其他服务',
    breaks: '服务用主机的地址注册：如果它不是第一块网卡的地址，就没有人能找到它',
    flag: 'org.yaml 中的 hosts',
    yaml: 'hosts:\n  h1: { address: 10.0.0.11, user: ops, port: 22, identityFile: ~/.ssh/id_ed25519 }',
  },
  'machine-key': {
    what: '每个 SSH 服务器都有自己的密钥，这里显示它的指纹。只有主机自己的控制台能证明它就是这台主机，中间没有别人。确认后记入组织的 known_hosts，只问一次。',
    usual: '不会自动信任任何密钥',
    seenBy: '只有您',
    breaks: '如果是别人在那个地址应答，您的密码和安装的一切都会落到对方手里',
    flag: '--accept-new-host-keys，仅用于您信任的网络',
    yaml: 'hosts: { h1: { hostKey: SHA256:... } }',
  },
  'machine-password': {
    what: '登录账户的密码、sudo 的密码，或密钥文件的口令。只发送一次；被拒绝的密码绝不会自动再发，以免账户被锁。',
    usual: '先尝试密钥，密钥不需要询问任何人',
    seenBy: '主机，经由加密连接；只保存在内存中，从不出现在命令行或文件里',
    breaks: '没有 root 就无法安装',
    flag: '--ssh-password-file、--sudo-password-file',
    yaml: 'hosts: { h1: { identityFile: ~/.ssh/id_ed25519 } }',
  },
  'machine-user': {
    what: '本程序登录主机所用的账户。它必须是 root，或者可以用 sudo 执行一切。',
    usual: '与上一台主机相同',
    seenBy: '主机',
    breaks: '没有 root 就无法安装',
    flag: 'org.yaml 中的 user',
    yaml: 'hosts: { h1: { user: ops } }',
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
  },
  review: {
    what: '计划：在每台主机上将要做的一切及原因，即 org.yaml 与主机现状之间的差异。显示什么就执行什么：若主机在此期间有变化，则不做任何操作，并显示新的计划。',
    usual: '选择“安装”之前不会发生任何事',
    seenBy: '执行之前只有您能看到',
    breaks: '计划可以随时重新执行：已完成的部分会略过',
    flag: 'create-metis-node plan、create-metis-node apply',
  },
  install: {
    what: '正在执行的计划。它由独立的进程执行并记入日志，不依附于此界面：可以离开、返回，甚至关闭终端，执行都会继续。出现失败时，相关的新操作不再开始，正在进行的操作会完成，并说明如何处理。',
    usual: '拓扑图；按 Tab 切换到阶段、主机、日志和失败详情',
    seenBy: '各主机，以及本机上能读取 runs/ 目录的人',
    breaks: '停止不会造成永久损坏：下次执行会查看现状，并完成剩余部分',
    flag: 'create-metis-node apply、create-metis-node watch',
  },
  done: {
    what: '由各服务亲自给出的运行证明，以及需要交付的信息：给登录控制台的人、其他组织和 Moirea 平台。同样的内容会写入 handover.md，其中不含任何机密。',
    usual: '再次向所有服务查询；按 r 重新查询',
    seenBy: '只有您；handover.md 用于转交他人',
    breaks: '如果其他组织无法通过外部地址连接 carrier，它就没有对等节点，也不会收到任何任务',
    flag: 'create-metis-node status',
  },
  status: {
    what: '各实例的状态，由服务自身报告，每隔几秒通过保持的连接重新查询。“正常”表示服务确实在工作，而不仅仅是端口已打开。',
    usual: '每 5 秒查询一次',
    seenBy: '只有您；查看不会改变任何东西',
    breaks: '“已从 Consul 丢失”：服务仍在运行，但其他服务找不到它，它也不会自行恢复；apply 会重新启动它',
    flag: 'create-metis-node status --once',
  },
  gallery: {
    what: '本程序的所有组件和卡片，内容均为虚构，供审阅者和译者查看。',
    seenBy: '只有您；不会查询任何主机',
    flag: 'create-metis-node gallery --lang en|zh',
  },
}
