import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { crmFieldInputSchema, FieldModel, ListOption } from '@/lib/domain/crm/crm';
import { typeWarnings, usableOptions } from '@/lib/domain/crm/field-suggestion';
import { accountPropertiesSchema, type AccountProperty } from '@/lib/domain/answers/account-schema';
import { useApiLoad, type Loaded } from '../lists/use-api-load';
import { Callout } from '../ui/callout';

/** The object's properties in the account; null if it is not queried. */
export type AccountSchema = Loaded<{ items: AccountProperty[] }> | null;

/** Queries the account, if connected, so that a misspelt name shows before an agent sees it. */
export function useAccountSchema(crmId: string, objectApiName: string, isAsked: boolean): AccountSchema {
  const loaded = useApiLoad(
    isAsked ? `/api/crms/${crmId}/schema/${encodeURIComponent(objectApiName)}` : null,
    accountPropertiesSchema,
  );
  return isAsked ? loaded : null;
}

/** Summarises how the fields match the account. */
export function AccountCheck({ schema, fields }: { schema: AccountSchema; fields: readonly FieldModel[] }) {
  const t = useTranslations('crm');
  if (schema === null || schema.state === 'loading') return null;
  if (schema.state === 'failed') {
    if (schema.key === 'object_not_in_account') return <Callout tone="warning" title={schema.failure.message} />;
    return <p className="text-sm text-muted">{t('check.failed', { reason: schema.failure.message })}</p>;
  }
  const missing = fields.filter(({ apiName }) => !schema.data.items.some((property) => property.apiName === apiName));
  if (missing.length > 0) {
    return (
      <Callout tone="warning" title={t('check.missingCount', { count: missing.length })}>
        <p>{t('check.missingText')}</p>
      </Callout>
    );
  }
  return fields.length === 0 ? null : <p className="text-sm text-muted">{t('check.allThere')}</p>;
}

/** Problems that make the provider reject every write. Lesser ones are shown where the type is chosen. */
const REFUSED = [
  'type_warning_time_refused',
  'type_warning_text_refused',
  'type_warning_provider_read_only',
  'type_warning_unknown_options',
];

/** Below one field: why agents can't use it. */
export function FieldCheck({ schema, field }: { schema: AccountSchema; field: FieldModel }) {
  const t = useTranslations('crm');
  const validation = useTranslations('validation');
  if (schema?.state !== 'ready') return null;
  const property = schema.data.items.find(({ apiName }) => apiName === field.apiName);
  const lines = property
    ? typeWarnings(field, property)
        .filter(({ key }) => REFUSED.includes(key))
        .map(({ key, params }) => validation(key, params))
    : [t('check.missing')];
  return lines.map((line) => (
    <p key={line} className="mt-0.5 text-sm text-warning">
      {line}
    </p>
  ));
}

/** While a name is being typed: warns once no property of the account starts with it. */
export function TypedNameCheck({ schema, apiName }: { schema: AccountSchema; apiName: string }) {
  const t = useTranslations('crm');
  const typed = apiName.trim();
  const isMissing =
    schema?.state === 'ready' &&
    typed !== '' &&
    !schema.data.items.some((property) => property.apiName.startsWith(typed));
  return <Warnings lines={isMissing ? [t('check.missing')] : []} />;
}

/** While a field is being typed: warns if the chosen type does not fit the property. */
export function TypedTypeCheck({
  schema,
  field,
}: {
  schema: AccountSchema;
  field: z.input<typeof crmFieldInputSchema>;
}) {
  const { type, required = false, readOnly = false, options = [] } = field;
  const validation = useTranslations('validation');
  const property =
    schema?.state === 'ready' ? schema.data.items.find(({ apiName }) => apiName === field.apiName.trim()) : undefined;
  return (
    <Warnings
      lines={
        property
          ? typeWarnings({ type, required, readOnly, options }, property).map(({ key, params }) =>
              validation(key, params),
            )
          : []
      }
    />
  );
}

/** The account's options for a property; empty if it has none or is unknown. */
export function accountOptions(schema: AccountSchema, apiName: string): ListOption[] {
  const property =
    schema?.state === 'ready' ? schema.data.items.find((candidate) => candidate.apiName === apiName.trim()) : undefined;
  return usableOptions(property?.options ?? []);
}

/** Announced when one appears. */
function Warnings({ lines }: { lines: readonly string[] }) {
  return (
    <div role="status" className="-mt-3 space-y-1 text-sm text-warning empty:hidden">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** Below a custom object. */
export function ObjectCheck({ crmId, apiName }: { crmId: string; apiName: string }) {
  const schema = useAccountSchema(crmId, apiName, true);
  if (schema?.state !== 'failed' || schema.key !== 'object_not_in_account') return null;
  return <p className="mt-0.5 text-sm text-warning">{schema.failure.message}</p>;
}
