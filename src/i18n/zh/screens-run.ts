import type { words as en } from '../en/screens-run.js'

export const words: Readonly<Record<keyof typeof en, string>> = {
  'install.lost': '连接已断开',
  'install.doing.prepare': '准备中',
  'install.doing.send': '传送中',
  'install.doing.start': '启动中',
  'install.doing.check': '核实中',
  'install.doing.end': '结束中',
}
