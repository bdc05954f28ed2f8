import { roleWords } from '../words.js'

export const words = roleWords({
  en: {
    question: {
      what: 'The admin is the web console where your organisation joins the network, publishes data and starts tasks. It brings its own database, which is installed beside it.',
      usual: 'a host without data and compute, because its database must not run out of memory',
      seenBy: 'whoever may open the console in a browser',
      breaks: 'two admins have two databases, and only one knows your identity',
      flag: '',
      yaml: 'roles: { admin: h1 }',
    },
    count:
      'The console is where the organisation joins the network; of several, each with a database of its own, only the one that joined knows its identity.',
    texts: {
      database: 'its database is apart from data and compute, which take much memory',
      'check.java': 'Java',
      'check.nginx': 'nginx',
      'check.database': 'database',
    },
  },
  zh: {
    question: {
      what: 'admin 是网页控制台：组织在这里加入网络、发布数据、发起任务。它自带数据库，安装在同一台主机上。',
      usual: '放在没有 data 和 compute 的主机上，因为数据库不能缺内存',
      seenBy: '能用浏览器打开控制台的人',
      breaks: '两个 admin 有两个数据库，只有其中一个知道组织的身份',
      flag: '',
      yaml: 'roles: { admin: h1 }',
    },
    count: '组织要通过控制台加入网络；若有多个，每个都有自己的数据库，只有执行入网的那个知道组织身份。',
    texts: {
      database: '数据库与耗内存的数据、计算服务分开',
      'check.java': 'Java',
      'check.nginx': 'nginx',
      'check.database': '数据库',
    },
  },
})
