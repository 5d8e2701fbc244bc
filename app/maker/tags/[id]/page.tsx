import { notFound } from 'next/navigation';
import { cache } from 'react';
import { RowMenu } from '@/components/lists/row-menu';
import { EditTagForm } from '@/components/tags/tag-form';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { idSchema } from '@/lib/domain/base/validation';
import { readTag } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

const readTagPage = cache(async (id: string) => {
  const ctx = await requirePage('tags.access');
  const tag = idSchema.safeParse(id).success ? await orNull(readTag(ctx, { id })) : null;
  if (!tag) notFound();
  return { ctx, tag };
});

export async function generateMetadata({ params }: PageInput<'id'>) {
  return { title: (await readTagPage((await params).id)).tag.name };
}

export default async function TagPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  await requirePage('tags.access');
  const [{ ctx, tag }, t] = await Promise.all([readTagPage(id), getTranslations('tags')]);
  const { name, colour, version, uses, updatedAt } = tag;
  return (
    <>
      <PageHeader
        title={name}
        crumb={name}
        action={
          <RowMenu
            entity={{ type: 'tag', id, name }}
            api="/api/tags"
            href="/maker/tags"
            can={rowRights(ctx.actor, 'tags')}
            without={['open', 'duplicate', 'tags']}
            afterDeleteHref="/maker/tags"
          />
        }
      />
      <DetailLayout
        railLabel={t('facts')}
        rail={
          <>
            <RailSection title={t('uses')}>
              {uses.length === 0 ? (
                <p>{t('unused')}</p>
              ) : (
                <ul className="space-y-1">
                  {uses.map(({ kind, count, href }) => (
                    <li key={kind}>
                      {href === null ? (
                        t(`kinds.${kind}`, { count })
                      ) : (
                        <TextLink href={href}>{t(`kinds.${kind}`, { count })}</TextLink>
                      )}
                    </li>
                  ))}
                </ul>
              )}
            </RailSection>
            <RailSection title={t('changed')}>
              <Time value={updatedAt} />
            </RailSection>
          </>
        }
      >
        <EditTagForm
          id={id}
          values={{ name, colour, version }}
          readOnlyReason={may(ctx.actor, 'tags.modify') ? undefined : t('readOnly')}
        />
      </DetailLayout>
    </>
  );
}
