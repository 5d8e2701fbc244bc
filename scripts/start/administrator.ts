import { z } from 'zod';
import { toVariables, type Env } from '@/lib/platform/env';
import { programArguments } from './build';
import { runNode } from './commands';

const outcomeSchema = z.object({ kind: z.string(), url: z.string().optional(), sentence: z.string() });
export type Administrator = z.infer<typeof outcomeSchema>;

/** How to sign in for the first time. In its own process, to keep this one small. */
export async function administratorSentence(env: Env, isDevelopment: boolean): Promise<Administrator> {
  const admin: Record<string, string> = env.admin
    ? { ADMIN_EMAIL: env.admin.email, ADMIN_PASSWORD: env.admin.password }
    : {};
  const output = await runNode('Preparing the first administrator', programArguments('administrator', isDevelopment), {
    ...toVariables(env),
    ...admin,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
  });
  return outcomeSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}
