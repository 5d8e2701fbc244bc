import { expect } from '@playwright/test';
import { button, chooser, field, Maker, startCreating } from './maker';
import type { Visitor } from './visitor';

/** 2.3: a connector over an authentication method. Resolves to its login URL. */
export async function createConnector(
  visitor: Visitor,
  connector: { name: string; reference: string; methodOption: string | RegExp },
): Promise<string> {
  const { page, say } = visitor;
  await new Maker(visitor).open('sso-connectors');
  await startCreating(page, say('sso-connectors.create'));
  await field(page, say('sso-connectors.name')).fill(connector.name);
  await field(page, say('sso-connectors.reference')).fill(connector.reference);
  await expect(page.getByRole('radio', { name: say('sso-connectors.types.hubspot.name') })).toBeChecked();
  await choose(visitor, say('sso-connectors.method'), connector.methodOption);
  await button(page, say('sso-connectors.add')).click();
  await expect(page.getByRole('heading', { level: 1, name: connector.name })).toBeVisible();
  return page.getByLabel(say('sso-connectors.login.title'), { exact: true }).inputValue();
}

/** The rows of its sign-in attempts, newest first. */
export async function readAttempts(visitor: Visitor, connectorName: string): Promise<string[]> {
  const { page, say } = visitor;
  await new Maker(visitor).open('sso-connectors');
  await page.getByRole('link', { name: connectorName, exact: true }).click();
  await page.getByRole('link', { name: say('sso-connectors.tabs.attempts'), exact: true }).click();
  await expect(page.getByRole('table')).toBeVisible();
  return (await page.getByRole('row').allInnerTexts()).slice(1);
}

/** An option of a select by a part of its words. */
export async function choose({ page }: Visitor, label: string, option: string | RegExp): Promise<void> {
  const select = chooser(page, label);
  const value = await select.getByRole('option', { name: option }).getAttribute('value');
  if (value === null) throw new Error(`${label} offers no ${String(option)}`);
  await select.selectOption(value);
}
