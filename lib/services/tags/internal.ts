import { tagNameKey, type TaggableKind, type TagInput } from '@/lib/domain/base/tag';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { TAGS } from '../tagging';
import { readUser } from '../users/internal';
import { requireManageable } from '../access';

/** The tag's database columns. */
export function columnsOf({ name, colour }: TagInput) {
  return { name, nameKey: tagNameKey(name), colour };
}

export function historyOf({ name, colour }: { name: string; colour: string }): Record<string, unknown> {
  return { name, colour };
}

interface Tagged {
  id: string;
  name: string;
  tags: { id: string; name: string; colour: string }[];
}

interface Taggable {
  /** The tag's relation to this kind. */
  relation: 'users' | 'roles' | 'profiles' | 'crms' | 'ssoConnectors' | 'authMethods';
  read: (tx: Tx, id: string) => Promise<Tagged | null>;
  change: (tx: Tx, id: string, tags: { connect: { id: string }[]; disconnect: { id: string }[] }) => Promise<Tagged>;
  /** The module's own checks for a change, beyond its `modify` permission. */
  check?: (ctx: Ctx, tx: Tx, id: string) => Promise<unknown>;
}

const TAGGED = { id: true, name: true, tags: TAGS } as const;

export const taggables: Record<TaggableKind, Taggable> = {
  'auth-method': {
    relation: 'authMethods',
    read: (tx, id) => tx.authMethod.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.authMethod.update({ where: { id }, data: { tags }, select: TAGGED }),
  },
  'sso-connector': {
    relation: 'ssoConnectors',
    read: (tx, id) => tx.ssoConnector.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.ssoConnector.update({ where: { id }, data: { tags }, select: TAGGED }),
  },
  crm: {
    relation: 'crms',
    read: (tx, id) => tx.crm.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.crm.update({ where: { id }, data: { tags }, select: TAGGED }),
  },
  user: {
    relation: 'users',
    read: (tx, id) => tx.user.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.user.update({ where: { id }, data: { tags }, select: TAGGED }),
    check: async (ctx, tx, id) => requireManageable(ctx, tx, await readUser(tx, id)),
  },
  role: {
    relation: 'roles',
    read: (tx, id) => tx.role.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.role.update({ where: { id }, data: { tags }, select: TAGGED }),
  },
  profile: {
    relation: 'profiles',
    read: (tx, id) => tx.profile.findUnique({ where: { id }, select: TAGGED }),
    change: (tx, id, tags) => tx.profile.update({ where: { id }, data: { tags }, select: TAGGED }),
  },
};
