import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { EditLineForm } from '@/components/lines/line-form';
import { RowMenu } from '@/components/lists/row-menu';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { idSchema } from '@/lib/domain/base/validation';
import { listLineProfiles, readLine } from '@/lib/services/lines/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

/** The page's line, read once per request. */
const readLinePage = cache(async (id: string) => {
  const ctx = await requirePage('lines.access');
  const line = idSchema.safeParse(id).success ? await orNull(readLine(ctx, { id })) : null;
  if (!line) notFound();
  return { ctx, line };
});

export async function generateMetadata({ params }: PageInput<'id'>) {
  return { title: (await readLinePage((await params).id)).line.name };
}

export default async function LinePage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, line } = await readLinePage(id);
  const [t, profiles] = await Promise.all([getTranslations('lines'), listLineProfiles(ctx)]);
  const { name, kind, value, profile, version, lastSeenAt, interactions, updatedAt } = line;
  const ledger = `/maker/interactions?${kind === 'queue' ? 'queue' : 'line'}=${id}`;
  return (
    <>
      <PageHeader
        title={name}
        crumb={name}
        description={t('describe', { kind, value })}
        tags={<EntityTags ctx={ctx} kind="line" id={id} />}
        menu={
          <RowMenu
            entity={{ type: 'line', id, name }}
            api="/api/lines"
            href="/maker/lines"
            can={rowRights(ctx.actor, 'lines')}
            without={['open', 'duplicate', 'dependencies']}
            deleteConsequence={t('deleteConsequence')}
            afterDeleteHref="/maker/lines"
          />
        }
      />
      <DetailLayout
        railLabel={t('facts')}
        rail={
          <>
            <RailSection title={t('lastSeen')}>
              {lastSeenAt === null ? t('neverSeen') : <Time value={lastSeenAt} />}
            </RailSection>
            <RailSection title={t('interactions')}>
              {may(ctx.actor, 'interactions.access') ? (
                <TextLink href={ledger}>{t('interactionCount', { count: interactions })}</TextLink>
              ) : (
                t('interactionCount', { count: interactions })
              )}
            </RailSection>
            <RailSection title={t('changed')}>
              <Time value={updatedAt} />
            </RailSection>
          </>
        }
      >
        <WaitingNotice ctx={ctx} cause={`line:${id}`} />
        <EditLineForm
          id={id}
          values={{ name, profileId: profile?.id ?? null, version }}
          profiles={profiles}
          readOnlyReason={may(ctx.actor, 'lines.modify') ? undefined : t('readOnly')}
        />
      </DetailLayout>
    </>
  );
}
