import { expect } from '@playwright/test';
import { button, field, Maker } from './maker';
import type { Visitor } from './visitor';

export type ApiKeyScope = 'interactions_write' | 'interactions_read';

/** Settings → API keys. Resolves to the key, which is shown this once. */
export async function createApiKey(
  visitor: Visitor,
  key: { name: string; scopes: readonly ApiKeyScope[] },
): Promise<string> {
  const { page, say } = visitor;
  await openApiKeys(visitor);
  await button(page, say('settings.apiKeys.create')).first().click();
  const form = page.getByRole('dialog', { name: say('settings.apiKeys.create') });
  await field(form, say('settings.apiKeys.name')).fill(key.name);
  for (const scope of ['interactions_write', 'interactions_read'] as const) {
    await form
      .getByRole('checkbox', { name: say(`settings.apiKeys.scope.${scope}`) })
      .setChecked(key.scopes.includes(scope));
  }
  await button(form, say('settings.apiKeys.create')).click();
  const shown = page.getByRole('alertdialog', { name: say('settings.apiKeys.newTitle', { name: key.name }) });
  // Only what expects or acts notices that the sign-in has to be renewed first; reading a value waits in vain.
  await expect(shown).toBeVisible();
  const secret = await shown.getByLabel(say('settings.apiKeys.copyLabel'), { exact: true }).inputValue();
  await button(shown, `${say('common.copy')} ${say('settings.apiKeys.copyLabel')}`).click();
  await button(shown, say('common.once.done')).click();
  await expect(shown).toBeHidden();
  return secret;
}

export async function revokeApiKey(visitor: Visitor, name: string): Promise<void> {
  const { page, say } = visitor;
  await openApiKeys(visitor);
  await page
    .getByRole('row')
    .filter({ hasText: name })
    .getByRole('button', { name: say('settings.apiKeys.revoke') })
    .click();
  await button(page.getByRole('alertdialog'), say('settings.apiKeys.revokeVerb')).click();
  await expect(page.getByText(say('settings.apiKeys.revokedDone', { name }))).toBeVisible();
}

export async function openApiKeys(visitor: Visitor): Promise<void> {
  const { page, say } = visitor;
  await new Maker(visitor).open('settings');
  await page.getByRole('link', { name: say('settings.tabs.apiKeys'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: say('settings.apiKeys.title') })).toBeVisible();
}
