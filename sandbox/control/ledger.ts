import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { controlError } from './control-error';

const querySchema = z.strictObject({
  /** A type or its prefix: `crm`, `oauth.refreshed`. */
  type: z.string().nullable().default(null),
  portalId: z.coerce.number().int().nullable().default(null),
  appId: z.coerce.number().int().nullable().default(null),
  /** A part of the path of the request that caused the effect. */
  path: z.string().nullable().default(null),
  after: z.coerce.number().int().default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

export function showLedger({ world, request }: Call): SandboxResponse {
  const parsed = querySchema.safeParse(Object.fromEntries(request.query));
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  return { status: 200, json: world.ledger.find(parsed.data) };
}
