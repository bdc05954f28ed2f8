import type { words as en } from '../en/watch.js'

/** 对正在别处或后台执行的命令的说明。 */
export const words: Readonly<Record<keyof typeof en, string>> = {
  'help.watch': '跟踪正在操作该组织的命令（无论由谁启动）；没有时显示上一次的结果',
  'help.option.stop': '要求它停止：一次则做完正在执行的动作，两次则立即停止',
  'help.option.reviewed': '只执行摘要与此相同的计划；摘要由 plan --json 显示',
  'help.option.credentials-from-stdin': '从标准输入读取密码（一个 JSON 对象）',

  'watch.begins': '{command}：由 {user} 在 {host} 上执行，进程号 {pid}，开始于 {since}。',
  'watch.leave': 'Ctrl-C 只结束查看，不影响它；要停止它：`create-metis-node watch --stop`',
  'watch.nothing-yet': '它还没有执行任何动作：正在查看主机，或在启动它的终端等待回答。',
  'watch.left': '已结束查看；{command} 仍在继续。再次查看：`create-metis-node watch`',
  'watch.asked': '已要求 {command}（进程 {pid}）停止。再要求一次则立即停止。',
  'watch.stopping': '正在停止：{count} 个正在执行的动作会先完成。立即停止：`create-metis-node watch --stop`',
  'watch.done': '{command} 已结束：完成。',
  'watch.cancelled': '{command} 已被停止。',
  'watch.failed': '{command} 失败（退出码 {exitCode}）。',
  'watch.ended-silently': '{command} 已结束，没有执行任何动作。',
  'watch.no-run': '这个组织没有正在运行的命令，也还没有运行过。',
  'watch.last':
    '当前没有正在运行的命令。上一个命令是 {command}，由 {user} 在 {host} 上执行，开始于 {since}：',
  'watch.last.unknown': '当前没有正在运行的命令。上一个命令是 {command}，仅知道以下内容：',

  'stage.fetching': '正在下载 {about} ……',
  'stage.looking': '正在查看各主机 ……',
  'stage.trying': '正在尝试各服务需要的连接 ……',
  'stage.backing-up': '正在备份 {about} ……',
  'stage.proving': '正在再次查看，以确认结果属实 ……',
}
