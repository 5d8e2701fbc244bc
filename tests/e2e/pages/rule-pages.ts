import { expect } from '@playwright/test';
import type { CrmPage } from './crm-pages';
import { button, field, startCreating } from './maker';
import type { Visitor } from './visitor';

/** 2.8: a scenario that starts from one of HubSpot's usual ones. */
export async function createScenario(crm: CrmPage, scenario: { name: string; preset: string }): Promise<void> {
  const { page, say } = crm.visitor;
  await crm.openTab('screenPop');
  await startCreating(page, say('rules.scenario.add'));
  await button(page, say(`hubspot.presets.${scenario.preset}`)).click();
  await field(page, say('rules.scenario.name')).fill(scenario.name);
  await button(page, say('rules.scenario.create')).click();
  await expect(
    page
      .getByRole('list', { name: say('rules.scenario.title') })
      .getByRole('link', { name: scenario.name, exact: true }),
  ).toBeVisible();
}

/** 2.8: a rule that starts from one of HubSpot's usual ones. */
export async function createRule(crm: CrmPage, rule: { name: string; preset: string }): Promise<void> {
  const { page, say } = crm.visitor;
  await crm.openTab('assignment');
  await startCreating(page, say('rules.rule.add'));
  await button(
    page,
    say('rules.preset.inProvider', { name: say(`hubspot.presets.${rule.preset}`), provider: 'HubSpot' }),
  ).click();
  await field(page, say('rules.rule.name')).fill(rule.name);
  await button(page, say('rules.rule.create')).click();
  await expect(
    page.getByRole('list', { name: say('rules.rule.title') }).getByRole('link', { name: rule.name, exact: true }),
  ).toBeVisible();
}

/** What the *Try it* panel of the screen pop says for a typed number or address. */
export async function runSimulation({ page, say }: Visitor, customer: string): Promise<string> {
  const panel = page.getByRole('form', { name: say('rules.try.title') });
  await field(panel, say('rules.try.customer')).fill(customer);
  const answer = page.waitForResponse((response) => response.url().endsWith('/try'));
  await button(panel, say('rules.try.run')).click();
  await answer;
  await expect(page.getByRole('heading', { name: say('rules.try.logged') })).toBeVisible();
  return panel.locator('..').innerText();
}
