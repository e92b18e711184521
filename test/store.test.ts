import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '@/locales/en.json'

const languages = readdirSync('locales').map((name) => name.replace('.json', ''))

/** The sections of a text for the stores: the name, the summary, the description, and what is said of data. */
const sectionsOf = (language: string) =>
  readFileSync(`.store/${language}.md`, 'utf8')
    .split(/^#+ .*\n/m)
    .map((section) => section.trim())
    .slice(2)

test.each(languages)('the stores have a text in %s: the summary is the manifest’s, and each part fits', (language) => {
  const [summary, description, data, ...more] = sectionsOf(language)
  const words = JSON.parse(readFileSync(`locales/${language}.json`, 'utf8'))
  expect(summary).toBe(words.extDescription)
  expect(description?.length).toBeGreaterThan(400)
  expect(description?.length).toBeLessThan(16_000)
  // The list of what it can do is as long in each language.
  expect(description?.match(/^• /gm)).toHaveLength(7)
  expect(data).toContain('Papermargin')
  expect(more).toEqual([])
})

test('the stores have pictures of the size that they ask for', () => {
  const pictures = readdirSync('.store').filter((name) => name.endsWith('.png'))
  const sizes = pictures.map((name) => {
    const png = readFileSync(`.store/${name}`)
    return [name, png.readUInt32BE(16), png.readUInt32BE(20)]
  })
  expect(sizes).toEqual([
    ['1-highlight.png', 1280, 800],
    ['2-popup.png', 1280, 800],
    ['3-panel.png', 1280, 800],
    ['4-library.png', 1280, 800],
    ['5-quotes.png', 1280, 800],
    ['tile.png', 440, 280],
  ])
})

test('what the options say of privacy stands in PRIVACY.md word by word', () => {
  const page = readFileSync('PRIVACY.md', 'utf8')
  expect(Object.values(en.privacy).filter((sentence) => !page.includes(sentence))).toEqual([])
})
