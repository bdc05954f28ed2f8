/** Of kits: what the script says on a host that is set up by hand, and what is said where kits are made. */
export const texts = {
  'by-hand.silent':
    '{host} is set up by hand and has told nothing yet. Its kit: create-metis-node bundle export-host {host} --os debian-12 --cpu avx2',
  'by-hand.told': '{host} is set up by hand; what is known of it is {age} old.',
  'by-hand.left':
    'Left for the kit of {host}: {count} {count:change|changes}. create-metis-node bundle export-host {host}',
  'by-hand.left-silent': 'Left for the kit of {host}: all of it. create-metis-node bundle export-host {host}',
  'by-hand.held':
    '{waiting} waits for what the kit of {host} does. Run that first, import its receipt, and apply again.',
  'by-hand.not-here': '{host} is set up by hand: do it on its own console.',
  'by-hand.destroy':
    '{host} is set up by hand and stays as it is. On its console: systemctl disable --now {units}; then remove {root} and /etc/systemd/system/metis-*',
  'status.by-hand': 'by hand',
  'by-hand.nothing-else': 'Nothing to do on the hosts that are connected to.',
  'by-hand.plan': 'by hand, with its kit',
  'by-hand.plan-held': 'only after the kit of {hosts}',
  'export-host.nothing': 'Nothing to carry: {host} is as org.yaml says, as far as its last receipt tells.',
  'export-host.other-unseen':
    'Not every other host could be asked; the kit of {host} is made from what it told itself.',
  'export-host.done': 'The kit of {host} is {path}: {steps} steps, {bytes}, for {system} ({cpu}).',
  'export-host.sum': 'To compare by voice (sha256sum run.sh): {sum}',
  'export-host.secrets':
    'It holds the secrets of {host}, and only those. Carry it yourself, and remove it afterwards, here too: bash run.sh --wipe',
  'export-host.apply-first':
    'Before that, carry out on the other hosts: create-metis-node apply. From then on Consul knows the tokens of {host}.',
  'export-host.next': 'Copy it to {host} and say there, as root: bash run.sh',
  'import-receipt.said':
    '{host} at {made} (kit {kit}): {system}, {receipts} things put there by this installer.',
  'import-receipt.instance': '  {instance}: {state}  {says}',
  'import-receipt.older':
    'A newer receipt of {host} was imported, of {stored}; this one is of {made}. Take it all the same?',
  'import-receipt.again': 'This receipt of {host} was imported before.',
  'import-receipt.done': 'Imported. create-metis-node plan now knows {host}.',
  'kit.run.usage':
    'bash run.sh             does all that is not done yet, and writes a receipt\nbash run.sh --check     says what is done and what is not; changes nothing\nbash run.sh --receipt   only writes a new receipt\nbash run.sh --wipe      removes this kit, but for its receipt',
  'kit.run.begin': 'Kit of {organisation} for {host} ({address}), made {made}.',
  'kit.run.not-root': 'This has to be done as root. Say: sudo bash run.sh',
  'kit.run.not-this-host':
    'This kit is for {host}, which has the address {address}. This machine is {hostname} and has: {found}\nCarry the kit to {host}, or correct the address in org.yaml and make another kit.',
  'kit.run.other-machine':
    'This machine has the address of {host}, but it is not the one whose receipt was imported: its machine id is another one.\nIf {host} was set up anew, remove receipts/{host}.json beside org.yaml and make another kit.',
  'kit.run.no-systemd': 'This machine was not started with systemd, which the services need.',
  'kit.run.other-architecture': 'The programs of this kit are for x86_64; this machine is {found}.',
  'kit.run.other-system':
    'This kit is for {system}; this machine has {found}.\nMake another kit: bundle export-host {host} --os {found}',
  'kit.run.other-cpu':
    'This kit is for a CPU of the kind {cpu}; this machine is {found}.\nMake another kit: bundle export-host {host} --cpu {found}',
  'kit.run.other-organisation': 'Something of another organisation, {found}, is installed here: {file}',
  'kit.run.busy': 'An earlier run is still at work on this host. Wait for it, then run this again.',
  'kit.run.no-hold':
    'Others could not be kept away meanwhile: /run/metis-hold cannot be written, or flock is missing. Look at `df -h /run` and `command -v flock`.',
  'kit.run.nothing-done': 'Nothing was changed.',
  'kit.run.checking': 'Checking {files} files of the kit ...',
  'kit.run.file-missing': 'The file {file} of this kit is missing. Carry the whole kit again.',
  'kit.run.file-differs':
    'The file {file} is not the one that the kit was made with: it was damaged or changed on the way. Carry the whole kit again.',
  'kit.run.secrets-gone': 'The secrets of this kit were removed after it was used. Make another kit.',
  'kit.run.step': '[{number}/{count}] {title}',
  'kit.run.step-done': '[{number}/{count}] done already: {title}',
  'kit.run.step-open': '[{number}/{count}] to be done: {title}',
  'kit.run.step-took': '        done ({seconds} s)',
  'kit.run.failed':
    '\nStep {number} of {count} failed on {host}: {title}\nIts last lines are above, and in {log}; its commands are in run.sh under action_{number}.\nSteps after it were not begun. Put right what it says and run this again: what is done is left out.',
  'kit.run.stopping':
    '\nStopping after this step, so that nothing stays half done. Ctrl-C again leaves at once.',
  'kit.run.stopped': 'Stopped after step {number} of {count}. Run this again to go on.',
  'kit.run.stopped-at-once':
    'Left. The step under way goes on to its own end; the next run waits for it and goes on from there.',
  'kit.run.all-done': '\nAll {count} steps are done, {did} of them now.',
  'kit.run.all-done-before': '\nAll {count} steps were done already; nothing was changed.',
  'kit.run.looked': '\n{open} of {count} steps are to be done. Nothing was changed.',
  'kit.run.receipt':
    'The receipt is {path}\nCarry it back and say there: create-metis-node import-receipt {host}.receipt',
  'kit.run.receipt-failed': 'The receipt could not be written to {path}.',
  'kit.run.ask-wipe': 'This kit holds secrets of {host}. Remove it now, but for the receipt? [y/N]',
  'kit.run.keep-safe':
    'This kit holds secrets of {host}: when you need it no more, say bash run.sh --wipe, also to every copy of it.',
  'kit.run.wiped': 'Removed the kit in {path}; only its receipt is left.',
  'kit.run.wipe-failed': 'The kit in {path} could not be removed. Remove it where it can be written.',
  'kit.head.what':
    'Sets up {host} ({address}) of the organisation {organisation}, on the console of the host, as root:',
  'kit.head.same':
    'It does what `create-metis-node apply` would do there, in the same order and with the same commands. It is safe to run again: what is done is left out.',
  'kit.head.made': 'Made {made} by create-metis-node {installer}, for {system} and a CPU of the kind {cpu}.',
  'kit.head.before': 'Before it, these have to run: {instances}',
  'kit.head.steps': 'What it does:',
  'kit.head.why': 'why: {because}',
  'kit.head.settings': 'What this kit is for, and what it consists of',
  'kit.head.actions': 'The steps: what is done, and how the host shows that it is done already',
  'kit.head.functions': 'What the steps are made of: the same functions that `apply` uses',
  'kit.head.driver': 'What happens around the steps',
  'kit.readme':
    'Kit for {host} ({address}) of {organisation}, made {made}.\n\n1. Copy this folder to {host}, for example from a stick.\n2. There, as root: bash run.sh\n   It checks every file, does {count} steps and leaves out what is done already.\n   To look first: bash run.sh --check; or read run.sh, it is meant to be read.\n3. Carry {host}.receipt back and say: create-metis-node import-receipt {host}.receipt\n4. The file `secrets`, if there is one, holds the secrets of this one host. Remove the kit afterwards, also from the stick: bash run.sh --wipe\n\nTo compare by voice before it is run, the kit is\n{sum}\nwhich `sha256sum run.sh` must show again.',
}
