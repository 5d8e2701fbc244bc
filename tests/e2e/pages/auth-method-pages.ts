import { expect, type Locator } from '@playwright/test';
import type { Credentials } from './developer-pages';
import { HubSpotConsent } from './hubspot-pages';
import { button, field, Maker, startCreating } from './maker';
import type { Visitor } from './visitor';

/** 2.1: the credentials of the app in HubSpot. Opens the page of the new method. */
export async function createMethod(visitor: Visitor, name: string, credentials: Credentials): Promise<AuthMethodPage> {
  await fillMethod(visitor, name, credentials);
  return new AuthMethodPage(visitor, name);
}

/** Fills the form and sends it; the caller looks at what came of it. */
export async function fillMethod(
  visitor: Visitor,
  name: string,
  { appId, clientId, clientSecret }: Credentials,
): Promise<void> {
  const { page, say } = visitor;
  await new Maker(visitor).open('authentication-methods');
  await startCreating(page, say('auth-methods.create'));
  await field(page, say('auth-methods.name')).fill(name);
  await field(page, say('hubspot.labels.environment')).fill(appId);
  await field(page, say('hubspot.labels.clientId')).fill(clientId);
  await field(page, say('hubspot.labels.clientSecret')).fill(clientSecret);
  await button(page, say('auth-methods.add')).click();
}

export class AuthMethodPage {
  constructor(
    readonly visitor: Visitor,
    readonly name: string,
  ) {}

  static async open(visitor: Visitor, name: string): Promise<AuthMethodPage> {
    await new Maker(visitor).open('authentication-methods');
    await visitor.page.getByRole('link', { name, exact: true }).click();
    return new AuthMethodPage(visitor, name);
  }

  /** 2.2: opens the popup and goes through HubSpot in it; ends when this page says how it went. */
  async activate(person: { email: string; account: string }): Promise<void> {
    const { page, say } = this.visitor;
    await expect(page.getByRole('heading', { level: 1, name: this.name })).toBeVisible();
    const popup = page.waitForEvent('popup');
    await button(page, say('auth-methods.activate')).click();
    const hubspot = new HubSpotConsent(await popup);
    await hubspot.signIn(person.email);
    await hubspot.chooseAccount(person.account);
    await hubspot.connect();
    const closed = hubspot.page.waitForEvent('close');
    // The click closes the very window it is made in, and may be cut off by that.
    await button(hubspot.page, say('common.closeWindow.close'))
      .click()
      .catch((error: unknown) => {
        if (!hubspot.page.isClosed()) throw error;
      });
    await closed;
    await expect(this.state(say('auth-methods.states.enabled'))).toBeVisible();
  }

  async deactivate(): Promise<void> {
    const { page, say } = this.visitor;
    await button(page, say('auth-methods.deactivate')).click();
    await button(page.getByRole('alertdialog'), say('auth-methods.deactivation.verb')).click();
    await expect(this.state(say('auth-methods.states.disabled'))).toBeVisible();
  }

  /** What the list says of it. */
  async listedAs(): Promise<string> {
    const { page } = this.visitor;
    await new Maker(this.visitor).open('authentication-methods');
    return page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: this.name, exact: true }) })
      .innerText();
  }

  state(words: string): Locator {
    return this.visitor.page.getByRole('main').getByText(words, { exact: true }).first();
  }
}
