import { expect, type Locator } from '@playwright/test';
import { button, chooser } from './maker';
import type { Visitor } from './visitor';

/** Where agents work. */
export class BannerPage {
  constructor(readonly visitor: Visitor) {}

  /** After signing in. */
  async arrived(): Promise<BannerPage> {
    const { page, product, say } = this.visitor;
    await page.waitForURL(`${product.makerUrl}/banner`);
    await expect(page.getByText(say('banner.ready'))).toBeVisible();
    return this;
  }

  card(title: string): Locator {
    const { page, say } = this.visitor;
    return page.getByRole('region', { name: say('banner.card', { title }) });
  }

  interaction(who: string): Locator {
    const { page, say } = this.visitor;
    return page.getByRole('article', { name: say('banner.interactionWith', { who }) });
  }

  /** Finds cards by number, address or name; resolves to their titles. */
  async find(object: string, text: string): Promise<string[]> {
    const { page, say } = this.visitor;
    const search = page.getByRole('search');
    await chooser(search, say('cards.searchIn')).selectOption({ label: object });
    await search.getByRole('searchbox', { name: say('cards.searchText') }).fill(text);
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/banner/cards/search'));
    await button(search, say('cards.find')).click();
    await answer;
    const results = page.getByRole('list', { name: say('cards.results') }).getByRole('button');
    await expect(results.first()).toBeVisible();
    return (await results.allInnerTexts()).map((text_) => text_.split('\n')[0]?.trim() ?? '');
  }

  async openFound(title: string): Promise<Locator> {
    const { page, say } = this.visitor;
    await page
      .getByRole('list', { name: say('cards.results') })
      .getByRole('button', { name: title })
      .first()
      .click();
    await expect(this.card(title)).toBeVisible();
    return this.card(title);
  }

  /** Changes one field of an open card; ends when HubSpot has taken it. */
  async edit(card: Locator, fieldName: string, value: string): Promise<void> {
    const { say } = this.visitor;
    await button(card, say('banner.edit', { field: fieldName })).click();
    await card.getByRole('textbox', { name: fieldName }).fill(value);
    await button(card, say('banner.save')).click();
    await expect(card.getByText(say('banner.saved'), { exact: true })).toBeVisible();
  }
}
