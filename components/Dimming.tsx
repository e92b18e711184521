import { i18n } from '#i18n'
import { type Dimming, dimmings } from '@/lib/triage'

/** Which of a page's papers stand back: none, those seen, or all that are not saved. */
export function DimmingSegments({ dimming, choose }: { dimming: Dimming; choose(dimming: Dimming): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these three buttons need.
    <div className="seg" role="group" aria-label={i18n.t('dim.label')}>
      {dimmings.map((one) => (
        <button key={one} type="button" data-dim={one} aria-pressed={dimming === one} onClick={() => choose(one)}>
          {i18n.t(`dim.${one}`)}
        </button>
      ))}
    </div>
  )
}
