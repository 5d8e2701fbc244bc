import { expect, it, vi } from 'vitest';
import { AppError } from './app-error';

it('an error is known when another copy of the module made it', async () => {
  vi.resetModules();
  const copy = await import('./app-error');
  expect(copy.AppError).not.toBe(AppError);
  expect(new copy.AppError('NOT_FOUND') instanceof AppError).toBe(true);
  expect(new Error('no') instanceof AppError).toBe(false);
  expect({ name: 'AppError' } instanceof AppError).toBe(false);
});
