import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The programs without which there is no display and no hand at it. */
const NEEDED = ['Xvfb', 'xdotool']

/** Those of them that this machine lacks; a test that needs them says so and is skipped. */
export const missing = NEEDED.filter(
  (program) => !(process.env.PATH ?? '').split(path.delimiter).some((folder) => isProgram(path.join(folder, program))),
)
if (missing.length > 0) console.log(`No display is opened here: there is no ${missing.join(' and no ')}.`)

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A screen that nobody sees, with a mouse and keys: for what the browser asks by itself, where no page and no protocol reaches. */
export interface Display {
  /** As browsers are told of it: `:99`. */
  name: string
  /** Presses a key by its X name in the window that has the focus. */
  press(key: string): void
  /** Clicks what stands there, in pixels from the upper left corner of the screen. */
  click(x: number, y: number): void
  close(): void
}

/** Starts a display under a number that is free. */
export async function openDisplay(): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [number] = await once(server.stdout, 'data')
  const name = `:${String(number).trim()}`
  const act = (...args: (string | number)[]) =>
    void execFileSync('xdotool', args.map(String), { env: { ...process.env, DISPLAY: name } })
  return {
    name,
    press: (key) => act('key', key),
    click: (x, y) => act('mousemove', x, y, 'click', 1),
    close: () => void server.kill(),
  }
}
