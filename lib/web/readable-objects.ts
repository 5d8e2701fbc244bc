import type { ObjectModel } from '@/lib/domain/crm/crm';
import { FIELD_TYPES } from '@/lib/domain/crm/field-types';
import type { ReadableObject } from '@/lib/domain/crm/readable-field';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findKnownObject } from '@/lib/integrations/crm/contract/manifest';
import { getProviderTranslations } from './i18n';

/** A CRM's configured objects with the labels its provider and account give their fields. The administrator's own label wins. */
export async function toReadableObjects({
  type,
  objects,
}: {
  type: string;
  objects: readonly Omit<ObjectModel, 'crmId'>[];
}): Promise<ReadableObject[]> {
  const say = await getProviderTranslations(type);
  return objects.map(({ id, name, apiName, fields }) => {
    const known = isProviderId(type) ? findKnownObject(providerManifests[type], apiName) : null;
    return {
      id,
      name,
      apiName,
      fields: fields.map((field) => {
        const suggested = known?.fields.find((candidate) => candidate.apiName === field.apiName);
        const usual = (suggested?.knownValues ?? []).map(({ value, labelKey }) => ({ value, label: say(labelKey) }));
        // The first label of a value wins.
        const options = [
          ...field.options,
          ...usual,
          ...(FIELD_TYPES[field.type].options === 'none' ? [] : (field.accountOptions ?? [])),
        ];
        return {
          id: field.id,
          name: field.name,
          apiName: field.apiName,
          type: field.type,
          options,
          unit: suggested?.unit ?? null,
        };
      }),
    };
  });
}
