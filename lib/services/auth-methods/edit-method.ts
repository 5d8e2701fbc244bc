import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import {
  needsSecretAgain,
  type authMethodEditSchema,
  type AuthMethodStatus,
} from '@/lib/domain/connection/auth-method';
import { authMethodEditSchemaOf, isProviderId, providerSchemas } from '@/lib/integrations/crm/manifests';
import { isSameSecret } from '@/lib/platform/crypto';
import {
  authorise,
  checkVersion,
  found,
  parseInput,
  recordHistory,
  requireFreshSignIn,
  requireUser,
  write,
  type Ctx,
} from '../context';
import { loadMethod } from '../connections/load-method';
import { openClientSecret, sealClientSecret } from '../oauth/seal-client-secret';
import { refuseRequired } from '../sso-connectors/refuse-required';
import { describeMethod } from './describe-method';
import { notifyAgents } from '../connections/notify-agents';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/edit-method',
  access: 'auth-methods.modify',
  freshSignIn: { when: 'the credentials change' },
  handsOut: [],
  touches: 'anything',
});

/**
 * Changes name, scopes or credentials. New credentials end the grant: the method is Disabled until activated again.
 * Changing only scopes keeps it; the granted scopes are shown next to them.
 */
export async function editMethod(
  ctx: Ctx,
  input: { id: string } & z.input<typeof authMethodEditSchema>,
): Promise<{ version: number; status: AuthMethodStatus }> {
  authorise(ctx, POLICY);
  const user = requireUser(ctx);
  const { id, ...rest } = input;
  const { provider } = found(await ctx.db.authMethod.findUnique({ where: { id }, select: { provider: true } }));
  if (!isProviderId(provider)) throw new Error(`The method ${id} names a provider that is not there: ${provider}`);
  const { version, clientSecret: typed, ...data } = parseInput(authMethodEditSchemaOf(provider), rest);
  const settings = parseInput(providerSchemas[provider].settings, {
    environment: data.environment,
    clientId: data.clientId,
  });

  return write(ctx, POLICY, async (tx) => {
    const before = await loadMethod(ctx, tx, id);
    await checkVersion(tx, 'auth-method', before, version);
    const isOtherClient = needsSecretAgain(before, settings);
    if (isOtherClient && !typed)
      throw new AppError('INVALID_INPUT', { fields: { clientSecret: { key: 'secret_again' } } });
    const known = openClientSecret(ctx, before);
    const isOtherSecret = Boolean(typed) && (known === null || !isSameSecret(typed ?? '', known));
    const endsGrant = isOtherClient || isOtherSecret;
    if (endsGrant) requireFreshSignIn(ctx);

    await tx.authMethod.update({
      where: { id, version },
      data: {
        ...data,
        ...settings,
        version: { increment: 1 },
        ...(isOtherSecret
          ? {
              clientSecret: sealClientSecret(ctx, id, typed ?? ''),
              clientSecretSetAt: ctx.now(),
              clientSecretSetById: user.userId,
            }
          : {}),
        ...(endsGrant ? { grantedScopes: [], activationRefusal: null } : {}),
      },
    });
    const field = isOtherClient ? 'clientId' : isOtherSecret ? 'clientSecret' : changedScopes(before, data);
    if (field !== null) await refuseRequired(tx, { authMethodId: id }, { field, key: 'method_setting_is_required' });
    if (endsGrant) {
      // One that was off already stays off for its own reason.
      await tx.authMethod.updateMany({
        where: { id, status: { not: 'disabled' } },
        data: { status: 'disabled', disabledReason: 'credentials_edited', activatingUntil: null },
      });
      await tx.authGrant.deleteMany({ where: { authMethodId: id } });
      await notifyAgents(tx, { authMethodId: id, now: ctx.now() });
    }
    const after = await loadMethod(ctx, tx, id);
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.edited',
      entity: 'auth-method',
      entityId: id,
      entityName: after.name,
      before: describeMethod(ctx, before),
      after: describeMethod(ctx, after),
    });
    return recorded.with({ version: after.version, status: after.status });
  });
}

function changedScopes(before: Scopes, after: Scopes): keyof Scopes | null {
  const lists = ['requiredScopes', 'optionalScopes'] as const;
  return lists.find((list) => [...before[list]].sort().join(' ') !== [...after[list]].sort().join(' ')) ?? null;
}

interface Scopes {
  requiredScopes: readonly string[];
  optionalScopes: readonly string[];
}
