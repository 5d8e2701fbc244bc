import { AppError } from '@/lib/domain/base/app-error';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { acceptedFindingsSchema } from '@/lib/domain/interaction/accepted-findings';
import { unaccepted, type MappingFinding } from '@/lib/domain/rules/check-mapping';

/** Refuses findings that nobody insisted on. Returns those that are accepted, without any that no longer apply. */
export function refuseFindings(findings: readonly MappingFinding[], accepted: readonly string[]): string[] {
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

interface Checked {
  acceptedFindings: unknown;
  uncheckedSince: Date | null;
}

/** How a stored rule or scenario fits its objects, by what the account said when it was last read. */
export function describeFit(
  findings: readonly MappingFinding[],
  { acceptedFindings, uncheckedSince }: Checked,
  objects: readonly ObjectModel[],
) {
  const accepted = readAccepted(acceptedFindings);
  return {
    acceptedFindings: accepted,
    findings: findings.map((finding) => ({ ...finding, isAccepted: accepted.includes(finding.id) })),
    isChecked:
      uncheckedSince === null ||
      objects.every(({ account }) => account?.readAt != null && account.readAt >= uncheckedSince),
  };
}

export function readAccepted(stored: unknown): string[] {
  return acceptedFindingsSchema.safeParse(stored).data ?? [];
}

/** For the history, which doesn't list what nobody insisted on. */
export function insisted(accepted: string[]): { acceptedFindings?: string[] } {
  return accepted.length > 0 ? { acceptedFindings: accepted } : {};
}
