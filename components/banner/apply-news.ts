import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import type { BannerNews } from '@/lib/domain/answers/banner-event';
import { isStaleInteraction } from '@/lib/domain/interaction/stale-interaction';

type Interactions = BannerState['interactions'];
type Listed = Pick<BannerNews, 'interactionId' | 'shown'>;

/** The server lists as many that are over, and besides them those that somebody still has to name the customer of. */
const LATEST = 10;

/** Whether the news says all that changed. Otherwise the whole state is to be read. */
export function isWhole(news: BannerNews | null): news is BannerNews & { interactionId: string } {
  return news?.interactionId !== undefined && news.shown !== undefined;
}

/**
 * The lists once one interaction is as the news says. It keeps its place in a list that it stays in; otherwise it comes first.
 * Those whose end was lost long ago leave, by the server's clock.
 */
export function applyNews({ open, closed }: Interactions, { interactionId, shown }: Listed): Interactions {
  const placed = (list: readonly BannerInteraction[], isHere: boolean): BannerInteraction[] => {
    if (!shown || !isHere) return list.filter(({ id }) => id !== interactionId);
    const { interaction } = shown;
    return list.some(({ id }) => id === interactionId)
      ? list.map((known) => (known.id === interactionId ? interaction : known))
      : [interaction, ...list];
  };
  const now = new Date(shown?.interaction.lastEventAt ?? 0);
  return {
    open: placed(open, shown?.place === 'open').filter(
      ({ state, lastEventAt }) => !isStaleInteraction({ state, lastEventAt: new Date(lastEventAt) }, now),
    ),
    closed: placed(closed, shown?.place === 'closed').filter(
      ({ ledger }, index) => index < LATEST || ledger === 'without_customer',
    ),
  };
}
