import type { questions as en } from '../en/questions.js'
import type { Explanation } from '../explanation.js'

export const questions: Readonly<Record<keyof typeof en, Explanation>> = {
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
}
