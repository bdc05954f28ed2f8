import type { BUNDLE_MAKING_CODES } from '../../errors/codes/bundle-making.js'
import type { Messages } from '../say.js'

export const bundleMakingMessages: Messages<(typeof BUNDLE_MAKING_CODES)[number]> = {
  'bundle.own-release': {
    what: '离线包还不能携带版本文件 {path}。',
    why: '站点不认识这个版本：它只有随本程序附带的版本。',
    fix: '在 org.yaml 中改用随本程序附带的版本。\n或者不用离线包，直接从本机安装。',
  },
  'bundle.runtime-unfit': {
    what: '{path} 不能作为离线包中的 Node.js：{reason}',
    why: '离线包要能在任何 glibc 2.28 或更新的 x86-64 Linux 上启动，其中的 Node.js 不能要求更多。发行版自带的往往不满足。',
    fix: '去掉 --node，程序会从 nodejs.org 下载。\n或给出那里的压缩包，或其中的程序：`--node node-v20.20.0-linux-x64.tar.gz`',
  },
  'bundle.runtime-missing': {
    what: '无法下载离线包所需的 Node.js：{address}（{reason}）',
    why: '运行本程序的 Node.js 不能保证在每个现场启动，因此需要 nodejs.org 发布的版本。',
    fix: '在能访问 nodejs.org 的机器上取得 {name}，再指定它：`--node {name}`',
  },
  'bundle.runtime-differs': {
    what: '{address} 的校验和是 {found}，而 nodejs.org 公布的是 {expected}。',
    why: '文件在传输中损坏，或有人在中途改动了下载内容。',
    fix: '再试一次，必要时换一个网络。\n或从别处取得压缩包，核对校验和后指定它：`--node <文件>`',
  },
  'bundle.installer-incomplete': {
    what: '本程序无法把自己装入离线包：缺少 {path}。',
    why: '程序目录不完整；如果是源码目录，则尚未构建。',
    fix: '重新安装：`npm install --global create-metis-node`\n源码目录中：`npm run build`',
  },
  'bundle.system-needed': {
    what: '没有说明离线包面向哪些操作系统，当前也无法询问。',
    why: '离线包要带上主机所需的 MySQL、nginx、Java 等软件包，它们因系统而异。',
    fix: '指定主机的系统：`--os {example}`（多个系统就写多次）\n可选：{systems}',
  },
  'bundle.output-taken': {
    what: '{path} 已经存在，未作改动。',
    why: '旧离线包值得保留：用 --since 可以让下一个更小。',
    fix: '换一个名字：`-o <文件>`\n或先删除它：`rm {quoted}`',
  },
  'bundle.output-like-part': {
    what: '离线包不能叫 {name}：它以一个点加三位数字结尾。',
    why: '分卷就是这样结尾的（acme.metis.001），这样的文件会被当成分卷，无法打开。',
    fix: '换一个名字：`-o {quoted}`',
  },
  'bundle.none-given': {
    what: '没有说明是哪个离线包。',
    why: '',
    fix: '指定离线包文件、第一个分卷或解开后的目录：`create-metis-node bundle verify acme.metis`',
  },
  'bundle.other-release': {
    what: '{bundle} 中的版本是 {found}，而 org.yaml 要求 {release}。',
    why: '离线包比配置文件旧或新。',
    fix: '如果要的就是它，请在 org.yaml 中写 `release: {found}`。\n否则在联网的机器上为此文件制作离线包：`create-metis-node bundle create -f org.yaml -o new.metis`',
  },
}
