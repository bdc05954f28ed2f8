import { describe, expect, it } from 'vitest'
import { equivalentCommand } from '../../src/wizard/equivalent.js'

describe('the command that does the same', () => {
  it('names the file so that a shell takes it as one word', () => {
    expect(equivalentCommand('/srv/acme/org.yaml')).toBe('create-metis-node apply -f /srv/acme/org.yaml')
    expect(equivalentCommand("/home/o'neil/my $HOME/org.yaml")).toBe(
      "create-metis-node apply -f '/home/o'\\''neil/my $HOME/org.yaml'",
    )
  })
})
