import { fingerprint } from '@/lib/platform/crypto';
import type { Ctx } from '../context';
import { openClientSecret } from '../oauth/seal-client-secret';

interface DescribedMethod {
  id: string;
  name: string;
  provider: string;
  environment: string;
  clientId: string;
  clientSecret: string | null;
  requiredScopes: string[];
  optionalScopes: string[];
  status: string;
  disabledReason: string | null;
  portalId: string | null;
  portalName: string | null;
}

/** A method as stored in the history: the secret as a fingerprint, without tokens. */
export function describeMethod(ctx: Ctx, method: DescribedMethod): Record<string, unknown> {
  const secret = openClientSecret(ctx, method);
  const {
    name,
    provider,
    environment,
    clientId,
    requiredScopes,
    optionalScopes,
    status,
    disabledReason,
    portalId,
    portalName,
  } = method;
  return {
    name,
    provider,
    environment,
    clientId,
    clientSecret: secret === null ? null : fingerprint(secret),
    requiredScopes,
    optionalScopes,
    status,
    disabledReason,
    portalId,
    portalName,
  };
}
