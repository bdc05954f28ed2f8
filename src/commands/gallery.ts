import { readReleases } from '../catalog/presets.js'
import { LANGUAGES, type Language } from '../i18n/language.js'
import { sayIn } from '../i18n/say.js'
import { speak } from '../i18n/spoken.js'
import { chooseCharset } from '../ui/charset.js'
import { GALLERY_PAGES, type GalleryInput, type GalleryLook, galleryLines } from '../ui/gallery/pages.js'
import { sampleProblems } from '../ui/gallery/sample-problems.js'
import { cell } from '../wizard/cell.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Session } from './program/session.js'
import { showScreens } from './terminal/show-screens.js'
import { presetChoices } from './wizard/preset-choices.js'

/** Everything that this program shows, with made-up contents: on a screen, or as lines in both languages. */
export async function gallery(session: Session): Promise<ExitCode> {
  const { world, options, emit } = session
  await Promise.all(LANGUAGES.map(speak))
  const releases = await readReleases(world.presetsDirectory)
  const topologies = await presetChoices(world.presetsDirectory, releases)
  if (options.json === true) {
    for (const problem of sampleProblems()) emit({ type: 'problem', ...problem })
    return EXIT.done
  }
  const { screens: full } = world
  if (full === undefined) printAll(session, { topologies })
  else {
    const screens = await full.load()
    const language = cell<Language>(session.language)
    await showScreens({ session, full }, (screen) => screens.gallery({ ...screen, language, topologies }))
  }
  return EXIT.done
}

function printAll({ options, language, paint, width, world, print }: Session, input: GalleryInput): void {
  const charset = chooseCharset(world.env)
  for (const spoken of options.lang === undefined ? LANGUAGES : [language]) {
    const say = sayIn(spoken)
    const look: GalleryLook = { language: spoken, say, charset, columns: width, paint }
    for (const page of GALLERY_PAGES) {
      print('', paint('strong', `${say('gallery.title')} (${spoken}): ${say(`gallery.${page}`)}`))
      print(...galleryLines(page, input, look))
    }
  }
}
