import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { RowMenu } from '@/components/lists/row-menu';
import { ProfileForm } from '@/components/profiles/profile-form';
import { PageHeader } from '@/components/ui/page-header';
import { idSchema } from '@/lib/domain/base/validation';
import { listProfileChoices, readProfile } from '@/lib/services/profiles/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

/** The page's profile, read once per request. */
const readProfilePage = cache(async (id: string) => {
  const ctx = await requirePage('profiles.access');
  const profile = idSchema.safeParse(id).success ? await orNull(readProfile(ctx, { id })) : null;
  if (!profile) notFound();
  return { ctx, profile };
});

export async function generateMetadata({ params }: PageInput<'id'>) {
  return { title: (await readProfilePage((await params).id)).profile.name };
}

export default async function ProfilePage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, profile } = await readProfilePage(id);
  const [t, crms] = await Promise.all([getTranslations('profiles'), listProfileChoices(ctx)]);
  return (
    <>
      <PageHeader
        title={profile.name}
        crumb={profile.name}
        description={profile.description || t('purpose')}
        tags={<EntityTags ctx={ctx} kind="profile" id={id} />}
        menu={
          <RowMenu
            entity={{ type: 'profile', id, name: profile.name }}
            api="/api/profiles"
            href="/maker/profiles"
            can={rowRights(ctx.actor, 'profiles')}
            without={['open']}
            afterDeleteHref="/maker/profiles"
          />
        }
      />
      <WaitingNotice ctx={ctx} cause={`profile:${id}`} />
      <ProfileForm
        crms={crms}
        profile={profile}
        readOnlyReason={may(ctx.actor, 'profiles.modify') ? undefined : t('readOnly')}
      />
    </>
  );
}
