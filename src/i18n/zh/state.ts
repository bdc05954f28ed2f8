export const texts = {
  'state.locked': {
    what: '{host} 上的 {user} 正在操作这个组织：`{command}`，进程号 {pid}，开始于 {since}。',
    why: '两个安装程序同时运行会互相破坏，因此一个组织同一时间只允许一个。',
    fix: '等它结束，或在它运行的终端按 Ctrl-C。\n如果 {host} 上它确实已不在运行：`rm -- {quoted}`',
  },
  'state.write-failed': {
    what: '无法写入 {path}：{reason}。',
    why: '磁盘已满或只读，或者目录属于其他账号。',
    fix: '检查目录及其磁盘：`ls -ld -- {quotedFolder}; df -h -- {quotedFolder}`\n腾出空间或把目录改归当前账号，然后重试。',
  },
  'state.file-unreadable': {
    what: '无法读取 {path}：{reason}。',
    why: '路径写错、文件在别处，或者文件属于其他账号。',
    fix: '检查路径：`ls -l -- {quoted}`',
  },
  'state.file-too-large': {
    what: '{path} 有 {mebibytes} MiB，最多读取 {most} MiB。',
    why: '本程序保存的文件远小于此：这是另一个文件，或者有程序不停地往里写。',
    fix: '查看该文件，并换成正确的文件：`ls -l -- {quoted}`',
  },
  'state.secrets-missing': {
    what: '找不到 {path}。',
    why: '密码和密钥不进入版本管理，因此从版本管理取得的目录里没有这个文件：它在为这个组织运行过 init 或 apply 的机器上。',
    fix: '请在那台机器上运行本命令。\n或者从那里或从组织目录的备份复制该文件，然后：`chmod 600 -- {quoted}`\n或者用恢复口令或操作员的密钥取回主机上保存的内容：`create-metis-node pull`\n仅当这个组织从未安装过任何东西时，才重新生成：`create-metis-node apply`',
  },
  'state.secrets-open-to-others': {
    what: '{path} 存有密码或密钥，但其他账号可以读取或修改它（权限 {mode}）。',
    why: '复制或解压时没有保留权限。能读到它的人可能已经知道其中内容。',
    fix: '`chmod 600 -- {quoted}`',
  },
  'state.secrets-damaged': {
    what: '{path} 不是有效的密钥文件：{reason}。',
    why: '文件被编辑或截断。其中的密码和密钥也在各主机上使用，所以绝不会悄悄重新生成。',
    fix: '从组织目录的备份中恢复它，然后重试。\n或者把它移开，再用恢复口令或操作员的密钥取回主机上保存的内容：`mv -- {quoted} {quoted}.damaged && create-metis-node pull`\n仅当这个组织从未安装过任何东西时：`rm -- {quoted}`',
  },
  'state.secrets-tracked': {
    what: '{secrets} 已被纳入版本库。',
    why: '无论现在还是以后，能读取该版本库的人都会得到本组织的密码和密钥；即使删除，历史记录中仍然保留。',
    fix: '在 {folder} 中执行：`git rm --cached {line} && echo {line} >> .gitignore`，然后提交。\n如果其他人曾能读取该版本库，请更换密码。',
  },
  'state.secrets-not-ignored': {
    what: '没有任何设置阻止 {secrets} 进入版本库。',
    why: '下一次 `git add .` 就会把本组织的密码和密钥提交进去，能读取版本库的人都能看到。',
    fix: '在 {gitignore} 中加上一行 {line}：`echo {line} >> {quoted}`',
  },
  'state.secret-kind-changed': {
    what: '{path} 中的 `{name}` 是 {found}，而需要的是 {wanted}。',
    why: '文件属于其他版本的安装程序，或被编辑过。',
    fix: '从组织目录的备份中恢复它，或使用写入它的那个版本。',
  },
  'state.rotation-damaged': {
    what: '{path} 不是有效的轮换记录：{reason}。',
    why: '它保存着正在更换的密码或密钥的新旧两个值，被编辑或截断了。主机上可能是其中任何一个。',
    fix: '从组织目录的备份中恢复它，然后重试。\n仅当此后没有更换过任何密码或密钥时：`rm -- {quoted}`，然后 `create-metis-node apply`',
  },
  'state.secret-file-empty': {
    what: '{path} 是空的，其中应有一个密码。',
    why: '没有写入密码，或者输出密码的程序失败了。',
    fix: '把密码写入其中，只占一行：`install -m 600 /dev/null {quoted} && "$EDITOR" {quoted}`',
  },
  'state.secret-file-several-lines': {
    what: '{path} 不止一行，而密码只能是一行。',
    why: '指定了别的文件，或者把多个密码写进了同一个文件。',
    fix: '文件中只保留密码，一行。',
  },
  'state.key-published': {
    what: '{path} 是随旧部署脚本公开发布过的密钥或证书（{name}）。',
    why: '它的私钥人人都有，起不到任何保护作用。',
    fix: '申请自己的证书并在 org.yaml 中写明其文件，或去掉其中的 `tls`。\n仅用于测试：`openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj /CN=metis -keyout tls.key -out tls.crt`',
  },
  'state.pins-damaged': {
    what: '{path} 不是有效的校验和清单：{reason}。',
    why: '文件被编辑或截断。',
    fix: '从组织目录的备份或版本库中恢复它。\n或者删除它，下一次 apply 会记录所见文件的校验和：`rm -- {quoted}`',
  },
  'state.nothing-runs': {
    what: '这个组织当前没有正在运行的命令，因此没有可要求的对象。',
    why: '命令已自行结束，或者它运行在另一个目录。',
    fix: '查看上一次运行的结果：`create-metis-node watch`',
  },
  'state.runs-elsewhere': {
    what: '它运行在 {host} 上（{user} 的进程 {pid}），无法从这里对它提出要求。',
    why: '只能要求同一台机器上的进程停止、暂停或继续。',
    fix: '在 {host} 的同一目录中运行：`create-metis-node watch --stop`',
  },
  'state.stop-refused': {
    what: '当前账号无权对 {user} 的进程 {pid} 提出要求。',
    why: '它属于另一个账号。',
    fix: '请 {user} 在它运行的终端按 Ctrl-C，或运行：`create-metis-node watch --stop`',
  },
  'state.no-pause': {
    what: '无法要求 {command}（进程 {pid}）暂停。',
    why: '它还没有执行任何动作，或者属于不支持暂停的程序版本。',
    fix: '等它开始执行后再要求：`create-metis-node watch --pause`\n要停止它：`create-metis-node watch --stop`',
  },
  'state.stop-unsupported': {
    what: '在 Windows 上无法要求进程 {pid} 做完手头的动作再停止。',
    why: 'Windows 只能直接结束另一个进程，那样会留下做了一半的动作。',
    fix: '如果它有窗口，请在其中按 Ctrl-C。\n否则让它自行结束。确实不能继续时才运行：`taskkill /F /PID {pid}`；之后 apply 会补全做了一半的动作。',
  },
  'state.draft-missing': {
    what: '保存的答案 {path} 已不存在。',
    why: '文件被删除，或者本程序的另一个窗口已经用完它。',
    fix: '重新开始，或者按目录打开该组织。',
  },
  'state.draft-newer': {
    what: '保存的答案 {path} 由更新版本的 create-metis-node 写入。',
    why: '当前版本不认识其中的全部内容，因此原样保留。',
    fix: '用新版本继续：`npx create-metis-node@latest`\n或用当前版本重新开始：该文件会保留给新版本。',
  },
  'state.draft-damaged': {
    what: '无法读取保存的答案 {path}：{reason}。',
    why: '文件被编辑或截断。它已移到 {aside}，不会再被提供。',
    fix: '重新开始；已安装的内容和已写入目录的文件不受影响。\n查看其中内容：`less -- {quoted}`',
  },
  'state.sealed-too-large': {
    what: '要打开的内容超过 {limit} MiB，因此没有读取。',
    why: '一个组织的密封密钥只有几 KB：这是别的文件。',
    fix: '查看所给的内容：它应以 `-----BEGIN AGE ENCRYPTED FILE-----` 开头。',
  },
  'state.sealed-too-costly': {
    what: '打开这份密封密钥所需的计算量超出常理，因此没有开始。',
    why: 'create-metis-node 密封时使用的密钥少于 {keys} 个，scrypt 工作因子低于 {factor}：这个文件是别人做的。',
    fix: '改用另一台主机上的记录，或 `secrets.json` 的备份。\n如果您信任这个文件，可用 age 自己打开：`age --decrypt`',
  },
  'state.sealed-damaged': {
    what: '密封的密钥已损坏或被改动，或者不是 age 文件。',
    why: '只有正确的密钥才能算出的校验值不符，因此其中的内容都不可信。',
    fix: '改用另一台主机上的记录，或 `secrets.json` 的备份。',
  },
  'state.sealed-for-keys': {
    what: '这些密钥是为运维人员的公钥密封的，而给出的是口令。',
    why: '密封时 org.yaml 里写有 `operators`；此时只有其中某人的私钥才能打开。',
    fix: '请提供其中一位运维人员的身份文件（`AGE-SECRET-KEY-1…`）。',
  },
  'state.sealed-with-passphrase': {
    what: '这些密钥是用恢复口令密封的，而给出的是私钥。',
    why: '密封时 org.yaml 里没有 `operators`。',
    fix: '请提供恢复口令；在 `secrets.json` 还在的机器上可以查看：`create-metis-node secrets show recovery-passphrase`',
  },
  'state.passphrase-wrong': {
    what: '这个口令打不开密封的密钥。',
    why: '口令输错了，或属于另一个组织，或者密封之后（或之前）换过口令。',
    fix: '请逐字核对；在 `secrets.json` 还在的机器上：`create-metis-node secrets show recovery-passphrase`',
  },
  'state.identity-not-allowed': {
    what: '这些密钥不是为这把私钥密封的。',
    why: '密封时，它的公钥不在 org.yaml 的 `operators` 里。',
    fix: '查看它的公钥：`age-keygen -y 文件`\n请使用另一位运维人员的私钥；能打开的人可以把这个公钥加进 `operators` 并执行 apply。',
  },
  'state.identity-unusable': {
    what: '给出的密钥不是 age 身份文件。',
    why: '文件里应有一行 `AGE-SECRET-KEY-1…`，其余只能是注释。公钥（`age1…`）、SSH 密钥、硬件中的密钥，以及受口令保护的文件都不能用在这里。',
    fix: '请提供 `age-keygen -o 文件` 生成的文件。\n如果它受口令保护，请先在别人读不到的地方打开：`age --decrypt 文件`',
  },
}
