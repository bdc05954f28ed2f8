/** 主机换了地址。 */
export const texts = {
  'readdress.lines': '{file}：{count} 行',
  'readdress.becomes': '{host}：{former} 改为 {address}，涉及',
  'readdress.services': '各主机上的改动逐个服务列在计划中。',
  'readdress.seen': '{instance}：{what}',
  'readdress.confirm': '修改 org.yaml 并执行吗？',
  'readdress.more': '同意后才修改 org.yaml。此后若中断，用这个命令继续：create-metis-node apply',
  'readdress.external':
    '网络中的其他组织今后连接 {address}：请给他们新的名片，并修改路由或 DNS 中指向它的设置。',
  'readdress.certificate': '控制台的证书须适用于 {address}，或指向它的域名。',
  'readdress.account': '您的数据库服务器上，账户 {account} 不再使用；管理员可以删除它。',
  'readdress.left': '旧地址还留在 {file} 第 {lines} 行：没有程序会读它。',
  'readdress.done': '完成：{host} 现在的地址是 {address}，旧地址已不再出现。',
} as const
