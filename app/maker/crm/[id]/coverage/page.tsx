import { Grid3x3 } from 'lucide-react';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListFrame } from '@/components/lists/list-frame';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import type { CoverageMap } from '@/lib/domain/coverage/map';
import { narrowCoverage } from '@/lib/domain/coverage/narrow';
import { getLocale, getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmCoverage, readCrmPage } from '../crm-page';
import { OpenList, UnreachedList } from './coverage-lists';
import { CoverageTable } from './coverage-table';
import { cardName, queueName, type CoverageWords } from './words';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function CoveragePage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm } = await readCrmPage(id);
  const [t, locale, coverage] = await Promise.all([getTranslations('coverage'), getLocale(), readCrmCoverage(id)]);
  const words: CoverageWords = {
    t,
    locale,
    objects: new Map(crm.objects.map(({ id: objectId, name }) => [objectId, name])),
  };
  const href = `/maker/crm/${id}`;
  if (coverage.kind === 'too_large') {
    return (
      <CrmPage id={id}>
        <Callout tone="warning" title={t('tooLarge')}>
          <p>{t('tooLargeText', { comparisons: coverage.comparisons, limit: coverage.limit })}</p>
        </Callout>
      </CrmPage>
    );
  }
  const { map } = coverage;
  const isEmpty = [...map.screenPop, ...map.assignment].every(({ parts }) => parts.every(({ by }) => by === null));
  if (isEmpty && map.unreached.length === 0) {
    return (
      <CrmPage id={id}>
        <EmptyState
          icon={Grid3x3}
          title={t('empty')}
          description={t('emptyText')}
          action={<LinkButton href={`${href}/screen-pop`}>{t('toScenarios')}</LinkButton>}
          next={<TextLink href={`${href}/interaction-assignment`}>{t('toRules')}</TextLink>}
        />
      </CrmPage>
    );
  }
  const query = await searchParams;
  const [profile, queue, card] = ['profile', 'queue', 'card'].map((name) => oneParam(query, name) ?? undefined);
  const shown = narrowCoverage(map, { profile, queue, card });
  const rules = await getTranslations('rules');
  return (
    <CrmPage id={id}>
      <section aria-labelledby="coverage" className="space-y-6">
        <div>
          <h2 id="coverage" className="text-base font-semibold">
            {t('title')}
          </h2>
          <p className="max-w-prose text-muted">{t('purpose')}</p>
        </div>
        {map.profiles.length === 0 && (
          <Callout
            tone="warning"
            title={t('noProfiles')}
            action={may(ctx.actor, 'profiles.access') && <TextLink href="/maker/profiles">{t('toProfiles')}</TextLink>}
          >
            <p>{t('noProfilesText')}</p>
          </Callout>
        )}
        <UnreachedList map={map} words={words} />
        <ListFrame>
          <FilterBar total={shown.screenPop.length + shown.assignment.length} filters={filtersOf(map, words)} />
          {(['screenPop', 'assignment'] as const).map((kind) => (
            <div key={kind} className="space-y-2 pt-2">
              <h3 className="font-semibold">{t(kind)}</h3>
              <p className="max-w-prose text-muted">{t(`${kind}Text`)}</p>
              <CoverageTable caption={t(kind)} cells={shown[kind]} map={shown} crmId={id} words={words} rules={rules} />
            </div>
          ))}
        </ListFrame>
        <OpenList map={map} words={words} />
      </section>
    </CrmPage>
  );
}

/** Only what makes a difference can be chosen. */
function filtersOf(map: CoverageMap, words: CoverageWords) {
  const { t } = words;
  const filters = [
    { name: 'profile', options: map.profiles.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'queue', options: map.queues.map((one) => ({ value: one.id, label: capital(queueName(words, one)) })) },
    { name: 'card', options: map.cards.map((one) => ({ value: one.id, label: capital(cardName(words, one, map)) })) },
  ] as const;
  return filters
    .filter(({ options }) => options.length > 1)
    .map(({ name, options }) => ({ name, label: t(`filters.${name}`), options }));
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
