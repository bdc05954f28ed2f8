import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mergeHostKeys, startFrom } from '../../../src/commands/wizard/host-key-file.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

it('adds keys of hosts that the organisation does not know, and leaves those that it knows by another key', () => {
  const [draft, folder] = [join(temporaryFolder(), 'd'), join(temporaryFolder(), 'known_hosts')]
  writeFileSync(folder, '# ours\n10.0.0.1 ssh-ed25519 AAAAold')
  writeFileSync(draft, '10.0.0.1 ssh-ed25519 AAAAnew\n[10.0.0.2]:2222 ssh-ed25519 AAAAtwo\n')
  mergeHostKeys(draft, folder)
  expect(readFileSync(folder, 'utf8')).toBe(
    '# ours\n10.0.0.1 ssh-ed25519 AAAAold\n[10.0.0.2]:2222 ssh-ed25519 AAAAtwo\n',
  )
  mergeHostKeys(draft, folder)
  expect(readFileSync(folder, 'utf8').split('\n')).toHaveLength(4)
})

it('makes the file for the owner only, and none when there is nothing to add', () => {
  const [draft, folder] = [join(temporaryFolder(), 'd'), join(temporaryFolder(), 'known_hosts')]
  mergeHostKeys(draft, folder)
  expect(existsSync(folder)).toBe(false)
  writeFileSync(draft, '10.0.0.1 ssh-ed25519 AAAA\n')
  mergeHostKeys(draft, folder)
  expect(statSync(folder).mode & 0o777).toBe(0o600)
})

it('begins a draft with the keys of its folder, once', () => {
  const [draft, folder] = [join(temporaryFolder(), 'drafts', 'd'), join(temporaryFolder(), 'known_hosts')]
  startFrom(draft, folder)
  expect(existsSync(draft)).toBe(false)
  writeFileSync(folder, '10.0.0.1 ssh-ed25519 AAAA\n')
  startFrom(draft, folder)
  writeFileSync(folder, '10.0.0.1 ssh-ed25519 BBBB\n')
  startFrom(draft, folder)
  expect(readFileSync(draft, 'utf8')).toBe('10.0.0.1 ssh-ed25519 AAAA\n')
})
