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
}
