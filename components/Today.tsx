import { i18n } from '#i18n'

/** Where a reader who has nothing yet finds papers: today's, on the two sites that are always read. */
export const Today = () => (
  <p className="row">
    <a className="btn main" href="https://huggingface.co/papers" target="_blank" rel="noopener noreferrer">
      {i18n.t('welcome.huggingface')}
    </a>
    <a className="btn" href="https://arxiv.org/list/cs.CL/new" target="_blank" rel="noopener noreferrer">
      {i18n.t('welcome.arxiv')}
    </a>
  </p>
)
