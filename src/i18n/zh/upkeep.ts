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
}
