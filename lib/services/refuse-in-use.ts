import { AppError } from '@/lib/domain/base/app-error';
import type { InUseDetails } from '@/lib/domain/answers/row';

/** Throws IN_USE with everything that uses the entity, unless nothing does. */
export function refuseInUse(dependents: InUseDetails['dependents']): void {
  const details: InUseDetails = { dependents };
  if (dependents.length > 0) throw new AppError('IN_USE', { details });
}
