import { expect } from '@playwright/test';
import { choose } from './connector-pages';
import { button, field, Maker, startCreating } from './maker';
import type { Visitor } from './visitor';

/** 2.4: somebody who signs in with HubSpot, or without a connector. */
export async function createUser(
  visitor: Visitor,
  user: { name: string; email: string; connector?: string },
): Promise<void> {
  const { page, say } = visitor;
  await new Maker(visitor).open('users');
  await startCreating(page, say('users.create'));
  await field(page, say('users.name')).fill(user.name);
  await field(page, say('users.email')).fill(user.email);
  if (user.connector !== undefined) await choose(visitor, say('users.connector'), user.connector);
  await button(page, say('users.create')).click();
  await expect(page.getByRole('heading', { level: 1, name: user.name })).toBeVisible();
}

export async function giveProfile(visitor: Visitor, userName: string, profile: string): Promise<void> {
  const { page, say } = visitor;
  await new Maker(visitor).open('users');
  await page.getByRole('link', { name: userName, exact: true }).click();
  await page
    .getByRole('group', { name: say('users.profiles') })
    .getByRole('checkbox', { name: profile })
    .check();
  await button(page, say('forms.save')).click();
  await expect(page.getByText(say('users.saved'))).toBeVisible();
}
