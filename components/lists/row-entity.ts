import type { EntityKey } from '@/lib/domain/base/modules';

/** What a row of a list stands for. */
export interface RowEntity {
  type: EntityKey;
  id: string;
  name: string;
}
