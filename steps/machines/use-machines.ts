import { problem } from '../../src/errors/problem.js'
import { nextName } from '../../src/topology/names.js'
import { loginUser } from '../../src/topology/values.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { DraftHost } from '../../src/wizard/draft.js'
import type { Edit } from '../../src/wizard/edit.js'
import {
  addHosts,
  changeHost,
  learnAddress,
  nameUser,
  removeHost,
} from '../../src/wizard/hosts/edit-hosts.js'
import { fieldBeside, formOf, readForm } from '../../src/wizard/hosts/host-form.js'
import { completedAlias } from '../../src/wizard/hosts/host-names.js'
import { offerHosts } from '../../src/wizard/hosts/offered-hosts.js'
import { type ParsedHosts, parseHosts } from '../../src/wizard/hosts/parse-hosts.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { createProber } from '../../src/wizard/probe/prober.js'
import { nextQuestions } from './machines-now.js'

export type MachinesActions = ReturnType<typeof machinesActions>

/** What the operator can do on this screen. Each takes the answers as they are then, not as the frame showed them. */
export function machinesActions({ draft, bench, learned, change }: StepProps) {
  const screen = learned.machines
  const set = (changed: Partial<MachinesScreen>) => screen.update((before) => ({ ...before, ...changed }))
  /** The one that looks at the hosts since the program began: it goes on while other screens are on. */
  const prober = () => {
    const known =
      learned.prober.get() ??
      createProber({
        probe: bench.probe,
        board: learned.probes,
        questions: learned.questions,
        onFacts: (host, facts) => change(learnAddress(host, facts)),
        signal: learned.signal,
      })
    learned.prober.set(known)
    return known
  }
  const edit = (how: Edit) => {
    let hosts: readonly DraftHost[] = []
    change((draft) => {
      const after = how(draft)
      hosts = after.file.hosts
      return after
    })
    prober().follow(hosts)
  }
  const add = (text: string) => {
    const aliases = learned.sshAliases.get()
    let parsed: ParsedHosts = { hosts: [], mistakes: [] }
    edit((draft) => {
      const existing = draft.file.hosts
      parsed = parseHosts(text, { existing, aliases, usual: usualOf(existing) })
      return addHosts(parsed.hosts)(draft)
    })
    set({ told: { added: parsed.hosts.length, mistakes: parsed.mistakes }, isWarned: false })
    return parsed
  }
  /** Turns to what a connection asks, or to what it will ask next. */
  const answerNext = () => set({ focus: 'question', answering: nextQuestions(learned.questions.get()) })
  return {
    set,
    /** Adds to what stands in the line that adds. */
    typeOn: (text: string) => set({ focus: 'field', typed: screen.get().typed + text }),
    /** The name of `~/.ssh/config` that is being typed there; false where it is none. */
    completeAlias: () => {
      const typed = completedAlias(screen.get().typed, learned.sshAliases.get())
      if (typed !== undefined) set({ typed })
      return typed !== undefined
    },
    closeForm: () => screen.update(({ form: _form, ...before }) => ({ ...before, focus: 'table' })),
    begin: () => {
      edit(offerHosts(bench))
      if (learned.sshAliases.get().length === 0) void bench.sshAliases().then(learned.sshAliases.set)
    },
    addTyped: () => {
      const { typed } = screen.get()
      const { hosts, mistakes } = add(typed)
      const isWrong = hosts.length === 0 && mistakes.some(({ problem }) => problem.severity === 'error')
      // A slip is corrected where it stands.
      if (!isWrong) set({ typed: '' })
    },
    /** A list, wherever the operator is; what was typed stays where it is. */
    addPasted: (text: string) => {
      add(text)
      const { focus, answering } = screen.get()
      if (focus === 'question' && answering.length === 0) set({ focus: 'field' })
    },
    remove: (name: string) => {
      edit(removeHost(name))
      set({ isWarned: false })
    },
    again: (hosts: readonly DraftHost[]) => {
      prober().again(hosts)
      set({ isWarned: false })
    },
    answerNext,
    nameUser: (typed: string) => {
      const user = typed.trim()
      if (!loginUser.safeParse(user).success) {
        const found = problem('hosts.invalid-user', { found: user.slice(0, 60), line: 1 })
        set({ told: { added: 0, mistakes: [{ line: 1, text: user, problem: found }] } })
        return
      }
      edit(nameUser(user))
      set({ isWarned: false })
      answerNext()
    },
    openForm: (host?: DraftHost) => {
      const names = draft.file.hosts.map(({ name }) => name)
      set({ focus: 'form', form: formOf(host, nextName(names)) })
    },
    moveInForm: (by: 1 | -1) => {
      const { form } = screen.get()
      if (form !== undefined) set({ form: { ...form, field: fieldBeside(form, by) } })
    },
    saveForm: () => {
      const { form } = screen.get()
      if (form === undefined) return
      edit((draft) => {
        const read = readForm(form, draft.file.hosts)
        if ('problem' in read) {
          set({ form: { ...form, ...read } })
          return draft
        }
        const { host } = read
        screen.update(({ form: _form, ...before }) => ({
          ...before,
          focus: 'table',
          selected: host.name,
          isWarned: false,
        }))
        return (form.host === undefined ? addHosts([host]) : changeHost(form.host.name, host))(draft)
      })
    },
  }
}

/** The next hosts are reached as the last one, until a line says otherwise. */
function usualOf(hosts: readonly DraftHost[]): Pick<DraftHost, 'user' | 'identityFile'> {
  const last = hosts.findLast(({ local }) => local !== true)
  if (last === undefined || last.user === '') return { user: '' }
  const { user, identityFile } = last
  return identityFile === undefined ? { user } : { user, identityFile }
}
