import type { PictureWord } from '../en/picture.js'

/** What the picture of a topology says, in Chinese. */
export const words: Readonly<Record<PictureWord, string>> = {
  'picture.mark.waiting': '等待',
  'picture.mark.running': '进行中',
  'picture.mark.done': '完成',
  'picture.mark.failed': '失败',
  'picture.mark.warning': '警告',
  'picture.mark.unknown': '未知',
  'picture.mark.skipped': '已跳过',
}
