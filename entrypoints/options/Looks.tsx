import { i18n } from '#i18n'
import { Segments } from '@/components/Segments'
import { type Appearance, type Look, looks } from '@/lib/appearance'
import { appearance } from '@/lib/settings'
import { useSetting } from './setting'

/** How our own screens look. */
export function Looks() {
  return (
    <section aria-labelledby="appearance">
      <h2 id="appearance">{i18n.t('appearance.title')}</h2>
      <p className="quiet">{i18n.t('appearance.how')}</p>
      <LookSegments look="theme" />
      <LookSegments look="density" />
      <LookSegments look="size" />
    </section>
  )
}

/** One thing about how Papermargin looks, and what it can be. */
export function LookSegments({ look }: { look: Look }) {
  const [chosen, choose] = useSetting(appearance)
  return (
    <div className="look">
      <span aria-hidden="true">{i18n.t(`look.${look}`)}</span>
      <Segments<Appearance[Look]>
        label={i18n.t(`look.${look}`)}
        values={looks[look]}
        value={chosen[look]}
        nameOf={(value) => i18n.t(`looks.${value}`)}
        choose={(value) => choose({ ...chosen, [look]: value })}
      />
    </div>
  )
}
