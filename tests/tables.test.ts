import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TABLES } from '@/scripts/write-tables';

it.each(Object.entries(TABLES))('%s is up to date; otherwise run `npm run tables`', async (file, text) => {
  expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).toBe(await text());
});
