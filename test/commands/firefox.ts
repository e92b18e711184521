import path from 'node:path'
import process from 'node:process'
import { install, isProgram, mayInstall } from './chromium.ts'

const { PATH = '', PROGRAMFILES = '', PAPERMARGIN_FIREFOX = '' } = process.env

/** Where Firefox stands. The release with long support comes first: it runs extensions that nobody has signed, also after a restart. */
const places = (): string[] => [
  ...(PAPERMARGIN_FIREFOX ? [PAPERMARGIN_FIREFOX] : []),
  ...PATH.split(path.delimiter).flatMap((folder) =>
    ['firefox-esr', 'firefox-developer-edition', 'firefox-nightly'].map((name) => path.join(folder, name)),
  ),
  '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
  path.join(PROGRAMFILES, 'Firefox Developer Edition', 'firefox.exe'),
]

/**
 * The Firefox to test with: the one that is named in PAPERMARGIN_FIREFOX, or the first that is found. Undefined when there is none.
 */
export const findFirefox = (): string | undefined => places().find(isProgram)

/** The Firefox to test with. Installs Debian's where there is none and we may; undefined where we may not. */
export function getFirefox(): string | undefined {
  if (!findFirefox() && mayInstall())
    install('firefox-esr', 'Install Firefox ESR, or name one: PAPERMARGIN_FIREFOX=/path/to/it')
  return findFirefox()
}
