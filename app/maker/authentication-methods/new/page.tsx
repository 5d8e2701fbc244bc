import { CreateMethodForm } from '@/components/auth-methods/method-form';
import { PageHeader } from '@/components/ui/page-header';
import { readRedirectUris } from '@/lib/services/auth-methods/queries';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('auth-methods'))('createTitle') };
}

export default async function NewAuthenticationMethodPage() {
  const ctx = await requirePage('auth-methods.create');
  const t = await getTranslations('auth-methods');
  return (
    <>
      <PageHeader title={t('createTitle')} crumb={t('createTitle')} />
      <CreateMethodForm redirectUris={readRedirectUris(ctx, { provider: 'hubspot' })} />
    </>
  );
}
