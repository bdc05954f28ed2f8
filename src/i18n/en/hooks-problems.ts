/** Problems of the commands that `hooks` of org.yaml names. */
export const texts = {
  'topology.hook-words': {
    what: '`{path}` is no command: {found}.',
    why: 'A command is a list of 1 to 50 words, the program first, none with a line break. It is started as it stands, by no shell.',
    fix: 'Write for instance: `done: [curl, --data-binary, @-, https://chat.example/hook]`\nWhere a shell is wanted, name it: `done: [sh, -c, "cat >> runs.log"]`',
  },
  'hook.not-confirmed': {
    what: 'The hooks of {file} did not run: nobody has confirmed them on this computer.',
    why: 'An org.yaml may come from somebody else, and its hooks run here, as you. They, or a file of the folder that they name, are new or changed.',
    fix: 'Read them, and confirm them once: `create-metis-node hooks`',
  },
  'hook.failed': {
    what: 'The hook for {event} ended with {status}: {command}',
    why: 'It is a command of your own. What it was to tell may have reached nobody; the run itself is not touched by it.',
    fix: 'Mend it, and see whether it works: `create-metis-node hooks --try {event}`',
  },
  'hook.too-slow': {
    what: 'The hook for {event} was ended after {seconds} s: {command}',
    why: 'Hooks are waited for at the end of a run, and must not hold up what comes after it.',
    fix: 'Make it leave long work to another program, then: `create-metis-node hooks --try {event}`',
  },
  'hook.not-started': {
    what: 'The hook for {event} could not be started ({reason}): {command}',
    why: 'The first word is a program on the PATH, or a path from the folder of org.yaml on that may be executed. It is started by no shell.',
    fix: 'Correct the first word, then: `create-metis-node hooks --try {event}`',
  },
}
