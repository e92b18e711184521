import { spawnSync } from 'node:child_process'
import { accessSync, constants, globSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

/** A browser on this machine. */
export interface Found {
  file: string
  /** Whether it loads an extension that it is started with. Google's own Chrome has refused to since version 137. */
  loads: boolean
}

const { PATH = '', LOCALAPPDATA = '', PROGRAMFILES = '', PAPERMARGIN_BROWSER } = process.env
const home = homedir()

/** Where browsers stand, the better suited first: those made for trying things, then those that people use. */
function places(): string[] {
  const cache = path.join(home, '.cache')
  if (process.platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome for Testing', 'Microsoft Edge', 'Brave Browser', 'Google Chrome']
    return [
      ...apps.slice(0, 2).flatMap(inApplications),
      ...sorted(`${cache}/puppeteer/chrome/*/chrome-mac-*/*.app/Contents/MacOS/Google Chrome for Testing`),
      ...sorted(`${home}/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*`),
      ...apps.slice(2).flatMap(inApplications),
    ]
  }
  if (process.platform === 'win32') {
    const installed = [LOCALAPPDATA, PROGRAMFILES, process.env['PROGRAMFILES(X86)'] ?? ''].filter(Boolean)
    const anywhere = (file: string) => installed.map((folder) => path.join(folder, file))
    return [
      ...anywhere('Chromium/Application/chrome.exe'),
      ...sorted(`${cache}/puppeteer/chrome/*/chrome-win*/chrome.exe`),
      ...sorted(`${LOCALAPPDATA}/ms-playwright/chromium-*/chrome-win*/chrome.exe`),
      ...anywhere('Microsoft/Edge/Application/msedge.exe'),
      ...anywhere('BraveSoftware/Brave-Browser/Application/brave.exe'),
      ...anywhere('Google/Chrome/Application/chrome.exe'),
    ]
  }
  const onPath = (name: string) => [...PATH.split(path.delimiter), '/snap/bin'].map((folder) => path.join(folder, name))
  return [
    ...['chromium', 'chromium-browser', 'chrome-for-testing'].flatMap(onPath),
    ...sorted(`${cache}/puppeteer/chrome/*/chrome-linux*/chrome`),
    ...sorted(`${cache}/ms-playwright/chromium-*/chrome-linux*/chrome`),
    ...['microsoft-edge', 'microsoft-edge-stable', 'brave-browser', 'brave'].flatMap(onPath),
    ...['/opt/microsoft/msedge/msedge', '/opt/brave.com/brave/brave'],
    ...['google-chrome', 'google-chrome-stable'].flatMap(onPath),
  ]
}

const inApplications = (app: string) =>
  ['/Applications', `${home}/Applications`].map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`)

/** What a pattern finds, the newest version first. */
const sorted = (pattern: string) =>
  globSync(pattern.replaceAll('\\', '/')).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))

/** Whether a browser is Google's own Chrome, not the one for testing and not Chromium. */
const isBranded = (file: string) => /google[-/\\ ]chrome/i.test(file) && !/for.testing/i.test(file)

/** The browser that the reader names in PAPERMARGIN_BROWSER, or the first that is found. Undefined when there is none. */
export function findBrowser(): Found | undefined {
  if (PAPERMARGIN_BROWSER) {
    if (!isProgram(PAPERMARGIN_BROWSER)) {
      throw new Error(
        `PAPERMARGIN_BROWSER names ${PAPERMARGIN_BROWSER}, which is no program. Name a Chromium, or unset it.`,
      )
    }
    return { file: PAPERMARGIN_BROWSER, loads: !isBranded(PAPERMARGIN_BROWSER) }
  }
  const file = places().find(isProgram)
  return file ? { file, loads: !isBranded(file) } : undefined
}

/** The browser to work with. Installs Debian's Chromium where there is none and we may; else throws how to get one. */
export function needBrowser({ loads = false } = {}): Found {
  const enough = (found: Found | undefined) => found && (found.loads || !loads)
  let found = findBrowser()
  if (!enough(found) && mayInstall()) {
    install('chromium', howToGet())
    found = findBrowser()
  }
  if (found && enough(found)) return found
  if (found)
    throw new Error(`${found.file} loads no extension by itself, and nobody is there to load it. ${howToGet()}`)
  throw new Error(`No browser was found. ${howToGet()}`)
}

/** Whether this is a Debian on which we may install packages. */
export const mayInstall = (): boolean => isDebian() && process.getuid?.() === 0

/** Installs a browser by its Debian package, or throws, with how to get one otherwise. */
export function install(name: string, otherwise: string): void {
  console.error(`Installing a browser (apt-get install ${name}) …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', name]]) {
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed; what it says above tells why. ${otherwise}`)
  }
}

/** How to get a browser on this machine, as sentences. */
function howToGet(): string {
  const anywhere = `npx @puppeteer/browsers install chrome@stable --path "${path.join(home, '.cache', 'puppeteer')}"`
  const here: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'brew install --cask chromium',
    linux: isDebian() ? 'sudo apt-get update && sudo apt-get install -y chromium' : undefined,
  }
  return [
    'Get Chromium with one of these, then run the same command again:',
    ...[here[process.platform], anywhere].filter(Boolean).map((line) => `  ${line}`),
    'Or name a Chromium, Edge or Brave that you have: PAPERMARGIN_BROWSER=/path/to/it',
  ].join('\n')
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    // No such file: another system.
    return false
  }
}

/** Whether a file is there and may be run. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
