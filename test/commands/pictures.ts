import { copyFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { launch } from '../e2e/browser.ts'
import { importFile } from '../e2e/stored.ts'
import { drawn, shown, size, tour } from '../e2e/tour.ts'
import { built } from './build.ts'
import { leftovers, root } from './run.ts'

const store = path.join(root, '.store')

/**
 * Takes the pictures of the README and the stores anew, of the built extension in real Chromium: what the tour sees, a library
 * with a few made-up papers more, and the tile that Chrome's store shows in its lists.
 */
export async function takePictures(): Promise<void> {
  await built()
  const browser = await launch()
  try {
    const { pictures } = await tour(browser, path.join(leftovers, 'tour'))
    const [, highlight, popup, , panel] = pictures as [string, string, string, string, string]
    copyFileSync(highlight, path.join(store, '1-highlight.png'))
    copyFileSync(popup, path.join(store, '2-popup.png'))
    copyFileSync(panel, path.join(store, '3-panel.png'))

    const library = await browser.open('library.html')
    await library.setViewportSize(size)
    await importFile(library, path.join(root, 'seeds', 'library.json'))
    await library.locator('[data-import="brought"]').getByRole('button', { name: 'Close' }).click()
    await library.getByText('Sorted Attention').first().click()
    await library.locator('.reading mark').first().waitFor()
    await library.screenshot({ path: path.join(store, '4-library.png') })
    await library.getByRole('link', { name: 'Quotes' }).click()
    await library.getByText('As in locality-sensitive hashing').first().waitFor()
    await library.screenshot({ path: path.join(store, '5-quotes.png') })

    const icon = shown(readFileSync(path.join(root, 'public', 'icon', '128.png')))
    const words = 'position: absolute; left: 172px; font: 600 34px/1 system-ui; color: #12343b'
    const tile = `<body style="background: #f6f5f2"><img src="${icon}" style="left: 28px; top: 76px">
      <b style="${words}; top: 106px">Papermargin</b>
      <span style="${words}; top: 152px; font: 17px/1.4 system-ui">Highlight abstracts<br>while you skim</span>`
    await drawn(browser, tile, path.join(store, 'tile.png'), { width: 440, height: 280 })
  } finally {
    await browser.close()
  }
  console.log('The pictures in .store/ were taken anew. Look at them before you commit them.')
}
