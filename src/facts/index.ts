import type { Command } from '../lib/command.js'
import { accountsFact } from './accounts.js'
import { backupsFact } from './backups.js'
import type { Fact, Perl } from './fact.js'
import type { FactId } from './fact-ids.js'
import { type FileSystemOf, fileSystemsFact } from './file-systems.js'
import { formerFact } from './former.js'
import { hardwareFact } from './hardware.js'
import { holdFact } from './hold.js'
import type { HostFacts } from './host-facts.js'
import { identityFact } from './identity.js'
import { installDirectoryFact } from './install-directory.js'
import { type KernelFacts, kernelFact } from './kernel.js'
import { leftFact } from './left.js'
import { listenersFact } from './listeners.js'
import { oldInstallationFact } from './old-installation.js'
import { type PackageTrial, packageTrialFact } from './package-trial.js'
import type { Questions } from './questions.js'
import { receiptsFact } from './receipts.js'
import { recordFact } from './record.js'
import { softwareFact } from './software.js'
import { systemFact } from './system.js'
import { type Tool, toolsFact } from './tools.js'
import { type ShownUnit, unitsFact } from './units.js'
import { type UpdateFacts, updatesFact } from './updates.js'

/** What the parser of each question makes of the host's answer. */
export type Answers = Omit<
  HostFacts,
  | 'clock'
  | 'health'
  | 'units'
  | 'told'
  | 'installDirectory'
  | 'accounts'
  | 'old'
  | 'hold'
  | 'record'
  | 'updates'
  | 'left'
  | 'former'
  | 'backups'
  | 'fileSystems'
  | 'packageTrial'
  | 'missingTools'
  | 'unanswered'
> & {
  readonly hold: HostFacts['hold'] | undefined
  readonly record: HostFacts['record'] | undefined
  readonly installDirectory: HostFacts['installDirectory'] | undefined
  readonly accounts: HostFacts['accounts'] | undefined
  readonly former: readonly string[]
  readonly old: HostFacts['old'] | undefined
  readonly left: NonNullable<HostFacts['left']>
  readonly backups: HostFacts['backups'] | undefined
  readonly fileSystems: readonly FileSystemOf[]
  readonly packageTrial: PackageTrial | undefined
  readonly tools: readonly Tool[]
  readonly kernel: KernelFacts
  readonly updates: UpdateFacts
  readonly units: readonly ShownUnit[]
}

export const facts: { readonly [Id in FactId]: (questions: Questions) => Fact<Answers[Id], Command | Perl> } =
  {
    hold: () => holdFact,
    system: () => systemFact,
    hardware: ({ installDirectory }) => hardwareFact(installDirectory),
    fileSystems: ({ installDirectory }) => fileSystemsFact(installDirectory),
    tools: () => toolsFact,
    identity: () => identityFact,
    kernel: () => kernelFact,
    software: ({ packages }) => softwareFact(packages),
    packageTrial: ({ packagesBySystem = {} }) => packageTrialFact(packagesBySystem),
    listeners: () => listenersFact,
    receipts: ({ installDirectory }) => receiptsFact(installDirectory),
    former: ({ installDirectory }) => formerFact(installDirectory),
    record: () => recordFact,
    installDirectory: ({ installDirectory }) => installDirectoryFact(installDirectory),
    accounts: ({ installDirectory }) => accountsFact(installDirectory),
    old: ({ installDirectory }) => oldInstallationFact(installDirectory),
    updates: ({ installDirectory }) => updatesFact(installDirectory),
    units: () => unitsFact,
    backups: backupsFact,
    left: ({ installDirectory, health }) => leftFact(installDirectory, Object.keys(health)),
  }
