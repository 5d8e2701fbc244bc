import { mergeProfiles } from './merge-profiles';
import type { CoverageMap, ScreenPopPart } from './map';

/** Ids of the map. */
export interface CoverageFilter {
  profile?: string | undefined;
  queue?: string | undefined;
  card?: string | undefined;
}

/** The map of one profile, queue or card only. An unknown id narrows nothing. */
export function narrowCoverage(map: CoverageMap, filter: CoverageFilter): CoverageMap {
  const [profiles, queues, cards] = [
    only(map.profiles, filter.profile),
    only(map.queues, filter.queue),
    only(map.cards, filter.card),
  ];
  // Without any profile, the map has one without a name.
  const inProfiles = <Part extends ScreenPopPart>(part: Part): Part => ({
    ...part,
    profiles: map.profiles.length === 0 ? part.profiles : within(part.profiles, profiles),
  });
  return {
    ...map,
    profiles,
    queues,
    cards,
    screenPop: map.screenPop.map((cell) => ({
      ...cell,
      parts: cell.parts.map(inProfiles).filter((part) => part.profiles.length > 0),
    })),
    assignment: map.assignment.map((cell) => ({
      ...cell,
      parts: mergeProfiles(
        cell.parts
          .map(inProfiles)
          .map((part) => ({ ...part, queues: within(part.queues, queues), cards: within(part.cards, cards) }))
          .filter((part) => part.profiles.length > 0 && part.queues.length > 0 && part.cards.length > 0),
      ),
    })),
  };
}

function only<Item extends { id: string }>(items: Item[], id: string | undefined): Item[] {
  const chosen = items.filter((item) => item.id === id);
  return chosen.length > 0 ? chosen : items;
}

function within(ids: readonly string[], items: readonly { id: string }[]): string[] {
  return ids.filter((id) => items.some((item) => item.id === id));
}
