import { describe, expect, it } from 'vitest'
import { releasedChangelog } from '../../release/changelog.js'

describe('the changelog of a release', () => {
  it('has what stood below Unreleased in a section with its date, above the ones before', () => {
    const text = '# Changelog\n\n## Unreleased\n\n### Added\n\n- This.\n\n## 0.1.0 - 2026-01-02\n\n- That.\n'
    expect(releasedChangelog(text, '0.2.0', '2026-03-04')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-03-04\n\n### Added\n\n- This.\n\n## 0.1.0 - 2026-01-02\n\n- That.\n',
    )
  })

  it.each([
    ['has no section Unreleased', '# Changelog\n'],
    ['tells nothing below Unreleased', '# Changelog\n\n## Unreleased\n\n## 0.1.0 - 2026-01-02\n\n- That.\n'],
    ['has a section 0.2.0 already', '## Unreleased\n\n- This.\n\n## 0.2.0 - 2026-01-02\n'],
  ])('is refused where it %s', (reason, text) => {
    expect(() => releasedChangelog(text, '0.2.0', '2026-03-04')).toThrow(`CHANGELOG.md ${reason}`)
  })
})
