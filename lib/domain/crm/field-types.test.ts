import { describe, expect, it } from 'vitest';
import crmEn from '@/messages/en/crm.json';
import validationEn from '@/messages/en/validation.json';
import crmFr from '@/messages/fr/crm.json';
import { CRM_FIELD_TYPES, FIELD_TYPES, type CrmFieldType } from './field-types';

// Typed so that a new field type without a name does not compile.
const names: Record<'en' | 'fr', Record<CrmFieldType, string>> = { en: crmEn.types, fr: crmFr.types };

describe('FIELD_TYPES', () => {
  it.each(['en', 'fr'] as const)('names all the types in %s and no others', (locale) => {
    expect(Object.keys(names[locale]).toSorted()).toEqual(CRM_FIELD_TYPES.toSorted());
  });

  it('has a message for every mismatch it reports', () => {
    const mismatches = CRM_FIELD_TYPES.flatMap((type) => Object.values(FIELD_TYPES[type].mismatch));
    const keys = mismatches.flatMap((mismatch) => (mismatch === null ? [] : [`type_warning_${mismatch}`]));
    expect(Object.keys(validationEn)).toEqual(expect.arrayContaining(keys));
  });
});
