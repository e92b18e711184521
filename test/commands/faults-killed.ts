import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { launch, until } from '../e2e/browser.ts'
import { blank } from '../e2e/raw.ts'
import { acknowledgedOf, acts, driven, type Harm, judged } from './faults-acts.ts'

/** Kills the worker again and again, at random moments, while a page writes. */
export async function workerKilled(writes: number): Promise<Harm> {
  const browser = await launch()
  try {
    await (await browser.welcome()).close()
    const page = await blank(browser)
    const tried = acts(writes)
    let isWriting = true
    const writing = driven(page, tried).finally(() => {
      isWriting = false
    })
    while (isWriting) {
      await pause(20 + Math.random() * 250)
      await browser.killWorker()
    }
    return await judged(page, tried, acknowledgedOf(await writing))
  } finally {
    await browser.close()
  }
}

/** Kills the whole browser while a page writes, as a crash does, and starts it again on the same profile. */
export async function browserKilled(times: number): Promise<Harm> {
  const profile = mkdtempSync(path.join(tmpdir(), 'papermargin-killed-'))
  const tried = acts(times * 300)
  const acknowledged = new Set<number>()
  try {
    for (let time = 0; time < times; time++) {
      const browser = await launch({ profile })
      const page = await blank(browser)
      const before = acknowledged.size
      const from = time * 300
      page.on('console', (message) => {
        const [, nth] = /^acknowledged (\d+)$/.exec(message.text()) ?? []
        if (nth) acknowledged.add(from + Number(nth))
      })
      const ended = new Promise((resolve) => browser.context.once('close', resolve))
      // It ends with an error: there is nobody left to answer.
      const writing = driven(page, tried.slice(from, from + 300)).catch(() => [])
      await until('some were acknowledged', async () => acknowledged.size > before)
      await pause(Math.random() * 500)
      process.kill(pidOf(profile), 'SIGKILL')
      await Promise.all([ended, writing])
      await browser.close()
    }
    const browser = await launch({ profile })
    try {
      const harm = await judged(await blank(browser), tried, acknowledged)
      return harm
    } finally {
      await browser.close()
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The process of the browser that has a profile open: its lock says so. */
const pidOf = (profile: string) => Number(readlinkSync(path.join(profile, 'SingletonLock')).split('-').at(-1))
