/** 时间和人对原本正常的主机造成的变化。 */
export const texts = {
  'upkeep.files-changed': {
    what: '{host} 上有 {count} 个组织的文件在上次运行之后被改动或删除：{path}',
    why: '有人手工改动过，或别的程序改了它。正在运行的服务在重启之前可能仍在使用原来的内容。',
    fix: '查看会恢复什么：`create-metis-node plan`\n恢复：`create-metis-node apply`。需要保留的改动请写进 org.yaml。',
  },
  'upkeep.content-changed': {
    what: '{host} 上有 {count} 个文件的内容与写入时不同，而大小和时间都没有变：{path}',
    why: '这不会自己发生：要么有人改动后把时间改了回去，要么磁盘损坏。`apply` 以大小和时间为准，会放过它。',
    fix: '查清谁上过 {host}，并检查磁盘：`sudo dmesg | grep -i error`\n要重新写入：`create-metis-node apply --drift`',
  },
  'upkeep.drop-ins': {
    what: '{host} 上的 {unit} 被 {paths} 改动。',
    why: '有人把它放在组织的单元旁边。它优先于 `apply` 写入的内容，而 `apply` 不会动它。',
    fix: '查看内容：`systemctl cat {unit}`\n如果不需要：`sudo rm {paths} && sudo systemctl daemon-reload && sudo systemctl restart {unit}`',
  },
  'upkeep.unit-masked': {
    what: '{host} 上的 {unit} 已被屏蔽（masked）：一旦停止就无法再启动。',
    why: '有人运行过 `systemctl mask`。`apply` 不会动它，需要启动该单元时会失败。',
    fix: '在 {host} 上：`sudo systemctl unmask {unit}`\n然后：`create-metis-node apply`',
  },
  'upkeep.unit-from-elsewhere': {
    what: '{host} 上的 systemd 使用的 {unit} 来自 {path}，而不是 /etc/systemd/system。',
    why: '组织的单元不见了，或被另一个同名单元遮住。',
    fix: '查看是哪一个：`systemctl cat {unit}`\n移走另一个，然后：`create-metis-node apply`',
  },
  'upkeep.restarted': {
    what: '自上次运行以来，{instance} 曾意外退出，被 systemd 重新启动了 {count} 次。',
    why: '它在运行，但退出那一刻正在做的事已经丢失。导致退出的原因可能再次出现。',
    fix: '查看退出之前的日志：`create-metis-node logs {instance} -n 300`',
  },
  'upkeep.certificate-ends': {
    what: '{host} 上控制台出示的证书将在 {days} 天后（{date}）到期。',
    why: '到期后浏览器会拒绝打开控制台。',
    fix: '申请新证书，然后：`create-metis-node secrets rotate tls --certificate FILE --key FILE`',
  },
  'upkeep.certificate-ended': {
    what: '{host} 上控制台出示的证书已于 {date} 到期。',
    why: '浏览器会拒绝打开控制台。',
    fix: '申请新证书，然后：`create-metis-node secrets rotate tls --certificate FILE --key FILE`',
  },
  'upkeep.certificate-not-loaded': {
    what: '{host} 上控制台出示的证书与主机上存放的证书不同。',
    why: '文件已更新，但 nginx 没有重新加载：它会一直使用旧证书，直到旧证书到期。',
    fix: '在 {host} 上：`sudo systemctl reload nginx`',
  },
  'upkeep.disk-fills': {
    what: '照目前的速度，{host} 的磁盘将在 {days} 天后写满；还剩 {free} MiB。',
    why: '磁盘写满后数据库会停止，计算结果会丢失，任何运行都无法进行改动。',
    fix: '查看是什么在增长：在 {host} 上 `sudo du -xh --max-depth=3 / | sort -h | tail -n 30`\n删除不再需要的内容，或换更大的磁盘。',
  },
  'upkeep.backup-overdue': {
    what: '{host} 已有 {hours} 小时没有做备份。',
    why: '它的定时器按 org.yaml 规定的频率备份。定时器被停用了，或者到时间主机没有开机；这段时间的内容一旦丢失就找不回来。',
    fix: '查看定时器：在 {host} 上 `systemctl list-timers {unit}.timer` 和 `journalctl -u {unit}.service -n 50`\n在 {host} 上立即备份一次：`sudo systemctl start {unit}.service`',
  },
  'upkeep.backup-failed': {
    what: '{host} 的最近一次备份没有做成：{says}',
    why: '之前的备份都保留着，也没有服务因此停着。在再次备份成功之前，上次备份之后的内容不在任何备份中。',
    fix: '按提示排除问题，查看详情：在 {host} 上 `journalctl -u {unit}.service -n 50`\n在 {host} 上立即备份一次：`sudo systemctl start {unit}.service`',
  },
  'upkeep.backup-damaged': {
    what: '{host} 最新的备份 {path} 与写入时不同。',
    why: '它在做好并核对之后被改动或截断了：磁盘出错，或有人动过。它已无法完整打开。',
    fix: '在 {host} 上立即备份一次：`sudo systemctl start {unit}.service`\n检查存放 {path} 的磁盘：`sudo dmesg | grep -i error`',
  },
  'upkeep.backup-gone': {
    what: '{host} 最新的备份 {path} 不见了。',
    why: '它被删除了，或者那里本应挂载的磁盘没有挂载。',
    fix: '如果那里应挂载磁盘或共享，请先挂载。\n在 {host} 上立即备份一次：`sudo systemctl start {unit}.service`',
  },
}
