import { expect, type Locator } from '@playwright/test';
import { choose } from './connector-pages';
import { button, chooser, field, Maker, startCreating } from './maker';
import type { Visitor } from './visitor';

export type FieldType =
  | 'short_text'
  | 'long_text'
  | 'phone'
  | 'email'
  | 'numeric'
  | 'date'
  | 'date_time'
  | 'time'
  | 'yes_no'
  | 'url'
  | 'list';
export type Tab = 'objects' | 'screenPop' | 'assignment' | 'settings';

/** 2.5. */
export async function createCrm(
  visitor: Visitor,
  crm: { name: string; reference: string; methodOption: string | RegExp },
): Promise<CrmPage> {
  const { page, say } = visitor;
  await new Maker(visitor).open('crm');
  await startCreating(page, say('crm.create'));
  await expect(chooser(page, say('crm.type'))).toHaveValue('hubspot');
  await field(page, say('crm.name')).fill(crm.name);
  await field(page, say('crm.reference')).fill(crm.reference);
  await choose(visitor, say('crm.authMethod'), crm.methodOption);
  await button(page, say('crm.create')).click();
  await expect(page.getByRole('heading', { level: 1, name: crm.name })).toBeVisible();
  return new CrmPage(visitor, crm.name);
}

export class CrmPage {
  constructor(
    readonly visitor: Visitor,
    readonly name: string,
  ) {}

  async openTab(tab: Tab): Promise<void> {
    const { page, say } = this.visitor;
    await new Maker(this.visitor).open('crm');
    await page.getByRole('link', { name: this.name, exact: true }).click();
    await page
      .getByRole('navigation', { name: say('crm.tabs.label', { name: this.name }) })
      .getByRole('link', { name: say(`crm.tabs.${tab}`) })
      .click();
  }

  /** 2.6 by hand: the name that agents read, and HubSpot's own. Ends on the page of the object. */
  async addObject(object: { name: string; apiName: string }): Promise<void> {
    const { page, say } = this.visitor;
    await this.openTab('objects');
    await button(page, say('crm.objectList.add')).first().click();
    const dialog = page.getByRole('dialog', { name: say('crm.addObject.title') });
    await field(dialog, say('crm.addObject.name')).fill(object.name);
    await field(dialog, say('crm.apiName')).fill(object.apiName);
    await button(dialog, say('crm.addObject.submit')).click();
    await expect(page.getByRole('heading', { level: 2, name: object.name })).toBeVisible();
  }

  /** 2.7 by hand, on the page of an object. */
  async addField(input: { name: string; apiName: string; type: FieldType }): Promise<void> {
    const { page, say } = this.visitor;
    await button(page, say('crm.fieldList.add')).first().click();
    const dialog = page.getByRole('dialog', { name: say('crm.addField.title') });
    await field(dialog, say('crm.field.name')).fill(input.name);
    await field(dialog, say('crm.apiName')).fill(input.apiName);
    await chooser(dialog, say('crm.field.type')).selectOption({ label: say(`crm.types.${input.type}`) });
    await button(dialog, say('crm.addField.submit')).click();
    await expect(dialog).toBeHidden();
    await expect(this.fields().filter({ hasText: input.apiName }).filter({ hasText: input.name })).toContainText(
      say(`crm.types.${input.type}`),
    );
  }

  fields(): Locator {
    const { page, say } = this.visitor;
    return page.getByRole('list', { name: say('crm.fieldList.title') }).getByRole('listitem');
  }
}
