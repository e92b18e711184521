import type { PaperFacts } from '@/lib/paper'
import type { Site, Told } from '@/lib/site'
import listing from '@/seeds/listing.json'

/** The papers of the practice list. Their keys are of this list alone: practising marks no paper of the world. */
export const practicePapers: PaperFacts[] = listing.papers.map(({ title, summary, ...facts }, index) => ({
  ...facts,
  keys: [`practice:${index + 1}`],
  title,
  abstract: summary,
  links: {},
}))

/** The welcome page as a site of its own, so that it is read, marked and painted as the pages of the world are. */
export const practice: Site = {
  id: 'practice',
  where: { name: 'Papermargin', hosts: [], test: () => true },
  *items(page) {
    for (const element of page.querySelectorAll('article[data-paper]')) yield { element, read: () => told(element) }
  },
}

function told(element: Element): Told | undefined {
  const facts = practicePapers[Number((element as HTMLElement).dataset.paper) - 1]
  const title = element.querySelector('h3')
  const abstract = element.querySelector('.paper')
  if (!facts || !title || !abstract) return
  return { facts, title: { element: title }, abstract: { element: abstract } }
}
