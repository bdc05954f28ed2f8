export const texts = {
  'backup.damaged': {
    what: '{path} 无法使用：{reason}。',
    why: '它被改动或截断了：复制没有完成、磁盘出错，或有人动过；也可能它根本不是备份。其中的内容一概不予采信，也没有改动任何东西。',
    fix: '从原来保存的地方重新复制，再检查：`create-metis-node backup verify {quoted}`\n或改用另一个备份：`create-metis-node backup list`',
  },
  'backup.no-room': {
    what: '备份需要 {need} MiB，而 {path} 所在的磁盘只剩 {free} MiB。',
    why: '放不下的备份等于没有备份，还会占满磁盘。主机上已打包的内容已删除。',
    fix: '换一个目录：`create-metis-node backup FOLDER`\n或删除那里不再需要的文件。',
  },
  'backup.nothing': {
    what: '{organisation} 的主机上没有可备份的内容。',
    why: '那里既没有 carrier 的身份，也没有控制台的数据库：尚未安装，或已全部移除。',
    fix: '看看现状：`create-metis-node status`\n先安装：`create-metis-node apply`',
  },
  'backup.rotation-unfinished': {
    what: '{names} 的更换中途停止了，因此没有一个可供备份的确定时刻。',
    why: '有的主机可能还是旧值，有的已是新值；这样的备份里，密钥与服务对不上。',
    fix: '先让它完成，再备份：`create-metis-node apply`',
  },
}
