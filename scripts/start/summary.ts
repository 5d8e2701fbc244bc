import { join } from 'node:path';
import type { Env } from '@/lib/platform/env';
import type { Administrator } from './administrator';

/** The last output of a start. A program that started us over a channel gets the same. */
export function announce(env: Env, administrator: Administrator): void {
  const isSandbox = env.hubspot.mode === 'sandbox';
  const lines = [
    ['Maker', env.publicUrl],
    isSandbox ? ['HubSpot sandbox', env.hubspot.appUrl] : ['HubSpot', `${env.hubspot.appUrl} (live)`],
    ['Sign-in', administrator.sentence],
    ['Data and logs', `${env.dataDir}, ${join(env.dataDir, 'logs')}`],
  ];
  const width = Math.max(...lines.map(([label]) => label?.length ?? 0));
  const block = lines.map(([label, text]) => `  ${(label ?? '').padEnd(width + 3)}${text}`);
  process.stdout.write(`\n  The Maker is ready. Press Ctrl+C to stop everything.\n\n${block.join('\n')}\n\n`);
  process.send?.({
    type: 'ready',
    makerUrl: env.publicUrl,
    sandboxUrl: isSandbox ? env.hubspot.appUrl : null,
    administrator,
  });
}
