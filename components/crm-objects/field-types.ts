import type { CrmFieldInput, FieldModel } from '@/lib/domain/crm/crm';

export type StoredField = FieldModel & { version: number };
export type FieldSuggestion = Omit<CrmFieldInput, 'required'> & { isUsual: boolean };
