/** 关于 org.yaml 中 `hooks` 所列命令的问题。 */
export const texts = {
  'topology.hook-words': {
    what: '`{path}` 不是一条命令：{found}。',
    why: '命令是 1 到 50 个词的列表，第一个是程序，词中不能换行。命令按原样启动，不经过 shell。',
    fix: '例如可以写：`done: [curl, --data-binary, @-, https://chat.example/hook]`\n需要 shell 时请写明：`done: [sh, -c, "cat >> runs.log"]`',
  },
  'hook.not-confirmed': {
    what: '{file} 中的 hooks 没有运行：还没有人在这台电脑上确认过。',
    why: 'org.yaml 可能来自别人，而其中的 hooks 会以您的身份在这里运行。这些命令或其引用的目录内文件是新的，或有改动。',
    fix: '请阅读并确认一次：`create-metis-node hooks`',
  },
  'hook.failed': {
    what: '事件 {event} 的 hook 以 {status} 结束：{command}',
    why: '这是您自备的命令。它要通知的内容可能没有送达任何人；运行本身不受影响。',
    fix: '修正它，再看是否正常：`create-metis-node hooks --try {event}`',
  },
  'hook.too-slow': {
    what: '事件 {event} 的 hook 在 {seconds} 秒后被终止：{command}',
    why: '运行结束时会等待 hook，它不能拖住后面的事情。',
    fix: '请让它把耗时的工作交给别的程序，然后：`create-metis-node hooks --try {event}`',
  },
  'hook.not-started': {
    what: '事件 {event} 的 hook 无法启动（{reason}）：{command}',
    why: '第一个词应是 PATH 中的程序，或从 org.yaml 所在目录算起、可以执行的路径。命令不经过 shell 启动。',
    fix: '请改正第一个词，然后：`create-metis-node hooks --try {event}`',
  },
}
