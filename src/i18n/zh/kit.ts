export const texts = {
  'by-hand.silent':
    '{host} 由人工安装，还没有它的回执。制作工具包：create-metis-node bundle export-host {host} --os debian-12 --cpu avx2',
  'by-hand.told': '{host} 由人工安装；对它的了解来自 {age}前。',
  'by-hand.left': '留给 {host} 的工具包：{count} 项更改。create-metis-node bundle export-host {host}',
  'by-hand.left-silent': '留给 {host} 的工具包：全部内容。create-metis-node bundle export-host {host}',
  'by-hand.held': '{waiting} 要等 {host} 的工具包先完成。请先执行它，导入回执，再 apply。',
  'by-hand.not-here': '{host} 由人工安装：请在它自己的控制台上操作。',
  'by-hand.destroy':
    '{host} 由人工安装，保持原样。请在它的控制台上执行：systemctl disable --now {units}；然后删除 {root} 和 /etc/systemd/system/metis-*',
  'status.by-hand': '人工',
  'by-hand.nothing-else': '在可以连接的主机上没有需要做的事。',
  'by-hand.plan': '人工，使用工具包',
  'by-hand.plan-held': '要等 {hosts} 的工具包完成',
  'export-host.nothing': '没有需要带去的东西：从上一份回执看，{host} 与 org.yaml 一致。',
  'export-host.other-unseen': '有其他主机无法询问；{host} 的工具包只依据它自己的回执制作。',
  'export-host.done': '{host} 的工具包在 {path}：{steps} 个步骤，{bytes}，用于 {system}（{cpu}）。',
  'export-host.sum': '口头核对用（sha256sum run.sh）：{sum}',
  'export-host.secrets':
    '里面有 {host} 的密钥，也只有它的。请亲自携带，用完后删除，这里的也一样：bash run.sh --wipe',
  'export-host.apply-first':
    '在此之前，先在其他主机上执行：create-metis-node apply。此后 Consul 才认得 {host} 的令牌。',
  'export-host.next': '请复制到 {host}，在那里以 root 身份执行：bash run.sh',
  'import-receipt.said': '{host}，{made}（工具包 {kit}）：{system}，本安装程序放置了 {receipts} 项内容。',
  'import-receipt.instance': '  {instance}：{state}  {says}',
  'import-receipt.older': '之前已导入 {host} 更新的回执（{stored}），这份写于 {made}。仍要使用吗？',
  'import-receipt.again': '{host} 的这份回执之前已经导入。',
  'import-receipt.done': '已导入。create-metis-node plan 现在了解 {host}。',
  'kit.run.usage':
    'bash run.sh             完成所有尚未完成的步骤，并写出回执\nbash run.sh --check     只查看哪些已完成、哪些未完成，不做任何改动\nbash run.sh --receipt   只重新写一份回执\nbash run.sh --wipe      删除本工具包，只留下回执',
  'kit.run.begin': '{organisation} 的工具包，用于 {host}（{address}），制作于 {made}。',
  'kit.run.not-root': '需要以 root 身份执行：sudo bash run.sh',
  'kit.run.not-this-host':
    '本工具包用于地址为 {address} 的 {host}。这台机器是 {hostname}，地址为：{found}\n请把工具包带到 {host}，或改正 org.yaml 中的地址后重新制作。',
  'kit.run.other-machine':
    '这台机器的地址与 {host} 相同，但不是导入过回执的那一台：机器标识不同。\n如果 {host} 已重新安装，请删除 org.yaml 旁边的 receipts/{host}.json，再制作一个工具包。',
  'kit.run.no-systemd': '这台机器不是由 systemd 启动的，而各服务需要它。',
  'kit.run.other-architecture': '本工具包中的程序用于 x86_64，这台机器是 {found}。',
  'kit.run.other-system':
    '本工具包用于 {system}，这台机器是 {found}。\n请重新制作：bundle export-host {host} --os {found}',
  'kit.run.other-cpu':
    '本工具包用于 {cpu} 类的 CPU，这台机器是 {found}。\n请重新制作：bundle export-host {host} --cpu {found}',
  'kit.run.other-organisation': '这里已装有另一个组织 {found} 的内容：{file}',
  'kit.run.busy': '这台主机上仍有之前的操作在进行。请等它结束后再执行一次。',
  'kit.run.no-hold':
    '无法防止他人同时操作：/run/metis-hold 无法写入，或缺少 flock。请查看 `df -h /run` 与 `command -v flock`。',
  'kit.run.nothing-done': '没有做任何改动。',
  'kit.run.checking': '正在校验工具包的 {files} 个文件……',
  'kit.run.file-missing': '工具包缺少文件 {file}。请重新带来完整的工具包。',
  'kit.run.file-differs': '文件 {file} 与制作时不一致：途中损坏或被改动。请重新带来完整的工具包。',
  'kit.run.secrets-gone': '本工具包的密钥在用完后已删除。请重新制作工具包。',
  'kit.run.step': '[{number}/{count}] {title}',
  'kit.run.step-done': '[{number}/{count}] 已完成：{title}',
  'kit.run.step-open': '[{number}/{count}] 待完成：{title}',
  'kit.run.step-took': '        完成（{seconds} 秒）',
  'kit.run.failed':
    '\n{host} 上第 {number} 步（共 {count} 步）失败：{title}\n最后的输出见上方和 {log}；所执行的命令见 run.sh 中的 action_{number}。\n之后的步骤没有开始。请按提示处理后再执行一次，已完成的步骤会跳过。',
  'kit.run.stopping': '\n完成这一步后停止，以免留下一半。再按一次 Ctrl-C 立即离开。',
  'kit.run.stopped': '已在第 {number} 步（共 {count} 步）之后停止。再执行一次即可继续。',
  'kit.run.stopped-at-once': '已离开。正在进行的步骤会自行做完；下次执行会等它结束再继续。',
  'kit.run.all-done': '\n{count} 个步骤全部完成，其中 {did} 个是这次完成的。',
  'kit.run.all-done-before': '\n{count} 个步骤此前都已完成，没有做任何改动。',
  'kit.run.looked': '\n{count} 个步骤中有 {open} 个待完成。没有做任何改动。',
  'kit.run.receipt': '回执在 {path}\n请带回去执行：create-metis-node import-receipt {host}.receipt',
  'kit.run.receipt-failed': '无法把回执写到 {path}。',
  'kit.run.ask-wipe': '本工具包中有 {host} 的密钥。现在删除工具包，只留下回执吗？[y/N]',
  'kit.run.keep-safe':
    '本工具包中有 {host} 的密钥：不再需要时请执行 bash run.sh --wipe，每一份副本都要删除。',
  'kit.run.wiped': '已删除 {path} 中的工具包，只留下回执。',
  'kit.run.wipe-failed': '无法删除 {path} 中的工具包。请在可写的地方删除它。',
  'kit.head.what': '在主机的控制台上以 root 身份安装组织 {organisation} 的 {host}（{address}）：',
  'kit.head.same':
    '所做的与 `create-metis-node apply` 在那里所做的相同，顺序和命令都一样。可以重复执行，已完成的步骤会跳过。',
  'kit.head.made': '由 create-metis-node {installer} 制作于 {made}，用于 {system} 和 {cpu} 类的 CPU。',
  'kit.head.before': '在此之前必须已运行：{instances}',
  'kit.head.steps': '步骤：',
  'kit.head.why': '原因：{because}',
  'kit.head.settings': '本工具包的用途和组成',
  'kit.head.actions': '各步骤：做什么，以及主机如何表明它已完成',
  'kit.head.functions': '各步骤所用的函数，与 `apply` 所用的相同',
  'kit.head.driver': '步骤之外所做的事',
  'kit.readme':
    '{organisation} 的工具包，用于 {host}（{address}），制作于 {made}。\n\n1. 把这个文件夹复制到 {host}，例如用 U 盘。\n2. 在那里以 root 身份执行：bash run.sh\n   它先校验每个文件，然后完成 {count} 个步骤，已完成的会跳过。\n   想先看看：bash run.sh --check；也可以直接阅读 run.sh，它就是写给人看的。\n   如果控制台不能显示中文，请用 --lang en 重新制作工具包。\n3. 把 {host}.receipt 带回来执行：create-metis-node import-receipt {host}.receipt\n4. 如果有文件 `secrets`，里面是这一台主机的密钥。用完请删除工具包，U 盘上的也要删除：bash run.sh --wipe\n\n执行前如需口头核对，本工具包是\n{sum}\n`sha256sum run.sh` 必须显示同样的内容。',
}
