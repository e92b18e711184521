import { i18n } from '#i18n'

/** What is kept where, until when, and who can see it; PRIVACY.md says the same. */
export function Privacy() {
  return (
    <section aria-labelledby="privacy">
      <h2 id="privacy">{i18n.t('privacy.title')}</h2>
      <p>{i18n.t('privacy.sent')}</p>
      <ul className="told small quiet">
        <li>{i18n.t('privacy.papers')}</li>
        <li>{i18n.t('privacy.seen')}</li>
        <li>{i18n.t('privacy.settings')}</li>
        <li>{i18n.t('privacy.copies')}</li>
        <li>{i18n.t('privacy.files')}</li>
        <li>{i18n.t('privacy.private')}</li>
        <li>{i18n.t('privacy.pages')}</li>
        <li>{i18n.t('privacy.gone')}</li>
      </ul>
    </section>
  )
}
