import { expect, onTestFinished, test } from 'vitest'
import { launch, Margin, select } from './browser.ts'
import { some } from './open.ts'

test('on the welcome page each of the three first steps is ticked off when it was taken', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const page = await browser.welcome()
  const margin = new Margin(page)
  await margin.appears('.mk')
  const done = () => page.locator('[data-task][data-done]').evaluateAll((all) => all.map((one) => one.dataset.task))
  expect(await done()).toEqual([])
  const text = (await page.locator('.list .paper').first().textContent()) ?? ''
  await select(page, '.list .paper', some(text, 0, 4))
  await margin.appears('.bar')
  await page.keyboard.press('c')
  await expect.poll(done).toEqual(['highlight'])
  await margin.appears('.edit textarea')
  await page.keyboard.type('Why it matters.')
  await expect.poll(done).toEqual(['highlight', 'comment'])
  await page.locator('[data-task="comment"]').getByText('done').waitFor({ state: 'attached' })
  const library = await browser.open('library.html')
  await browser.download(() => library.getByRole('button', { name: 'JSON' }).click())
  await expect.poll(done).toEqual(['highlight', 'comment', 'export'])
})
