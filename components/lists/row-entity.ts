import type { EntityKey } from '@/lib/domain/base/modules';

/** The entity of a row. */
export interface RowEntity {
  type: EntityKey;
  id: string;
  name: string;
}
