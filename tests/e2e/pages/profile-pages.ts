import { expect } from '@playwright/test';
import { button, field, Maker, startCreating } from './maker';
import type { Visitor } from './visitor';

/** 2.9: agents of the profile see the CRM's objects; of those named they may also create and edit cards. */
export async function createProfile(
  visitor: Visitor,
  profile: { name: string; crm: string; view: readonly string[]; edit: readonly string[] },
): Promise<void> {
  const { page, say } = visitor;
  await new Maker(visitor).open('profiles');
  await startCreating(page, say('profiles.create'));
  await field(page, say('profiles.name')).fill(profile.name);
  await page
    .getByRole('group', { name: say('profiles.crms') })
    .getByRole('checkbox', { name: profile.crm })
    .check();
  for (const object of profile.view)
    await page.getByRole('checkbox', { name: say('profiles.viewOf', { object }) }).check();
  for (const object of profile.edit) {
    await page.getByRole('checkbox', { name: say('profiles.createOf', { object }) }).check();
    await page.getByRole('checkbox', { name: say('profiles.editOf', { object }) }).check();
  }
  await button(page, say('profiles.create')).click();
  await expect(page.getByRole('heading', { level: 1, name: profile.name })).toBeVisible();
}
