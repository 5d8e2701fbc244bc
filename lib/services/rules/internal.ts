import { AppError } from '@/lib/domain/base/app-error';
import { acceptedFindingsSchema, type RuleDefinition } from '@/lib/domain/assignment/rule';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { checkMapping, unaccepted } from '@/lib/domain/rules/check-mapping';
import { readAccountObject } from '../connections/read-account-options';
import type { Ctx } from '../context';

/**
 * Asks the account what it says now of the object that a rule writes. False if it doesn't answer: the rule is then
 * checked with what was last read. A network call: never inside a transaction.
 */
export async function askAccount(ctx: Ctx, { action }: RuleDefinition): Promise<boolean> {
  if (action.kind === 'attach') return true;
  const object = await ctx.db.crmObject.findUnique({
    where: { id: action.objectId },
    select: { apiName: true, crm: { select: { authMethodId: true } } },
  });
  // The references are checked, and refused, later.
  if (!object) return true;
  return readAccountObject(ctx, { authMethodId: object.crm.authMethodId, objectApiName: object.apiName });
}

/** Refuses findings that nobody insisted on. Returns those that are accepted, without any that no longer apply. */
export function refuseFindings(
  definition: RuleDefinition,
  objects: readonly ObjectModel[],
  accepted: readonly string[],
): string[] {
  const findings = checkMapping(definition, objects);
  const refused = unaccepted(findings, accepted);
  if (refused.length > 0) {
    throw new AppError('INVALID_INPUT', {
      key: 'mapping_unfit',
      fields: Object.fromEntries(refused.map(({ path, message }) => [`definition.${path}`, message]).reverse()),
      details: { findings: refused },
    });
  }
  return findings.map(({ id }) => id);
}

export function readAccepted(stored: unknown): string[] {
  return acceptedFindingsSchema.safeParse(stored).data ?? [];
}

/** For the history, which doesn't list what nobody insisted on. */
export function insisted(accepted: string[]): { acceptedFindings?: string[] } {
  return accepted.length > 0 ? { acceptedFindings: accepted } : {};
}
