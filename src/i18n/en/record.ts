/** Problems of what hosts keep of their organisation. */
export const texts = {
  'record.newer': {
    what: 'On {from}, generation {generation} of {organisation} is applied; this folder comes from generation {known}.',
    why: '{user} on {machine} applied it at {at}, with version {program}. To go on from here would undo that without a word, so nothing was changed. What differs is shown below.',
    fix: 'Take over what is applied; lines that you have changed yourself stay: `create-metis-node pull`\nOr put yours in its place, knowing what goes: `create-metis-node apply --overwrite {generation}`',
  },
  'record.nothing-applied': {
    what: 'On {from}, generation {generation} of {organisation} is applied; this folder has applied nothing yet.',
    why: '{user} on {machine} applied it at {at}, with version {program}. To begin anew would undo that without a word, so nothing was changed.',
    fix: 'Take over what is applied: `create-metis-node pull`\nIf that is another organisation of the same name, give this one other hosts in org.yaml.',
  },
  'record.two-of-one-number': {
    what: 'There are two different generations {generation} of {organisation}: the one on {from} is by {user} on {machine}, {at}, and there is another one.',
    why: 'Two folders have each applied something while they, or their hosts, could not see each other. Neither is newer than the other, so nothing was changed. What differs is shown below.',
    fix: 'Take over what {from} has: `create-metis-node pull`\nOr put yours in its place on all hosts: `create-metis-node apply --overwrite {generation}`',
  },
  'record.other-organisation': {
    what: '{from} belongs to another organisation that is called {organisation} too: {user} on {machine} applied its generation {generation} at {at}.',
    why: 'Every organisation has an id and secrets of its own from the beginning, and those of this folder are others: it was never used for these hosts, or the hosts were given to somebody else. No option takes them over.',
    fix: 'Look whether the addresses in org.yaml are the hosts you mean.\nIf that organisation is no longer wanted there, {user} removes it from their folder: `create-metis-node destroy`',
  },
  'record.nothing-to-overwrite': {
    what: 'No host has the generation of {organisation} that --overwrite names: the newest there is, on {from}, is {generation}.',
    why: 'The number is mistyped, or meant for another organisation. This folder comes from generation {known}; nothing was changed.',
    fix: 'Leave it out; where something of another folder would be replaced, its number is told: `create-metis-node apply`',
  },
  'record.newer-version': {
    what: 'The record on {from} was written by version {program} of create-metis-node, and this one does not understand it.',
    why: 'Somebody works on this organisation with a newer version. What this one does not understand it would lose.',
    fix: 'Use that version or a newer one: `npx create-metis-node@latest`',
  },
  'record.damaged': {
    what: 'The record of {from} can not be read: {reason}.',
    why: 'It was edited or cut: a disk was full, or somebody else was root there.',
    fix: 'Every other host of the organisation has one as well: ask another one.\nA folder that is up to date puts it right on all hosts: `create-metis-node apply`',
  },
  'record.applied-damaged': {
    what: '{path} can not be read: {reason}.',
    why: 'It says which generation this folder comes from. It was edited or cut, or a merge of version control has put both sides into it.',
    fix: 'After a merge, take one side of it, as a whole: `git checkout --theirs -- {quoted}`\nOr put it aside, and take over what the hosts keep: `mv -- {quoted} {quoted}.damaged && create-metis-node pull`',
  },
  'record.applied-by-other-secrets': {
    what: '{path} was not made with the secrets in {secrets}.',
    why: 'One of the two is of another folder, or was edited. Nothing was taken over, so that neither is lost.',
    fix: 'If the secrets are right, put the other file aside, and take over what the hosts keep: `mv -- {quoted} {quoted}.aside && create-metis-node pull`\nIf the secrets are the wrong ones, put them aside instead: `mv -- {quotedSecrets} {quotedSecrets}.aside && create-metis-node pull`',
  },
  'record.folder-of-another': {
    what: '{file} is of the organisation {organisation}, but this folder has applied {applied}.',
    why: 'Secrets, host keys and applied.jsonl in a folder belong to one organisation. Two of one folder would have the same passwords and the same identity in the network, and each would be taken for a newer generation of the other.',
    fix: 'If only the name was changed: it stays as it was installed, `organisation: {applied}`\nTo install another organisation, give it a folder of its own: `create-metis-node init {organisation} --preset minimal`\nIf {organisation} was installed from this folder already, move its file into another one, with copies of secrets.json and known_hosts, and go on there: `create-metis-node pull`',
  },
  'record.not-signed': {
    what: 'The record of {from} was not made by anybody who has the secrets of {organisation}.',
    why: 'Somebody who was root on that host has changed it, or this folder has secrets of another organisation. Nothing of it was used.',
    fix: 'Look at that host before you trust it: who was logged in there, and what has changed.\nAsk another host of the organisation instead.',
  },
  'record.generation-gone': {
    what: '{from} does not keep generation {generation}. It keeps these: {kept}.',
    why: 'Hosts keep the last twenty generations, and one that was away while something was applied never got it.',
    fix: 'Take one of those that there are: `create-metis-node history`',
  },
  'record.none': {
    what: '{from} keeps no record of an organisation.',
    why: 'It was never part of one, or was removed from it, or it is a host that is set up by hand: those keep none.',
    fix: 'Name another host of the organisation. handover.md of its folder, or a colleague, knows their addresses.',
  },
  'record.none-yet': {
    what: '{organisation} is installed on {from}, by a version of create-metis-node that left no record there.',
    why: 'Records came later: whoever has the folder of {organisation} leaves one on every host by applying once with this version.',
    fix: 'Where that folder is: `create-metis-node apply`\nIf nobody has it any more, it is in a backup of the machine that installed {organisation}, or lost with its secrets.',
  },
  'record.former-taken': {
    what: 'Generation {newest} on {from} is damaged; generation {taken} is taken, the newest that is whole.',
    why: 'It was cut off while it was written, or a disk was full. Another host may have it whole.',
    fix: 'Look at what the other hosts keep, before anything is changed.',
  },
  'record.other-host-key': {
    what: 'The host key of {from} that you have confirmed is not the one that {organisation} knows for its host {host}: confirmed is {fingerprint} ({type}), known is {expected}.',
    why: 'The host was installed anew, or somebody else answers at that address and shows what was copied from it. Nothing was written.',
    fix: "On the host's own console, not over SSH: `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`\nIf it was installed anew, name another host of {organisation} instead.\nIf it shows something else than {fingerprint}: stop, and find out who answers there.",
  },
  'record.release-moved': {
    what: 'The release file {path} lay outside the folder; it is {beside} now, and org.yaml names it there.',
    why: 'What is brought back from a host is written into the folder of the organisation and nowhere else.',
    fix: 'Nothing on the hosts has to change for that: the next apply writes it down as a new generation.',
  },
  'record.local-host': {
    what: '{host} ({address}) is `local: true` in org.yaml, and this machine does not have that address.',
    why: 'It was the machine that the folder was on. From here every command would take this machine for {host}, and apply would install on it.',
    fix: 'In org.yaml, write in place of `local: true` how {host} is reached, e.g. `user: ops`\nOr work on {host} itself: run the same command there.',
  },
  'record.nothing-before': {
    what: 'Generation {generation} is the first: there is nothing before it to go back to.',
    why: '{from} keeps no other one, and nobody has made any.',
    fix: 'Change org.yaml, and apply: `create-metis-node apply`\nTo remove all of it: `create-metis-node destroy`',
  },
  'record.no-history': {
    what: 'No host of {organisation} keeps a record, so there is nothing to go back to.',
    why: 'Nothing was applied yet, or it was applied with a version that left no record.',
    fix: 'Apply what org.yaml says; from then on there is a history: `create-metis-node apply`',
  },
  'record.not-applied': {
    what: 'org.yaml, or its release file, has changes that were never applied: it is not as in generation {generation}.',
    why: 'Going back would replace them without a word. They are shown below.',
    fix: 'Apply them first: `create-metis-node apply`\nOr take them out again, as your editor or version control can.',
  },
  'record.host-denies': {
    what: '{host} was part of {organisation}, and has nothing of it any more.',
    why: 'It was set up anew, its disk was replaced, or another machine has its address now.',
    fix: 'If it was set up anew, apply installs on it what is missing; what only it had, uploads or a database, comes from a backup.\nIf it is another machine, put the right address into org.yaml.',
  },
  'record.release-outside': {
    what: 'The release file {path} would not be written inside {folder}, so nothing was taken over.',
    why: 'The org.yaml that is taken over names a release file of its own, and one is written only as a .yaml below the folder of the organisation, under no hidden name.',
    fix: 'On the machine that applied it, put the file beside org.yaml, name it there (`release: ./my-release.yaml`), and apply: `create-metis-node apply`',
  },
  'record.other-secrets': {
    what: '{path} holds other secrets than {organisation} has on {from}, and is never overwritten.',
    why: 'This folder belongs to another organisation, or its secrets were made anew by mistake.',
    fix: 'Look which ones are right before you remove any: nothing else may have them.\nTo take over those that the hosts have, put this file elsewhere first, then run the same command again.',
  },
  'record.host-key-differs': {
    what: 'The {type} key of {host} is another one in this folder than for whoever applied last; the one here stays.',
    why: 'The host was set up anew, or somebody else answers at its address: only a look at its console tells.',
    fix: 'If the host was set up anew, remove the old key here: `ssh-keygen -R {host} -f known_hosts`',
  },
  'record.folder-changed': {
    what: '{path} was changed while this command worked, so nothing was written.',
    why: 'An editor or another program has saved it meanwhile.',
    fix: 'Run the same command again.',
  },
  'record.choose': {
    what: 'There are different generations {generation} of {organisation} on the hosts, and neither is newer.',
    why: 'Two folders have each applied something while they, or their hosts, could not see each other. Which host has whose is shown here.',
    fix: 'Take one of them; the other can be taken over afterwards:\n{commands}',
  },
  'record.none-on-host': {
    what: '{host} has no record of {organisation}, or could not be reached.',
    why: 'It was named as the host to take over from.',
    fix: 'Look which hosts have one: `create-metis-node history`\nThen name another one, or none to take the newest: `create-metis-node pull`',
  },
  'record.both-changed': {
    what: 'This folder and {by} have changed the same lines, so nothing was written.',
    why: 'Generation {generation} on {from}, applied at {at}, and what is here differ in the same place: only you can say which is meant. Where nobody knows what both began with, the whole files are shown.',
    fix: 'Make these lines here the same as theirs, run the same command again, then put in what you mean.\nTo take all of theirs, with yours kept beside as org.yaml.mine-...: `create-metis-node pull --theirs`\nTo put yours in its place on all hosts, knowing what goes: `create-metis-node apply --overwrite {generation}`',
  },
  'record.both-changed-secrets': {
    what: 'The secrets of {organisation} were changed in this folder, and in another way by {user} on {machine}.',
    why: 'secrets.json can not be merged: services run with one value of each, and those of generation {generation} on {from} were applied last.',
    fix: 'Take theirs; the ones here stay beside as secrets.json.<time>.former: `create-metis-node pull --theirs`\nOr put yours in their place on all hosts: `create-metis-node apply --overwrite {generation}`',
  },
  'record.unfit-together': {
    what: 'What is here and generation {generation} by {by} do not fit together: the merged org.yaml is wrong, so nothing was written.',
    why: 'No line was changed by both, yet what the lines mean clashes; the merged file is shown above as a difference, and what is wrong with it stands below.',
    fix: 'Change here what clashes, then run the same command again.\nTo take all of theirs, with yours kept beside as org.yaml.mine-...: `create-metis-node pull --theirs`',
  },
  'record.former-host': {
    what: '{host} ({address}) was part of {organisation} and is no longer in org.yaml; {instances} may still run there.',
    why: 'Nothing connects to it, since it was set up by hand or no longer is known how: apply changes nothing there, and destroy leaves it behind.',
    fix: 'Write {host} into `hosts` of org.yaml again, without a role: `create-metis-node apply`\nOn one that is set up by hand, stop it there: `sudo systemctl disable --now {units}`\nIf it is gone for good: `create-metis-node apply --forget {host}`',
  },
  'record.former-away': {
    what: '{host} ({address}) is no longer in org.yaml, and does not answer: what it has of the organisation is unknown.',
    why: 'It was part of it ({code} is why it can not be asked). What runs there goes on until it is seen again.',
    fix: 'When it is back, this removes what it has: `create-metis-node apply`\nIf it is gone for good: `create-metis-node apply --forget {host}`',
  },
  'record.forget-named': {
    what: '{host} is in org.yaml, so it can not be forgotten.',
    why: 'What org.yaml names is part of the organisation.',
    fix: 'Take {host}, and its roles, out of org.yaml first.',
  },
  'record.forget-unknown': {
    what: '{host} is no host that was part of this organisation and is no longer in org.yaml. Those are: {known}',
    why: 'A name was mistyped, or it is forgotten already.',
    fix: 'See which there are: `create-metis-node status`',
  },
  'record.forget-answers': {
    what: '{host} answers, so it is not forgotten.',
    why: 'What it has of the organisation would run on there, and nobody would know.',
    fix: 'Remove what it has: `create-metis-node apply`',
  },
  'record.operator-removed': {
    what: '{operators} can no longer open the secrets of this organisation, but could until now: {secrets}.',
    why: 'Whoever could read them may have kept them, and sealing them anew takes nothing back. Of these, `carrier-key` is never replaced: it is the identity of the node, and with another one it would be another member of the network.',
    fix: '{commands}',
  },
}
