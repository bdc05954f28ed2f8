export const texts = {
  'upgrade.to-what': {
    what: '没有告诉 upgrade 要换到哪个版本。',
    why: 'org.yaml 说明组织使用哪个版本，这条命令修改它。',
    fix: '写出本程序自带的版本，或您自己的文件：`create-metis-node upgrade --to ./our-release.yaml`',
  },
  'upgrade.no-way': {
    what: '版本 {to} 不能取代 {from}。',
    why: '版本文件说明它可以接在哪些版本之后，否则数据格式不同。它可以接在：{known}。',
    fix: '先换到其中之一，或者在另外的主机上安装新版本，与旧版本并存。',
  },
  'upgrade.one-way': {
    what: '无法从版本 {from} 退回 {to}：{roles} 之后读不了自己的数据。',
    why: '版本 {from} 这样说明：它的程序改变了数据的格式。',
    fix: '升级前的备份可以恢复：`create-metis-node {back}`',
  },
  'upgrade.nothing-before': {
    what: '{organisation} 的主机都不记得 {release} 之前的版本。',
    why: '主机保留 org.yaml 最近二十版，其中在它之前没有用过别的版本。',
    fix: '写出版本：`create-metis-node upgrade --to RELEASE`',
  },
} as const
