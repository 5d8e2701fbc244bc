import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const IMPORTS = `import { deriveCtx, makeCtx, recordHistory, unrecorded, withoutHistory, write, type Ctx } from '@/lib/services/context';
import { verbPolicy } from '@/lib/services/verb-policy';
const parts = { verb: 'tags/delete-tag', access: 'tags.delete', handsOut: [], touches: 'anything' } as const;
const policy = verbPolicy({ ...parts, freshSignIn: 'always' });
export const used = [policy, deriveCtx, makeCtx, recordHistory, unrecorded, withoutHistory, write];
declare const ctx: Ctx;
const entry = { action: 'tag.deleted', entity: 'tag', entityId: '1', entityName: 'Old' } as const;
`;

/** Files to compile. The compiler must refuse the lines that end in `// refused`, and no others. */
const PLANTS: Record<string, string> = {
  'a context by spread': `
    export const other: Ctx = { ...ctx, requestId: 'other' }; // refused`,
  'a context by object literal': `
    const { actor, db, now, config, sealer, provider, limits, log, requestId, client } = ctx;
    export const other: Ctx = { actor, db, now, config, sealer, provider, limits, log, requestId, client }; // refused`,
  'a derived context': `
    export const other: Ctx = deriveCtx(ctx, { requestId: 'other' });`,
  'a write without history': `
    export const verb = () =>
      write(ctx, policy, async (tx) => { // refused
        await tx.tag.delete({ where: { id: '1' } });
      });`,
  'a write that records on one of two paths': `
    export const verb = (isLoud: boolean) =>
      write(ctx, policy, async (tx) => { // refused
        await tx.tag.delete({ where: { id: '1' } });
        if (isLoud) return recordHistory(ctx, tx, entry);
        return;
      });`,
  'a write that makes up what it recorded': `
    export const verb = () =>
      write(ctx, policy, async () => ({ value: 1, with: withoutHistory('nothing changed').with })); // refused`,
  'a reason that is not on the list': `
    export const verb = () => write(ctx, policy, async () => withoutHistory('no time')); // refused`,
  'a write with a permission alone': `
    export const verb = () => write(ctx, 'tags.delete', async () => withoutHistory('nothing changed')); // refused`,
  'a write with a policy that nobody made': `
    export const verb = () => write(ctx, { ...parts, freshSignIn: 'always' }, async () => withoutHistory('nothing changed')); // refused`,
  'a policy that leaves something out': `
    export const incomplete = verbPolicy(parts); // refused`,
  'a policy without a reason why it needs no recent sign-in': `
    export const unreasoned = verbPolicy({ ...parts, freshSignIn: 'never' }); // refused`,
  'a delete outside of a write': `
    export const verb = () => ctx.db.tag.delete({ where: { id: '1' } }); // refused`,
  'a delete in a transaction of its own': `
    export const verb = () => ctx.db.$transaction([]); // refused`,
  'a statement that writes': `
    export const verb = () => ctx.db.$executeRaw\`DELETE FROM "Tag"\`; // refused`,
  'a write outside of write without a reason': `
    export const verb = () => unrecorded(ctx).tag.delete({ where: { id: '1' } }); // refused`,
  'history in a transaction that may commit without it': `
    export const verb = () => unrecorded(ctx, 'bookkeeping').$transaction((tx) => recordHistory(ctx, tx, entry)); // refused`,
  'a write with history': `
    export const verb = (): Promise<{ id: string }> =>
      write(ctx, policy, async (tx) => {
        const { count } = await tx.tag.deleteMany({ where: { id: '1' } });
        if (count === 0) return withoutHistory('nothing changed', { id: '1' });
        const recorded = await recordHistory(ctx, tx, entry);
        return recorded.with({ id: '1' });
      });`,
};

const fileOf = (name: string) => `${name.replaceAll(/[^a-z]+/g, '-')}.ts`;
/** `file:line` of each error. */
let errors: string[] = [];

beforeAll(async () => {
  mkdirSync(join(ROOT, '.data'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.data/type-plants-'));
  try {
    for (const [name, text] of Object.entries(PLANTS)) writeFileSync(join(folder, fileOf(name)), IMPORTS + text);
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: { incremental: false },
      include: [],
      files: Object.keys(PLANTS).map(fileOf),
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const output = await compile(join(folder, 'tsconfig.json'));
    errors = [...output.matchAll(/^(\S[^(\n]*)\((\d+),\d+\): error /gm)].map(
      ([, path = '', line]) => `${basename(path)}:${line}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

function compile(config: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript-7/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', config], { cwd: ROOT }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}

it.each(Object.keys(PLANTS))('the compiler checks %s', (name) => {
  const lines = (IMPORTS + PLANTS[name]).split('\n');
  const refused = lines.flatMap((line, index) => (line.endsWith('// refused') ? [`${fileOf(name)}:${index + 1}`] : []));
  expect(errors.filter((error) => error.startsWith(`${fileOf(name)}:`))).toEqual(refused);
});

it('the compiler reports nothing else', () => {
  const ours = Object.keys(PLANTS).map(fileOf);
  expect(errors.filter((error) => !ours.some((file) => error.startsWith(`${file}:`)))).toEqual([]);
});
