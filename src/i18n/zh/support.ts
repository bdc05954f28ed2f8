/** `support` 命令的文字。 */
export const texts = {
  'support.reading': '正在读取日志 ...',
  'support.holds': '文件将包含：',
  'support.replaced':
    '其中已替换：{secrets} 处密码或密钥，{addresses} 处地址，{names} 处主机、人员和组织的名称；同一内容处处换成同一代号。',
  'support.confirm': '写入 {path}（{bytes}）吗？',
  'support.question': '{question} [y/N，s 显示全部内容] ',
  'support.declined': '没有写入任何内容。',
  'support.written': '已写入，仅您可读：{path}。交给别人之前，请再看一遍。',
}
