import { AppError } from '@/lib/domain/base/app-error';

/** Turns NOT_FOUND into null, for pages that explain it; rethrows everything else. */
export async function orNull<T>(query: Promise<T>): Promise<T | null> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
