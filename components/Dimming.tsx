import { i18n } from '#i18n'
import { type Dimming, dimmings } from '@/lib/triage'
import { Segments } from './Segments'

/** Which of a page's papers stand back: none, those seen, or all that are not saved. */
export function DimmingSegments({ dimming, choose }: { dimming: Dimming; choose(dimming: Dimming): void }) {
  const nameOf = (one: Dimming) => i18n.t(`dim.${one}`)
  return <Segments label={i18n.t('dim.label')} values={dimmings} value={dimming} nameOf={nameOf} choose={choose} />
}
