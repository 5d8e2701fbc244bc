import { AppError } from '@/lib/domain/base/app-error';

/** What is not there becomes null, for a page to say so; every other refusal goes on. */
export async function orNull<T>(query: Promise<T>): Promise<T | null> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
