import { ENTITIES, type NamedEntity } from '@/lib/domain/base/modules';
import type { ReadDb } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

interface Named {
  id: string;
  name: string;
}

/** What all tables with a name have in common. */
interface NamedTable {
  findMany(args: {
    where: { id?: { in: string[] }; name?: Prisma.StringFilter };
    orderBy?: { name: 'asc' };
    take?: number;
    select: { id: true; name: true };
  }): Promise<Named[]>;
}

/** The table the registry gives for an entity. A table missing from the schema does not compile. */
export function namedTable(tx: Pick<ReadDb, (typeof ENTITIES)[NamedEntity]['table']>, entity: NamedEntity): NamedTable {
  return tx[ENTITIES[entity].table];
}
