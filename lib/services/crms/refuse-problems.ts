import { AppError } from '@/lib/domain/base/app-error';
import type { Problems } from '@/lib/domain/rules/references';

/** Reports each invalid reference at its path below `definition`, as in the form. */
export function refuseProblems(problems: Problems): void {
  const fields = Object.fromEntries(Object.entries(problems).map(([path, ref]) => [`definition.${path}`, ref]));
  if (Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', { fields });
}
