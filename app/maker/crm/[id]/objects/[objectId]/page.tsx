import { notFound } from 'next/navigation';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { FieldList } from '@/components/crm-objects/field-list';
import { ObjectHead } from '@/components/crm-objects/object-head';
import { LIMITS } from '@/lib/domain/base/limits';
import { hasOwnOptions, typeWithOptions } from '@/lib/domain/crm/field-types';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findKnownObject } from '@/lib/integrations/crm/contract/manifest';
import { getProviderTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, readCrmPage } from '../../crm-page';

async function readObjectPage(params: PageInput<'id' | 'objectId'>['params']) {
  const { id, objectId } = await params;
  const { ctx, crm, canModify } = await readCrmPage(id);
  const object = crm.objects.find((candidate) => candidate.id === objectId);
  if (!object) notFound();
  return { ctx, id, crm, object, canModify };
}

export async function generateMetadata({ params }: PageInput<'id' | 'objectId'>) {
  const { crm, object } = await readObjectPage(params);
  return { title: `${object.name} · ${crm.name}` };
}

export default async function ObjectPage({ params }: PageInput<'id' | 'objectId'>) {
  const { ctx, id, crm, object, canModify } = await readObjectPage(params);
  const say = await getProviderTranslations(crm.type);
  const known = isProviderId(crm.type) ? findKnownObject(providerManifests[crm.type], object.apiName) : null;
  const suggestions = (known?.fields ?? []).map(({ apiName, nameKey, type, isReadOnly, isUsual, knownValues }) => ({
    apiName,
    name: say(nameKey),
    // A list needs the account's own options, so suggest text until they are picked from the account.
    type: typeWithOptions(type, knownValues?.length ?? 0),
    readOnly: isReadOnly,
    isUsual,
    options: hasOwnOptions(type)
      ? (knownValues ?? []).map(({ value, labelKey }) => ({ value, label: say(labelKey) }))
      : [],
  }));
  return (
    <CrmPage id={id} crumb={object.name}>
      <ObjectHead crmId={id} object={object} canModify={canModify} />
      <WaitingNotice ctx={ctx} cause={`object:${object.id}`} />
      <FieldList
        crmId={id}
        objectId={object.id}
        objectApiName={object.apiName}
        fields={object.fields}
        suggestions={suggestions}
        isConnected={crm.authMethod.status === 'enabled'}
        canModify={canModify}
        limit={LIMITS.fieldsPerObject}
      />
    </CrmPage>
  );
}
