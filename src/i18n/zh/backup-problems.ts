export const texts = {
  'backup.damaged': {
    what: '{path} 在 {entry} 处已损坏，位于第 {at} 字节附近（共 {size} 字节）。',
    why: '那里的内容与封装时不同：复制没有完成、磁盘出错，或有人改动过。其中的内容一概不予采信，也没有改动任何东西。',
    fix: '从原来保存的地方重新复制，再检查：`create-metis-node backup verify {quoted}`\n或改用另一个备份：`create-metis-node backup list`',
  },
  'backup.not-a-backup': {
    what: '{path} 不是备份，或开头已损坏。',
    why: '备份的开头会写明它为谁封装，而这里没有。没有改动任何东西。',
    fix: '看看它是什么：`head -c 100 -- {quoted}`\n改用另一个备份：`create-metis-node backup list`',
  },
  'backup.not-signed': {
    what: '{path} 不是由其中 {organisation} 的密钥签名的。',
    why: '持有密钥的人会为备份的清单签名，清单中有每个部分的校验和。有人改动过它，或把几个备份拼在了一起。其中的内容一概不予采信，也没有改动任何东西。',
    fix: '从原来保存的地方重新复制，或改用另一个备份：`create-metis-node backup list`',
  },
  'backup.unsigned': {
    what: '{path} 没有签名。',
    why: '它由本程序以前的版本所做，或者签名被人去掉了。它可以打开，内容完整；但没有什么能证明它出自持有本组织密钥的人。',
    fix: '看看其中有什么：`create-metis-node backup verify {quoted}`\n如果您知道它的来历：在同一条恢复命令后加 `--even-so`\n今后用 `create-metis-node backup` 做的备份都有签名',
  },
  'backup.signed-by-others': {
    what: '{path} 的签名与 {secrets} 的密钥不符。',
    why: '它属于另一个组织，或者当时本组织用的是另一套密钥；也可能是伪造的：备份为谁封装，许多人都知道。',
    fix: '看看它属于谁：`create-metis-node backup verify {quoted}`\n要恢复到别处，写上目录：`create-metis-node restore {quoted} FOLDER`\n如果确实要用它取代现有组织：在同一条恢复命令后加 `--even-so`',
  },
  'backup.lacks': {
    what: '{path} 中没有 {entry}。',
    why: '做这个备份时还没有应用过任何配置，或者它出自别的程序。没有它就无法重建组织的文件夹。',
    fix: '改用另一个备份：`create-metis-node backup list`',
  },
  'backup.mistyped': {
    what: '没有 `backup {given}` 这个命令；是否想用 `backup {meant}`？',
    why: '`backup` 后面可以是命令，也可以是存放新备份的目录，而名为 {given} 的目录并不存在。没有进行备份。',
    fix: '执行该命令：`create-metis-node backup {meant}`\n如果确实是指这个名称的目录：`create-metis-node backup ./{given}`',
  },
  'backup.host-as-folder': {
    what: '`backup {host}:` 会写到本机上名为 `{host}:` 的目录。',
    why: '送到 {host} 的是各主机定时自己做的备份；`backup` 则把全部内容取到这里。没有进行备份。',
    fix: '要在这里做备份：`create-metis-node backup`\n要看各主机送去了什么：`create-metis-node backup list {host}:`\n如果确实是指这个名称的目录：`create-metis-node backup ./{host}:`',
  },
  'backup.none-there': {
    what: '{path} 中没有备份。',
    why: '目录代表其中每台主机最新的备份：名为 `组织-时间-主机.metis-backup` 的文件。',
    fix: '写出文件名，或存放备份的目录：`create-metis-node backup list FOLDER`',
  },
  'backup.not-sent-there': {
    what: '其他主机的备份并不存到 `{host}`。',
    why: '主机名后加冒号，代表其他主机送到那里的备份。org.yaml 中的 `backup.to.host` 是：{receiver}。',
    fix: '写那台主机、文件或目录：`create-metis-node backup list`',
  },
  'backup.of-several': {
    what: '{path} 中有多个组织的备份：{organisations}。',
    why: '目录代表一个组织每台主机最新的备份。',
    fix: '把同一个组织的备份放进单独的目录，再使用那个目录。',
  },
  'backup.of-other-secrets': {
    what: '{path} 与 {other} 不是用同一套密钥封装的。',
    why: '它属于另一个同名组织，或者当时的密钥与现在不同：两者合在一起不成其为一个组织。',
    fix: '把它移走再重试，这时前一个备份生效。查看它是什么：`create-metis-node backup verify {quoted}`',
  },
  'backup.set-incomplete': {
    what: '{path} 中没有 {instances} 的内容。',
    why: '每台主机只备份自己独有的内容，而有些主机的文件不在这里。缺了它们就恢复，这些实例会从零开始：carrier 成为网络中的另一个成员，控制台没有数据。',
    fix: '把这些主机最新的文件与其他文件放进同一个目录，再恢复该目录。\n如果它们已永远丢失：在同一条命令后加 `--even-so`',
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
  'backup.restore-unfinished': {
    what: '把 {backup} 恢复到这个文件夹的过程还没有完成。',
    why: '在身份和数据恢复之前启动的服务会从零开始，成为网络中的另一个成员；因此没有改动任何东西。',
    fix: '再次运行同一条命令，让它完成：`create-metis-node restore {quoted}`\n或放弃恢复，从主机上现有的内容继续：`rm -- {quotedPath}`',
  },
  'backup.restoring-damaged': {
    what: '无法读取 {path}：{reason}。',
    why: '它记录恢复进行到了哪一步，被改动或截断了。',
    fix: '删除它并重新恢复；已恢复的内容会移到一旁：`rm -- {quoted}`',
  },
  'backup.part-without-place': {
    what: 'org.yaml 中没有位置放备份里 {host} 上 {instance} 的内容。',
    why: '没有这个名称的实例，或有多个而没有一个在同名主机上，或者无法连接它的主机。{name} 留在备份中。',
    fix: '要恢复它，在 org.yaml 中写上 {instance}，再次恢复。\n要手动取出：`age --decrypt FILE | tar -x hosts/{host}/{name}`',
  },
}
