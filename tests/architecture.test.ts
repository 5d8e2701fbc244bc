import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violationsOf, type SourceFile } from './support/architecture';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'lib', 'sandbox', 'scripts', 'tests', 'prisma'];
const SKIPPED = new Set(['node_modules', 'generated', '.next', '.data', 'migrations']);

function sourceFiles(): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(path);
      else if (/\.(ts|tsx|mjs)$/.test(entry.name))
        files.push({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') });
    }
  };
  for (const folder of FOLDERS) walk(join(ROOT, folder));
  for (const name of ['proxy.ts', 'instrumentation.ts']) {
    try {
      files.push({ path: name, text: readFileSync(join(ROOT, name), 'utf8') });
    } catch {
      // Optional.
    }
  }
  return files;
}

/** One planted violation for each row of the picture: a rule that does not catch its own is no rule. */
const PLANTED: [rule: string, file: SourceFile][] = [
  ['page', { path: 'app/maker/page.tsx', text: `import { x } from '@/prisma/generated/client';` }],
  ['page', { path: 'app/maker/layout.tsx', text: `import { x } from '@/lib/platform/db';` }],
  ['page', { path: 'app/banner/page.tsx', text: `import { x } from '@/lib/integrations/crm/hubspot';` }],
  ['route', { path: 'app/api/users/route.ts', text: `import { PrismaClient } from '@prisma/client';` }],
  ['route', { path: 'app/api/users/route.ts', text: `import { cache } from 'react';` }],
  ['components', { path: 'components/crm/a.tsx', text: `import { x } from '@/lib/services/crms/queries';` }],
  ['components', { path: 'components/crm/a.tsx', text: `import { x } from '@/lib/platform/db';` }],
  ['components', { path: 'components/crm/a.tsx', text: `import { x } from '@/lib/web/session';` }],
  ['components', { path: 'components/crm/a.tsx', text: `import { x } from '@/lib/integrations/crm/registry';` }],
  ['domain', { path: 'lib/domain/a.ts', text: `import { x } from '../platform/db';` }],
  ['domain', { path: 'lib/domain/a.ts', text: `import fs from 'node:fs';` }],
  ['provider', { path: 'lib/integrations/crm/hubspot/client.ts', text: `import { x } from '@/lib/platform/env';` }],
  ['provider', { path: 'lib/integrations/crm/hubspot/client.ts', text: `import { x } from '@/lib/services/context';` }],
  ['provider', { path: 'lib/integrations/crm/hubspot/client.ts', text: `import { x } from 'next/headers';` }],
  ['provider', { path: 'lib/integrations/crm/hubspot/client.ts', text: `import { x } from '../zoho/client';` }],
  ['browser-safe', { path: 'lib/integrations/crm/hubspot/manifest.ts', text: `import { x } from 'node:crypto';` }],
  ['browser-safe', { path: 'lib/integrations/crm/hubspot/settings.ts', text: `import { x } from './client';` }],
  ['sandbox', { path: 'sandbox/server.ts', text: `import { x } from '@/lib/services/context';` }],
  ['sandbox-use', { path: 'lib/services/crms/a.ts', text: `import { x } from '@/sandbox/server';` }],
  ['services', { path: 'lib/services/crms/a.ts', text: `import { x } from 'next/headers';` }],
  ['services', { path: 'lib/services/crms/a.ts', text: `import { x } from 'react';` }],
  ['services', { path: 'lib/services/crms/a.ts', text: `import { x } from '@/lib/integrations/crm/hubspot';` }],
  ['services', { path: 'lib/services/crms/a.ts', text: `import { x } from '@/lib/web/route';` }],
  ['platform', { path: 'lib/platform/a.ts', text: `import { x } from '../services/context';` }],
  ['platform', { path: 'lib/platform/a.ts', text: `import { x } from '@/lib/integrations/crm/registry';` }],
  ['prisma-client', { path: 'lib/web/a.ts', text: `import { x } from '@/prisma/generated/client';` }],
  ['context', { path: 'lib/services/crms/a.ts', text: `const ctx: Ctx = { sealer, limits };` }],
  ['environment', { path: 'lib/web/a.ts', text: `const port = process.env.PORT;` }],
  [
    'history',
    {
      path: 'lib/services/crms/a.ts',
      text: `return write(ctx, 'crm.modify', async (tx) => { await tx.crm.update({}); });`,
    },
  ],
  ['gate', { path: 'app/maker/users/page.tsx', text: `export default async function Page() { return null; }` }],
  ['secret-compare', { path: 'lib/services/a.ts', text: `if (user.tokenHash === input.tokenHash) return;` }],
  ['sleeping-test', { path: 'tests/e2e/a.spec.ts', text: `await page.waitForTimeout(100);` }],
];

describe('the picture of the house', () => {
  it.each(PLANTED)('catches a planted violation of %s (%#)', (rule, file) => {
    expect(violationsOf([file]).map((violation) => violation.rule)).toContain(rule);
  });

  it('holds everywhere', () => {
    const violations = violationsOf(sourceFiles()).map(({ rule, path, what }) => `${rule}: ${path}: ${what}`);
    expect(violations).toEqual([]);
  });
});
