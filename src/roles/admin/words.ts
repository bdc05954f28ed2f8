import { reasonsOf, roleWords } from '../words.js'
import { ADMIN } from './settings.js'

export const words = roleWords({
  en: {
    question: {
      what: 'The admin is the web console where your organisation joins the network, publishes data and starts tasks. It brings its own database, which is installed beside it.',
      usual: 'a host without data and compute, because its database must not run out of memory',
      seenBy: 'whoever may open the console in a browser',
      breaks: 'two admins have two databases, and only one knows your identity',
      yaml: 'roles: { admin: h1 }',
    },
    count:
      'The console is where the organisation joins the network; of several, each with a database of its own, only the one that joined knows its identity.',
    texts: {
      database: 'its database is apart from data and compute, which take much memory',
      'check.java': 'Java',
      'check.nginx': 'nginx',
      'check.database': 'database',
      'step.uploads': 'uploads wait there',
      'step.server': 'the database listens on the host itself only, in UTC, with its hourly event',
      'step.database': 'the admin does not start without its database',
      'step.tables': 'the admin does not start without its tables',
      'step.account': 'the admin gets an account that can do no more than it needs',
      'step.console-password': 'everybody knows the password that the console comes with',
      'step.pages': 'nginx reads the pages as a user of its own',
      'step.site': 'browsers reach the console through nginx',
      'step.enabled': 'nginx serves the sites that are enabled',
      'step.tested': 'a site that nginx refuses must not take the others down',
      'step.taken-up': 'nginx takes up the site',
      'step.tls': 'browsers speak TLS with the console',
      proof: 'The console answers at {address}',
      'card.address': 'Address',
      'card.fingerprint': 'Certificate, SHA-256',
      'next.sign-in': 'Sign in to the console: {address}',
      'next.join': 'Join the network there with the name by which others shall know {organisation}.',
    },
  },
  zh: {
    question: {
      what: 'admin 是网页控制台：组织在这里加入网络、发布数据、发起任务。它自带数据库，安装在同一台主机上。',
      usual: '放在没有 data 和 compute 的主机上，因为数据库不能缺内存',
      seenBy: '能用浏览器打开控制台的人',
      breaks: '两个 admin 有两个数据库，只有其中一个知道组织的身份',
      yaml: 'roles: { admin: h1 }',
    },
    count: '组织要通过控制台加入网络；若有多个，每个都有自己的数据库，只有执行入网的那个知道组织身份。',
    texts: {
      database: '数据库与耗内存的数据、计算服务分开',
      'check.java': 'Java',
      'check.nginx': 'nginx',
      'check.database': '数据库',
      'step.uploads': '上传的文件暂存在那里',
      'step.server': '数据库只在本机监听，使用 UTC，并启用每小时的事件',
      'step.database': '没有数据库 admin 无法启动',
      'step.tables': '没有数据表 admin 无法启动',
      'step.account': 'admin 使用仅有必要权限的账号',
      'step.console-password': '控制台自带的密码人人皆知',
      'step.pages': 'nginx 以自己的账号读取页面',
      'step.site': '浏览器通过 nginx 访问控制台',
      'step.enabled': 'nginx 只提供已启用的站点',
      'step.tested': '不能让有误的站点拖垮其他站点',
      'step.taken-up': '让 nginx 启用该站点',
      'step.tls': '浏览器通过 TLS 访问控制台',
      proof: '控制台有应答：{address}',
      'card.address': '地址',
      'card.fingerprint': '证书 SHA-256 指纹',
      'next.sign-in': '登录控制台：{address}',
      'next.join': '在控制台中加入网络，填写其他组织将看到的 {organisation} 的名称。',
    },
  },
})

export const why = reasonsOf<typeof words>(ADMIN)
