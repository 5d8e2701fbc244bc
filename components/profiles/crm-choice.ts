import type { CrmFieldType } from '@/lib/domain/crm/field-types';

export interface CrmChoice {
  id: string;
  name: string;
  objects: readonly {
    id: string;
    name: string;
    apiName: string;
    fields: readonly { id: string; name: string; type: CrmFieldType; required: boolean; readOnly: boolean }[];
  }[];
}
