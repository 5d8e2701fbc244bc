import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { MethodStatus } from '@/components/crms/method-status';
import { TryChoices } from '@/components/rules/try-choices';
import { ReadableObjects } from '@/components/crm-objects/readable-objects';
import { RowMenu } from '@/components/lists/row-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { TextLink } from '@/components/ui/text-link';
import { idSchema } from '@/lib/domain/base/validation';
import { listDecidingObjects, readCrm } from '@/lib/services/crms/queries';
import { readCoverage } from '@/lib/services/crms/read-coverage';
import { readSimulationChoices } from '@/lib/services/interactions/read-simulation-choices';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { toReadableObjects } from '@/lib/web/readable-objects';
import { requirePage } from '@/lib/web/session';

/** The page's CRM, read once per request. */
export const readCrmPage = cache(async (id: string) => {
  const ctx = await requirePage('crm.access');
  const crm = idSchema.safeParse(id).success ? await orNull(readCrm(ctx, { id })) : null;
  if (!crm) notFound();
  return { ctx, crm, canModify: may(ctx.actor, 'crm.modify') };
});

/** Its objects with the account's labels for their values. */
export const readDecidingObjects = cache(async (id: string) =>
  listDecidingObjects((await readCrmPage(id)).ctx, { crmId: id }),
);

/** Read once per request, by the map and by the lists that mark what is never reached. */
export const readCrmCoverage = cache(async (id: string) => readCoverage((await readCrmPage(id)).ctx, { crmId: id }));

export async function crmTitle(params: Promise<{ id: string }>): Promise<{ title: string }> {
  return { title: (await readCrmPage((await params).id)).crm.name };
}

interface CrmPageProps {
  id: string;
  /** The last breadcrumb: the name of an object, scenario or rule. */
  crumb?: string;
  /** The page shows record values, as *Try it* does. */
  showsValues?: boolean;
  /** The recorded interaction that *Try it* starts with. */
  replayId?: string | null;
  children: ReactNode;
}

/** Header and tabs of a CRM's pages. */
export async function CrmPage({ id, crumb, showsValues = false, replayId = null, children }: CrmPageProps) {
  const { ctx, crm } = await readCrmPage(id);
  const t = await getTranslations('crm');
  const href = `/maker/crm/${id}`;
  return (
    <>
      <PageHeader
        title={crm.name}
        crumb={crumb === undefined ? crm.name : `${crm.name} / ${crumb}`}
        description={
          <TextLink href={`/maker/authentication-methods/${crm.authMethod.id}`}>{crm.authMethod.name}</TextLink>
        }
        status={<MethodStatus method={crm.authMethod} />}
        tags={<EntityTags ctx={ctx} kind="crm" id={id} />}
        menu={
          <RowMenu
            entity={{ type: 'crm', id, name: crm.name }}
            api="/api/crms"
            href="/maker/crm"
            can={rowRights(ctx.actor, 'crm')}
            without={['open']}
            deleteConsequence={t('deleteConsequence')}
            afterDeleteHref="/maker/crm"
          />
        }
      />
      <Tabs
        label={t('tabs.label', { name: crm.name })}
        tabs={[
          { href, label: t('tabs.objects'), count: crm.objects.length },
          { href: `${href}/screen-pop`, label: t('tabs.screenPop'), count: crm.counts.scenarios },
          { href: `${href}/interaction-assignment`, label: t('tabs.assignment'), count: crm.counts.rules },
          { href: `${href}/coverage`, label: t('tabs.coverage') },
          { href: `${href}/settings`, label: t('tabs.settings') },
        ]}
      />
      <div className="mt-6">
        {showsValues ? (
          <Readable id={id} replayId={replayId}>
            {children}
          </Readable>
        ) : (
          children
        )}
      </div>
    </>
  );
}

async function Readable({ id, replayId, children }: { id: string; replayId: string | null; children: ReactNode }) {
  const { ctx, crm, canModify } = await readCrmPage(id);
  const interactionId = idSchema.safeParse(replayId).data ?? null;
  const choices = canModify ? await readSimulationChoices(ctx, { interactionId }) : null;
  return (
    <ReadableObjects
      objects={await toReadableObjects({ type: crm.type, objects: await readDecidingObjects(id) })}
      defaultCountry={ctx.config.defaultCountry}
    >
      {choices ? (
        <TryChoices {...choices} replayId={interactionId}>
          {children}
        </TryChoices>
      ) : (
        children
      )}
    </ReadableObjects>
  );
}
