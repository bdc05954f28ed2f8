/** What time and people do to hosts that were well. */
export const texts = {
  'upkeep.files-changed': {
    what: 'On {host} files of the organisation were changed or removed since the last run ({count}): {path}',
    why: 'Somebody worked there by hand, or another program did. What runs may still have the former content, until it is restarted.',
    fix: 'See what would be put right: `create-metis-node plan`\nPut it right: `create-metis-node apply`. What is meant to stay has to be said in org.yaml.',
  },
  'upkeep.content-changed': {
    what: 'On {host} files have other content than was written, with the same size and time ({count}): {path}',
    why: 'That does not happen by itself: whoever did it has set the time back, or the disk is damaged. `apply` believes size and time, and would leave it.',
    fix: 'Find out who was on {host}, and look at the disk: `sudo dmesg | grep -i error`\nHave it written anew: `create-metis-node apply --drift`',
  },
  'upkeep.drop-ins': {
    what: '{unit} on {host} is changed by {paths}.',
    why: 'Somebody has put it there beside the unit of the organisation. It goes before what `apply` writes, which leaves it as it is.',
    fix: 'Read it: `systemctl cat {unit}`\nIf it is not wanted: `sudo rm {paths} && sudo systemctl daemon-reload && sudo systemctl restart {unit}`',
  },
  'upkeep.unit-masked': {
    what: '{unit} on {host} is masked: once it has ended it can not be started again.',
    why: 'Somebody ran `systemctl mask`. `apply` leaves that as it is, and fails where it has to start the unit.',
    fix: 'On {host}: `sudo systemctl unmask {unit}`\nThen: `create-metis-node apply`',
  },
  'upkeep.unit-from-elsewhere': {
    what: 'systemd on {host} has {unit} from {path}, and not from /etc/systemd/system.',
    why: 'The unit of the organisation is gone or hidden by another one of that name.',
    fix: 'See which it is: `systemctl cat {unit}`\nRemove the other one, then: `create-metis-node apply`',
  },
  'upkeep.restarted': {
    what: '{instance} has died since the last run, and systemd has started it again (in all: {count}).',
    why: 'It runs, and whatever it did at that moment is lost. What made it die may come again.',
    fix: 'Read what it said before: `create-metis-node logs {instance} -n 300`',
  },
  'upkeep.certificate-ends': {
    what: 'The certificate that the console on {host} shows ends on {date} (days left: {days}).',
    why: 'From then on browsers refuse the console.',
    fix: 'Get a new one, then: `create-metis-node secrets rotate tls --certificate FILE --key FILE`',
  },
  'upkeep.certificate-ended': {
    what: 'The certificate that the console on {host} shows has ended on {date}.',
    why: 'Browsers refuse the console.',
    fix: 'Get a new one, then: `create-metis-node secrets rotate tls --certificate FILE --key FILE`',
  },
  'upkeep.certificate-not-loaded': {
    what: 'The console on {host} shows another certificate than the one that lies there.',
    why: 'The file was renewed and nginx was not reloaded: it goes on with the former one, until that ends.',
    fix: 'On {host}: `sudo systemctl reload nginx`',
  },
  'upkeep.disk-fills': {
    what: 'The disk of {host} fills up: {free} MiB are free, and at this pace it is full soon (days left: {days}).',
    why: 'On a full disk databases stop, results are lost and no run can change anything.',
    fix: 'See what grows: on {host} `sudo du -xh --max-depth=3 / | sort -h | tail -n 30`\nRemove what nobody needs, or give it a larger disk.',
  },
  'upkeep.backup-overdue': {
    what: 'No backup of {host} was made for {hours} hours.',
    why: 'Its timer makes one as often as org.yaml says. It was stopped, or the host is off at that time; what is lost now is lost since then.',
    fix: 'See the timer: on {host} `systemctl list-timers {unit}.timer`, and `journalctl -u {unit}.service -n 50`\nOn {host}, one now: `sudo systemctl start {unit}.service`',
  },
  'upkeep.backup-failed': {
    what: 'The last backup of {host} was not made: {says}',
    why: 'The ones before it are kept, and nothing is stopped. Until one is made again, what came since the last is in none.',
    fix: 'Put right what it says, and see: on {host} `journalctl -u {unit}.service -n 50`\nOn {host}, one now: `sudo systemctl start {unit}.service`',
  },
  'upkeep.backup-damaged': {
    what: 'The newest backup of {host}, {path}, is not what was written.',
    why: 'It was changed or cut after it had been made and checked: the disk fails, or somebody was there. It can not be opened as a whole.',
    fix: 'On {host}, one now: `sudo systemctl start {unit}.service`\nLook at the disk that has {path}: `sudo dmesg | grep -i error`',
  },
  'upkeep.backup-gone': {
    what: 'The newest backup of {host}, {path}, is gone.',
    why: 'It was removed, or what is mounted there is not there now.',
    fix: 'If a disk or a share belongs there, mount it.\nOn {host}, one now: `sudo systemctl start {unit}.service`',
  },
}
