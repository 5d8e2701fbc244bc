import { processEnvironment, readSettings } from '@/lib/platform/env';
import { ensureFirstAdministrator, type FirstAdministrator } from '@/lib/services/users/ensure-first-administrator';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import { createTranslator } from 'use-intl/core';
import validation from '../messages/en/validation.json' with { type: 'json' };

/**
 * Run by the start once the database is ready, with the complete environment and, where the operator set them,
 * ADMIN_EMAIL and ADMIN_PASSWORD. Prints one line of JSON: the outcome and the sentence for the operator.
 */
const deployment = createDeployment('web');
const ctx = contextOf(deployment, { actor: { kind: 'system', name: 'npm start' } });
const outcome = await ensureFirstAdministrator(ctx, { admin: readSettings(processEnvironment()).admin });
process.stdout.write(`${JSON.stringify({ ...outcome, sentence: sentenceOf(outcome) })}\n`);
await closeDeployment(deployment);

function sentenceOf(result: FirstAdministrator): string {
  switch (result.kind) {
    case 'created':
      return `Sign in as ${result.email} with the password from ADMIN_PASSWORD.`;
    case 'already-there':
      return result.wasNamed
        ? 'Sign in with your account. There is already an administrator, so ADMIN_EMAIL and ADMIN_PASSWORD were ignored.'
        : 'Sign in with your account.';
    case 'refused':
      return `No administrator was created from ADMIN_EMAIL and ADMIN_PASSWORD. ${reasonsOf(result.reasons)} Create the first administrator with this link, which works once, within 72 hours: ${result.url}`;
    case 'link':
      return `Create the first administrator with this link, which works once, within 72 hours: ${result.url}`;
  }
}

function reasonsOf(reasons: { key: string; params?: Record<string, string | number> }[]): string {
  const t = createTranslator({ locale: 'en', messages: { validation }, namespace: 'validation' });
  return reasons.map(({ key, params }) => (isKey(key) ? t(key, params) : key)).join(' ');
}

function isKey(key: string): key is keyof typeof validation {
  return Object.hasOwn(validation, key);
}
