export const texts = {
  'connection.name-unknown': {
    what: '找不到主机 {host} 的名称 {address}。',
    why: '本机使用的域名服务器没有这个名称（{reason}）。',
    fix: '检查 org.yaml 中的 hosts.{host}.ssh，或直接写 IP 地址\n可以试试：`getent hosts {address}`',
  },
  'connection.refused': {
    what: '主机 {host} 拒绝了到 {address} 端口 {port} 的连接。',
    why: '那里没有 SSH 服务在监听：可能还没启动、用了别的端口，或被防火墙拒绝。',
    fix: '在主机控制台上执行：`systemctl status ssh`\n如果 sshd 用的是别的端口，写入 org.yaml：hosts.{host}.port',
  },
  'connection.no-route': {
    what: '没有到主机 {host}（{address}）的路由。',
    why: '主机关机或断网，或本机所在网络到不了那里（{reason}）。',
    fix: '确认主机已开机，然后执行：`ping -c 3 {address}`\n检查本机路由：`ip route get {address}`',
  },
  'connection.timed-out': {
    what: '主机 {host} 在 {address} 端口 {port} 没有应答。',
    why: '地址写错、主机关机，或防火墙直接丢弃了数据包。',
    fix: '检查 org.yaml 中 {host} 的地址\n在本机试试：`nc -vz -w 5 {address} {port}`\n在 {host} 的防火墙上为本机开放 TCP 端口 {port}',
  },
  'connection.dropped': {
    what: '主机 {host} 在登录完成前断开了连接。',
    why: '它的 SSH 服务正在启动或停止、同时登录过多，或屏蔽了本机（{reason}）。',
    fix: '等一分钟后重试\n在主机控制台上执行：`journalctl -u ssh -n 20`\n如果那里运行着 fail2ban：`fail2ban-client status sshd`',
  },
  'connection.not-ssh': {
    what: '主机 {host} 在 {address} 端口 {port} 应答的不是 SSH 服务。',
    why: '这个端口属于别的服务（{reason}）。',
    fix: '看看它说什么：`nc {address} {port}`\n更正 org.yaml 中的 hosts.{host}.port',
  },
  'connection.no-common-algorithm': {
    what: '主机 {host} 与本程序在 SSH 的某一部分没有共同的算法：{reason}',
    why: '本程序支持 curve25519-sha256、ecdh-sha2-*、diffie-hellman-group14/16/18（不支持 mlkem、sntrup 等后量子密钥交换）、普通主机密钥（不支持证书）、AES 与 ChaCha20。',
    fix: '在主机上执行：`sshd -T | grep -E "^(kexalgorithms|ciphers|macs|hostkeyalgorithms)"`\n在 /etc/ssh/sshd_config 中再启用一种：KexAlgorithms +curve25519-sha256，HostKeyAlgorithms +ssh-ed25519，Ciphers +aes128-gcm@openssh.com；然后 `sudo systemctl reload ssh`',
  },
  'connection.session-refused': {
    what: '主机 {host} 允许 {user} 登录，但不打开会话：{reason}',
    why: 'sshd 在一个连接中打开的会话数由 MaxSessions 决定；这里有一个就够，0 则不行。',
    fix: '在主机控制台上执行：`sudo sshd -T -C user={user} | grep -i maxsessions`\n在 /etc/ssh/sshd_config 中写上 MaxSessions 10，然后 `sudo systemctl reload ssh`',
  },
  'connection.failed': {
    what: '连接主机 {host} 失败：{reason}',
    why: '与 {address} 端口 {port} 的 SSH 会话没有建立起来。',
    fix: '手工试试：`ssh -v -p {port} {user}@{address}`\n在主机控制台上执行：`journalctl -u ssh -n 20`',
  },
  'connection.jump-failed': {
    what: '无法经跳板机到达主机 {host}（{address} 端口 {port}）。',
    why: '跳板机允许登录，但不能或不许继续连接（{reason}）。',
    fix: '在跳板机上执行：`nc -vz -w 5 {address} {port}`\n在跳板机上执行：`sshd -T | grep -i allowtcpforwarding` 结果必须是 yes',
  },
  'connection.host-key-unconfirmed': {
    what: '主机 {host}（{address} 端口 {port}）的主机密钥尚未确认。',
    why: '还没有人确认 {fingerprint}（{type}）真的属于这台主机；不确认就连接，对面可能是别人的机器。',
    fix: '在主机自己的控制台上执行：`ssh-keygen -lf /etc/ssh/{file}` 必须显示 {fingerprint}\n然后在终端里再次执行命令（不带 --yes）并确认，或写入 org.yaml：`hostKey: {fingerprint}`\n在可信网络上自动执行时：--accept-new-host-keys',
  },
  'connection.host-key-changed': {
    what: '主机 {host}（{address} 端口 {port}）的主机密钥变了：已知的是 {expected}，现在收到的是 {fingerprint}（{type}）。',
    why: '主机重装过，或有别人在这个地址上应答。没有向它发送任何内容。',
    fix: '在主机自己的控制台上执行：`ssh-keygen -lf /etc/ssh/{file}`\n只有显示 {fingerprint} 时才执行：`ssh-keygen -f "{knownHosts}" -R "{name}"`，然后重试\n如果显示的不同：停下来，查清是谁在 {address} 上应答',
  },
  'connection.host-key-not-as-written': {
    what: '主机 {host} 的主机密钥与 org.yaml 不符：文件中写的是 {expected}，收到的是 {fingerprint}（{type}）。',
    why: '主机重装过、这一行属于别的主机或它的另一种密钥，或有别人在 {address} 上应答。没有向它发送任何内容。',
    fix: '在主机自己的控制台上执行：`ssh-keygen -lf /etc/ssh/{file}`\n只有显示 {fingerprint} 时，才写入 org.yaml：`hostKey: {fingerprint}`',
  },
  'connection.known-hosts-unusable': {
    what: '无法使用已知主机密钥的文件 {file}。',
    why: '{reason}',
    fix: '让它属于你并且可读写：`chmod 600 {file}`',
  },
  'connection.key-file-missing': {
    what: '主机 {host} 的私钥文件 {file} 不存在。',
    why: 'org.yaml 指定了它；以 ~/ 开头的路径在你的主目录下。',
    fix: '更正 org.yaml 中的 identityFile，或把私钥复制到 {file}\n或新建一个：`ssh-keygen -t ed25519 -f {file}`',
  },
  'connection.key-file-unreadable': {
    what: '无法读取主机 {host} 的私钥文件 {file}。',
    why: '{reason}',
    fix: '看看它属于谁：`ls -l {file}`\n改为属于你：`sudo chown $USER {file}`',
  },
  'connection.key-file-too-open': {
    what: '私钥文件 {file} 可以被其他人读取（权限 {reason}）。',
    why: '别人能读的私钥就不再是秘密；OpenSSH 同样会拒绝。',
    fix: '`chmod 600 {file}`',
  },
  'connection.key-file-invalid': {
    what: '私钥文件 {file} 中没有可用的私钥。',
    why: '{reason}',
    fix: '检查：`ssh-keygen -y -f {file}`\n转换为 OpenSSH 格式：`ssh-keygen -p -f {file}`',
  },
  'connection.key-file-public': {
    what: '身份文件 {file} 是公钥；登录需要私钥。',
    why: '私钥通常就在旁边，文件名相同，只是没有 .pub。',
    fix: '在 org.yaml 中写：identityFile: {reason}',
  },
  'connection.key-file-putty': {
    what: '身份文件 {file} 是 PuTTY 的密钥，其格式在这里无法读取。',
    why: '{reason}',
    fix: '转换它：`puttygen {file} -O private-openssh -o {file}.openssh`（软件包 putty-tools；在 PuTTYgen 中：Conversions，Export OpenSSH key）\n然后在 org.yaml 中写：identityFile: {file}.openssh',
  },
  'connection.too-many-keys': {
    what: '主机 {host} 中断了 {user} 的登录：提供的密钥太多。',
    why: '提供过：{tried}。主机把每个密钥都算作一次失败的登录（MaxAuthTries，默认 6 次）。',
    fix: '在 org.yaml 中指定正确的密钥：identityFile: ~/.ssh/id_ed25519，这样就会先提供它\n或从代理中删去一些密钥：`ssh-add -l`，`ssh-add -d FILE`',
  },
  'connection.passphrase-needed': {
    what: '主机 {host} 的私钥文件 {file} 已加密，但没有人给出口令。',
    why: '不能提问（没有终端、--yes 或 --json），或没有回答。',
    fix: '把私钥加入 agent：`ssh-add {file}`\n或在终端里执行命令，不带 --yes',
  },
  'connection.passphrase-wrong': {
    what: '{file} 的口令不对。',
    why: '私钥没有解开；没有向 {host} 发送任何内容。',
    fix: '重试并重新输入\n手工试试：`ssh-keygen -y -f {file}`',
  },
  'connection.login-refused': {
    what: '主机 {host} 拒绝 {user} 在 {address} 登录。',
    why: '已尝试：{tried}。主机接受的方式：{offered}。',
    fix: '把公钥放到主机上：`ssh-copy-id -p {port} {user}@{address}`\n在 org.yaml 中指定私钥：identityFile: ~/.ssh/id_ed25519\n没有在那里指定的加密私钥必须在 agent 里：ssh-add',
  },
  'connection.login-password-needed': {
    what: '主机 {host} 要求 {user} 的密码，但没有人给出。',
    why: '没有私钥被接受（已尝试：{tried}），也不能提问（没有终端、--yes 或 --json）。',
    fix: '把公钥放到主机上：`ssh-copy-id -p {port} {user}@{address}`\n或在终端里执行命令，不带 --yes',
  },
  'connection.login-password-wrong': {
    what: '主机 {host} 拒绝了 {user} 的密码。',
    why: '密码不对，或该用户不允许用密码登录。密码只发送了一次，不会自动重试，以免账号被锁。',
    fix: '重试并重新输入\n手工试试：`ssh -p {port} {user}@{address}`',
  },
  'connection.sudo-password-needed': {
    what: '主机 {host} 上的 sudo 要求 {of} 的密码，但没有人给出。',
    why: '登录成功；安装需要 root，而不能提问（没有终端、--yes 或 --json）。',
    fix: '在终端里执行命令，不带 --yes\n或事先给出密码，放在权限为 0600 的文件中：`--sudo-password-file FILE`\n或在主机上允许免密码：`echo "{user} ALL=(ALL) NOPASSWD: ALL" | sudo tee /etc/sudoers.d/metis`',
  },
  'connection.sudo-password-wrong': {
    what: '主机 {host} 上的 sudo 拒绝了 {of} 的密码。',
    why: '密码不对：sudo 要的是 {of} 的密码。密码只发送了一次，不会自动重试，以免账号被锁。',
    fix: '重试并重新输入\n在主机上试试：`sudo -k -v`',
  },
  'connection.sudo-not-allowed': {
    what: '用户 {user} 在主机 {host} 上不能成为 root。',
    why: 'sudo 的回答：{output}',
    fix: '在主机上以 root 执行：`usermod -aG sudo {user}`\n或在 org.yaml 中指定有权限的用户：hosts.{host}.user',
  },
  'connection.sudo-missing': {
    what: '主机 {host} 上没有 sudo。',
    why: '{user} 不是 root，而安装需要 root。',
    fix: '在主机上以 root 执行：`apt-get install sudo && usermod -aG sudo {user}`\n或以 root 登录：在 org.yaml 中写 user: root',
  },
  'connection.sudo-needs-terminal': {
    what: '主机 {host} 上的 sudo 只能在终端里使用。',
    why: '它的配置对 {user} 启用了 requiretty。',
    fix: '在主机上以 root 执行：`echo "Defaults:{user} !requiretty" > /etc/sudoers.d/metis-tty`',
  },
  'connection.no-bash': {
    what: '主机 {host} 上没有 bash。',
    why: '主机上的每一步都是 bash 脚本。主机的回答：{output}',
    fix: '在主机上以 root 执行：`apt-get install bash`',
  },
  'connection.no-root-shell': {
    what: '主机 {host} 允许 {user} 登录，但不为它启动程序。',
    why: '该账号可能没有登录 shell、被强制执行某个命令，或 sudo 要求的不止密码。主机的回答：{output}',
    fix: '手工试试：`ssh {user}@{address} sudo bash -c id`\n在主机上执行：`getent passwd {user}`',
  },
  'connection.lost': {
    what: '与主机 {host}（{address}）的连接断了。',
    why: '主机被关机或断网、网络故障，或 SSH 服务被停止。当时正在执行的步骤可能已完成，也可能没有。',
    fix: '确认主机已开机并可达：`ping -c 3 {address}`\n然后重试：它会查看现状并完成剩下的部分',
  },
  'connection.script-timed-out': {
    what: '主机 {host} 上的一个步骤没有在 {seconds} 秒内结束。',
    why: '它已被终止。主机可能过载，或在等待不会到来的东西。',
    fix: '看看主机在做什么：top、journalctl -n 50\n然后重试',
  },
  'connection.line-too-long': {
    what: '主机 {host} 发来的一行超过了 {mebibytes} MiB，仍未换行。',
    why: '正常的回答不会这么长：可能有程序在不停输出，或这台主机有问题。为避免耗尽本机内存，该步骤已被终止。',
    fix: '看看主机在做什么：top、journalctl -n 50\n然后重试',
  },
  'connection.too-much-output': {
    what: '主机 {host} 上的一个步骤输出超过了 {mebibytes} MiB。',
    why: '正常的回答不会这么长：可能有程序在不停输出，或这台主机有问题。为避免耗尽本机内存，该步骤已被终止。',
    fix: '看看主机在做什么：top、journalctl -n 50\n然后重试',
  },
  'connection.upload-source-unusable': {
    what: '无法把文件 {file} 发送到主机 {host}。',
    why: '{reason}',
    fix: '检查文件：`ls -l {file}`\n如果它在发送时被修改，请重试',
  },
  'connection.upload-failed': {
    what: '无法在主机 {host} 上写入文件 {path}。',
    why: '主机的回答：{output}',
    fix: '在主机上执行：`ls -ld "$(dirname {path})"; findmnt -T "$(dirname {path})"`（只读文件系统？）\n然后重试',
  },
  'connection.corrupted-upload': {
    what: '文件 {path} 到达主机 {host} 时已损坏。',
    why: '那里的校验和是 {actual}，应为 {expected}。{file} 与发布清单不符，或磁盘、内存有故障。没有用它安装任何东西。',
    fix: '检查源文件：`sha256sum {file}`\n如果显示 {expected}，请重试\n否则请重新获取该文件',
  },
  'connection.disk-full': {
    what: '主机 {host} 的磁盘已满：放不下 {path}。',
    why: '主机的回答：{output}。1 MB 以上的文件，已到达的部分留在那里，下次从那里继续。',
    fix: '在主机上看看空间被谁占用：`df -h "$(dirname {path})"; du -xh / | sort -h | tail -20`\n然后重试',
  },
  'connection.download-failed': {
    what: '无法把主机 {host} 的文件 {path} 复制到 {file}。',
    why: '{output}',
    fix: '在主机上执行：`ls -l {path}`\n在本机执行：`df -h "$(dirname {file})"`',
  },
  'connection.corrupted-download': {
    what: '主机 {host} 的文件 {path} 到达时已损坏。',
    why: '那里的校验和是 {expected}，这里是 {actual}：很可能它当时正在被写入。没有保留副本。',
    fix: '停止写入该文件的程序，然后重试',
  },
}
