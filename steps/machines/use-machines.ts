import { problem } from '../../src/errors/problem.js'
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
import { nextName } from '../../src/wizard/hosts/host-names.js'
import { offerHosts } from '../../src/wizard/hosts/offered-hosts.js'
import { type ParsedHosts, parseHosts } from '../../src/wizard/hosts/parse-hosts.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { createProber, type Prober } from '../../src/wizard/probe/prober.js'
import { nextQuestions } from './machines-now.js'

export type MachinesProps = Pick<StepProps, 'bench' | 'learned' | 'change'>

/** What the operator can do on this screen. Each takes the answers as they are then, not as the frame showed them. */
export interface MachinesActions {
  readonly begin: () => void
  /** What stands in the line that adds. */
  readonly addTyped: () => void
  /** A list, wherever the operator is; what was typed stays where it is. */
  readonly addPasted: (text: string) => void
  readonly remove: (name: string) => void
  readonly again: (hosts: readonly DraftHost[]) => void
  /** Turns to what a connection asks, or to what it will ask next. */
  readonly answerNext: () => void
  readonly nameUser: (user: string) => void
  readonly openForm: (host: DraftHost | undefined, all: readonly DraftHost[]) => void
  readonly saveForm: () => void
  readonly moveInForm: (by: 1 | -1) => void
  readonly closeForm: () => void
  /** What stands in the line that adds. */
  readonly typedNow: () => string
  readonly set: (change: Partial<MachinesScreen>) => void
}

export function machinesActions({ bench, learned, change }: MachinesProps): MachinesActions {
  const screen = learned.machines
  const set = (changed: Partial<MachinesScreen>) => screen.update((before) => ({ ...before, ...changed }))
  const edit = (how: Edit) => {
    let hosts: readonly DraftHost[] = []
    change((draft) => {
      const after = how(draft)
      hosts = after.file.hosts
      return after
    })
    proberOf({ bench, learned, change }).follow(hosts)
  }
  const add = (text: string): ParsedHosts => {
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
  const answerNext = () => {
    const answering = nextQuestions(learned.questions.get())
    set({ focus: 'question', answering })
  }
  return {
    set,
    typedNow: () => screen.get().typed,
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
    addPasted: (text) => {
      add(text)
      const { focus, answering } = screen.get()
      if (focus === 'question' && answering.length === 0) set({ focus: 'field' })
    },
    remove: (name) => {
      edit(removeHost(name))
      set({ isWarned: false })
    },
    again: (hosts) => {
      proberOf({ bench, learned, change }).again(hosts)
      set({ isWarned: false })
    },
    answerNext,
    nameUser: (typed) => {
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
    openForm: (host, all) => {
      set({ focus: 'form', form: formOf(host, nextName(all.map(({ name }) => name))) })
    },
    moveInForm: (by) => {
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

/** The one that looks at the hosts since the program began: it goes on while other screens are on. */
function proberOf({ bench, learned, change }: MachinesProps): Prober {
  const known = learned.prober.get()
  if (known !== undefined) return known
  const prober = createProber({
    probe: bench.probe,
    board: learned.probes,
    questions: learned.questions,
    onFacts: (host, facts) => change(learnAddress(host, facts)),
    signal: learned.signal,
  })
  learned.prober.set(prober)
  return prober
}

/** The next hosts are reached as the last one, until a line says otherwise. */
function usualOf(hosts: readonly DraftHost[]): Pick<DraftHost, 'user' | 'identityFile'> {
  const last = hosts.findLast(({ local }) => local !== true)
  if (last === undefined || last.user === '') return { user: '' }
  const { user, identityFile } = last
  return identityFile === undefined ? { user } : { user, identityFile }
}
