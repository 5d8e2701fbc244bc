import type { Locale } from '@/lib/domain/base/locale';
import type {
  AssignmentPart,
  CoverageMap,
  OpenEffect,
  ScreenPopPart,
  Server,
  Unreached,
} from '@/lib/domain/coverage/map';
import { mergeProfiles } from '@/lib/domain/coverage/merge-profiles';
import type { Translations } from '@/lib/web/i18n';

type Translate = Translations<'coverage'>;

export interface CoverageWords {
  t: Translate;
  locale: Locale;
  /** By object id. */
  objects: ReadonlyMap<string, string>;
}

/** Longer lists name the first ones and count the others. */
const MOST_NAMED = 3;

export function hrefOf({ kind, crmId, id }: Server): string {
  return `/maker/crm/${crmId}/${kind === 'scenario' ? 'screen-pop' : 'interaction-assignment'}/${id}`;
}

/** Why one is never reached, as plain text. */
export function unreachedText({ t, locale }: Pick<CoverageWords, 't' | 'locale'>, { reason }: Unreached): string {
  switch (reason.kind) {
    case 'shadowed': {
      const names = listOf(
        locale,
        reason.by.map(({ name }) => name),
      );
      return t.markup('shadowed', { count: reason.by.length, by: () => names });
    }
    case 'object_gone':
      return t('objectGone');
    case 'object_hidden':
      return t('objectHidden', { count: reason.objects.length, objects: listOf(locale, reason.objects) });
  }
}

export function openText({ t, locale }: CoverageWords, { effect }: OpenEffect): string {
  switch (effect.kind) {
    case 'searches_with': {
      const sets = effect.identities.map((set) =>
        listOf(
          locale,
          set.map((identity) => t(`identities.${identity}`)),
        ),
      );
      const text = t('searchesWith', { identities: listOf(locale, sets, 'disjunction') });
      return effect.comparesValues ? `${text} ${t('searchesValues')}` : text;
    }
    case 'never_searches':
      return t('neverSearches');
    case 'needs_values':
      return t('needsValues', { fields: listOf(locale, effect.fields, 'disjunction') });
    case 'never_writes':
      return t('neverWrites', { fields: listOf(locale, effect.fields) });
  }
}

export function queueName({ t, locale }: CoverageWords, { names }: CoverageMap['queues'][number]): string {
  return names.length === 0 ? t('otherQueue') : listOf(locale, short(t, names));
}

export function cardName({ t, locale, objects }: CoverageWords, card: CoverageMap['cards'][number], map: CoverageMap) {
  if (card.kind === 'none') return t('noCard');
  if (card.kind === 'objects')
    return t('cardOf', {
      objects: listOf(
        locale,
        card.objectIds.map((id) => objects.get(id) ?? id),
      ),
    });
  if (card.kind === 'not_customer') {
    const kinds = card.nonCustomers.map((kind) => t(`nonCustomers.${kind}`));
    return listOf(locale, kinds, 'disjunction');
  }
  return t(map.cards.some(({ kind }) => kind === 'objects') ? 'otherCard' : 'anyCard');
}

interface Described extends ScreenPopPart {
  /** Undefined: every one there can be. */
  queues: string[] | undefined;
  cards: string[] | 'any' | undefined;
}

/** Each part with only what limits it, so that those that read alike are one. */
export function describeParts(map: CoverageMap, parts: readonly (ScreenPopPart | AssignmentPart)[]): Described[] {
  const everybody = map.profiles.map(({ id }) => id);
  return mergeProfiles(
    parts.map((part): Described => {
      if (!('cards' in part)) return { ...part, queues: undefined, cards: undefined };
      const { by, profiles, queues, cards } = part;
      const possible = attachableIn(parts, profiles);
      const isAny = !cards.includes('none') && cards.length === possible.filter((id) => id !== 'none').length;
      const others = everybody.filter((id) => !profiles.includes(id));
      // Nobody else can attach such a card, so the profile goes without saying.
      const isOnlyTheirs = attachableIn(parts, others).every((id) => !cards.includes(id));
      return {
        by,
        profiles: isOnlyTheirs ? everybody : profiles,
        queues: queues.length === map.queues.length ? undefined : queues,
        cards: cards.length === possible.length ? undefined : isAny ? 'any' : cards,
      };
    }),
  );
}

/** What profiles can attach at all is in the parts of one cell. */
function attachableIn(parts: readonly (ScreenPopPart | AssignmentPart)[], profiles: readonly string[]): string[] {
  const theirs = parts.filter((part) => part.profiles.some((id) => profiles.includes(id)));
  return [...new Set(theirs.flatMap((part) => ('cards' in part ? part.cards : [])))];
}

/** Under what a part holds; empty for the whole cell. */
export function partText(words: CoverageWords, map: CoverageMap, part: Described): string {
  const { t, locale } = words;
  const list = (names: readonly string[], type?: 'disjunction') => listOf(locale, short(t, names), type);
  const texts: string[] = [];
  const profiles = map.profiles.filter(({ id }) => part.profiles.includes(id)).map(({ name }) => name);
  if (profiles.length < map.profiles.length)
    texts.push(t('inProfiles', { count: profiles.length, names: list(profiles) }));
  if (part.queues !== undefined) {
    const queues = map.queues.filter(({ id }) => part.queues?.includes(id));
    const names = queues.flatMap((queue) => queue.names);
    const named = names.length > 0 ? [t('inQueues', { count: names.length, names: list(names) })] : [];
    const others = queues.some((queue) => queue.names.length === 0) ? [t('otherQueue')] : [];
    texts.push(list([...named, ...others], 'disjunction'));
  }
  if (part.cards === 'any') texts.push(t('anyCard'));
  else if (part.cards !== undefined) {
    const cards = map.cards.filter(({ id }) => part.cards?.includes(id));
    texts.push(
      list(
        cards.map((card) => cardName(words, card, map)),
        'disjunction',
      ),
    );
  }
  return texts.join(' · ');
}

function short(t: Translate, names: readonly string[]): string[] {
  const more = names.length - MOST_NAMED;
  return more <= 0 ? [...names] : [...names.slice(0, MOST_NAMED), t('more', { count: more })];
}

function listOf(locale: Locale, items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  return new Intl.ListFormat(locale, { type }).format(items);
}
