import { CreateConnectorForm } from '@/components/sso-connectors/connector-form';
import { PageHeader } from '@/components/ui/page-header';
import { listMethodChoices, listOidcChoices, listReferences } from '@/lib/services/sso-connectors/queries';
import { readLatestTest } from '@/lib/services/sso-sign-in/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { idParam, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('sso-connectors'))('createTitle') };
}

export default async function NewSsoConnectorPage({ searchParams }: PageInput) {
  // The form's choices are visible to anybody who can open this module.
  await requirePage('sso-connectors.access');
  const ctx = await requirePage('sso-connectors.create');
  const mayTest = may(ctx.actor, 'sso-connectors.modify');
  const [t, params, methods, takenReferences, oidc, latest] = await Promise.all([
    getTranslations('sso-connectors'),
    searchParams,
    listMethodChoices(ctx),
    listReferences(ctx),
    listOidcChoices(ctx),
    mayTest ? readLatestTest(ctx, { connectorId: null }) : null,
  ]);
  const wanted = idParam(params, 'method');
  const only = methods.length === 1 ? methods[0]?.id : undefined;
  return (
    <>
      <PageHeader title={t('createTitle')} crumb={t('createTitle')} description={t('purpose')} />
      <CreateConnectorForm
        methods={methods}
        authMethodId={methods.find(({ id }) => id === wanted)?.id ?? only ?? ''}
        takenReferences={takenReferences}
        oidc={oidc}
        mayTest={mayTest}
        latestTest={latest && { ...latest, startedAt: latest.startedAt.toISOString() }}
      />
    </>
  );
}
