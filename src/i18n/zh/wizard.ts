import type { words as en } from '../en/wizard.js'

/** What the wizard says on the terminal as it was before and after the screens, in Chinese. */
export const words: Readonly<Record<keyof typeof en, string>> = {
  'help.no-screens':
    '向导需要终端。没有终端时：依次使用 init、check 和 apply，或用 --yes -f org.yaml 直接 apply。',
  'wizard.shell': '输入 exit 离开这个 shell，即可回到向导。',
  'wizard.shell-failed': '无法启动 {command}：{reason}',
  'wizard.press-enter': '按回车回到向导。',
  'wizard.left.rehearsal': '演练已结束，没有留下任何内容。',
  'wizard.left.running': '安装在没有本终端的情况下继续进行。查看进度：\n  {command}',
  'wizard.left.done': '以后查看运行状态：\n  {command}',
  'wizard.left.saved': '答案已保存。从这里继续：\n  {command}',
}
