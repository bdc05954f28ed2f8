/**
 * The reasons of actions in Chinese, by the English clause that services and planner write. A clause may end with
 * what was found on the host; `$1` takes it over.
 */
export const reasons: Readonly<Record<string, string>> = {
  'the services run as an account of their own': '服务以专用账号运行',
  'everything of Metis lies below one directory': 'Metis 的所有文件都在同一目录下',
  'Linux must not hand out the planned ports to clients': '不能让 Linux 把规划的端口分配给客户端',
  'ports that are no longer planned are given back': '归还不再规划的端口',
  'its services need them': '其服务需要它们',
  'this version is not on the host yet': '主机上还没有这个版本',
  'its OS packages are brought along': '它的系统软件包是随行带来的',
  'the instance has a directory of its own': '每个实例有自己的目录',
  'the program is not installed yet': '程序尚未安装',
  'the program that it belongs to is installed anew': '它所属的程序重新安装了',
  'this release is the one in use': '使用的是这个版本',
  'the service reads it': '服务会读取它',
  'systemd starts and watches the service': '由 systemd 启动并监护该服务',
  'it was never started by this installer': '本安装程序从未启动过它',
  'it was started and must be ready before others go on': '它已启动，就绪之后其他服务才能继续',
  'it had its time to become ready': '给它的就绪时间已过',
  'it must be ready before others go on': '它就绪之后其他服务才能继续',
  'what it was started from is put there again': '它启动时所用的程序或文件被重新放置',
  'would not start with the system': '不会随系统启动',
  'Consul was started after it, and its watch of the carrier ended then':
    'Consul 在它之后重新启动，它对 carrier 的监视已经中断',
  'Consul keeps keys only once it has a leader': 'Consul 有 leader 之后才能保存键',
  'the carrier tells every fighter that address': 'carrier 会把这个地址告诉每个计算与数据服务',
  'the carrier finds the data center there and does not start without it':
    'carrier 从中找到数据中心，没有它就无法启动',
  'the key is the identity of the organisation in the network': '该密钥是本组织在网络中的身份',
  'the carrier exits with 0 when its key is malformed': '密钥格式有误时 carrier 会以 0 退出',
  'uploads wait there': '上传的文件暂存在那里',
  'the database listens on the host itself only, in UTC, with its hourly event':
    '数据库只在本机监听，使用 UTC，并启用每小时的事件',
  'the admin does not start without its database': '没有数据库 admin 无法启动',
  'the admin does not start without its tables': '没有数据表 admin 无法启动',
  'the admin gets an account that can do no more than it needs': 'admin 使用仅有必要权限的账号',
  'everybody knows the password that the console comes with': '控制台自带的密码人人皆知',
  'nginx reads the pages as a user of its own': 'nginx 以自己的账号读取页面',
  'browsers reach the console through nginx': '浏览器通过 nginx 访问控制台',
  'nginx serves the sites that are enabled': 'nginx 只提供已启用的站点',
  'a site that nginx refuses must not take the others down': '不能让有误的站点拖垮其他站点',
  'nginx takes up the site': '让 nginx 启用该站点',
  'browsers speak TLS with the console': '浏览器通过 TLS 访问控制台',
  'files and results keep their absolute path for ever': '文件和结果的绝对路径永不改变',
  'the service imports them when it starts': '服务启动时会导入它们',
  'all services are asked once more when everything runs': '全部运行之后，再次询问每个服务',
  'was removed from the host': '已从主机上删除',
  'was changed on the host since': '之后在主机上被改动',
  'what it was started from has changed': '启动它所用的内容已改变',
  'its content differs': '内容不同',
  'differs from what is wanted': '与期望不符',
  'Consul has lost it, and it never registers again by itself': 'Consul 已丢失其注册，而它不会自行重新注册',
  'start was asked for': '要求启动',
  'stop was asked for': '要求停止',
  'restart was asked for': '要求重新启动',
  'the organisation is removed from this host': '从该主机移除本组织',
  'the run was stopped': '运行已停止',
}

/** Clauses that end with what was found. */
export const findings: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^not installed: (.*)$/, '未安装：$1'],
  [/^Consul holds (.*)$/, 'Consul 中的值是 $1'],
  [/^not ready: (.*)$/s, '未就绪：$1'],
  [/^is not running \((.*)\)$/, '没有运行（$1）'],
  [/^waits for (.*)$/, '在等待 $1'],
]
