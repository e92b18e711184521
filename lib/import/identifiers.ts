import { arxivId, arxivKey, doiKey } from '../identity'
import { fold } from '../words'
import { BULLET } from './lines'

/** An identity key, and the address of the paper's page where the identifier tells it. */
export interface Id {
  key: string
  page?: string
}

/** No line that names papers is longer, in UTF-16 units. */
const LONGEST = 2000

/** An identifier as it stands in a text: a bare number of seven or eight digits is a PMID on a line of its own only. */
const TOKENS =
  /https?:\/\/\S+|(?:www\.)?(?:arxiv|doi|dx\.doi|pubmed\.ncbi|huggingface)\.\w[\w.]*\/\S+|\bpmid:? ?\d{1,9}\b|\bdoi:? ?10\.\S+|(?<![\w./])10\.\d{4,9}\/\S+|\barxiv[:.] ?\S+|(?<![\w./-])(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]{2,})?\/\d{7})(?:v\d+)?(?![\w/-])/gi

/** What says nothing beside an identifier: its label, or the day on arXiv's stamp. */
const BESIDE = /\b(?:arxiv|doi|pmid|pmcid|and|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b/gi

const ARXIV_ADDRESS =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|ar5iv\.\w+(?:\.org)?|scirate\.com|papers\.cool|huggingface\.co\/papers|hf\.co\/papers)\//i

/** The identifier that one such piece of text is, if it is one. */
function idOf(token: string): Id | undefined {
  const pmid =
    /^pmid:? ?(\d+)$/i.exec(token)?.[1] ??
    /(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pubmed)\/(\d+)/.exec(token)?.[1]
  if (pmid) return { key: `pmid:${Number(pmid)}`, page: `https://pubmed.ncbi.nlm.nih.gov/${Number(pmid)}/` }
  const address = /^(?:https?:|www\.|[\w.-]+\.\w+\/)/i.test(token) && !/^(?:arxiv\.)?\d/i.test(token)
  const number = !address || ARXIV_ADDRESS.test(token) ? arxivId(token) : undefined
  if (number && !/^(?:doi:? ?)?10\./i.test(token))
    return { key: arxivKey(number), page: `https://arxiv.org/abs/${number}` }
  const key = doiKey(/\b10\.\d{4,9}%2f/i.test(token) ? token.replace(/%2f/i, '/') : token)
  if (!key) return
  const arxiv = /^arxiv:(.+)/.exec(key)?.[1]
  return { key, page: arxiv ? `https://arxiv.org/abs/${arxiv}` : undefined }
}

/** The identifiers in a line, what else it says, and whether that is nothing. */
export function idsIn(text: string): { ids: Id[]; rest: string; alone: boolean } {
  if (text.length > LONGEST) return { ids: [], rest: text, alone: false }
  const ids: Id[] = []
  const unlinked = text.replace(/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g, '$1 $2')
  const rest = unlinked.replace(TOKENS, (token) => {
    const id = idOf(token.replace(/[,;]+$/, ''))
    if (id && !ids.some(({ key }) => key === id.key)) ids.push(id)
    return id || /^https?:/i.test(token) ? ' ' : token
  })
  // arXiv's lists put the class and the formats behind a number: "[cs.LG]", "[pdf, html, other]".
  const words = fold(
    rest.replace(
      /\[[a-z-]+(?:\.[a-z-]+)?\]|\[(?:(?:pdf|ps|html|other|view)(?:, )?)+\]|\(cross-list from [^)]*\)/gi,
      ' ',
    ),
  )
  const said = words.replace(/^[\s,;:|()[\]–—-]+|[\s,;:|([–—-]+$|\s*\(\)$/g, '')
  return {
    ids,
    // Words that stood around an identifier are no title.
    rest: fold(unlinked).includes(said) ? said : '',
    alone: ids.length > 0 && !/\p{L}/u.test(words.replace(BESIDE, '')),
  }
}

/** The identifiers of a line that says nothing else. */
export function idsOnly(text: string): Id[] | undefined {
  const plain = text.replace(BULLET, '')
  if (/^\d{7,8}$/.test(plain)) return [idOf(`pmid:${plain}`)].filter((id) => id !== undefined)
  const { ids, alone } = idsIn(plain)
  return alone ? ids : undefined
}
