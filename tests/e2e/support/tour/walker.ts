import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { confirmWhenAsked } from '../sign-in-again';
import { wordsOf } from '../words';
import type { Instance } from '../instance';
import type { Instruction, Place } from './read-tour';
import { Shell } from './shell';

type Role = 'button' | 'link' | 'tab' | 'checkbox' | 'textbox' | 'combobox';

/** What a label of the README may be called on the screen: in English itself alone. */
export type Translate = (label: string) => string[];

/** Follows the tour exactly, with its browsers and terminal. */
export class Walker {
  private readonly pages = new Map<Place, Page>();
  private readonly copied = new Map<string, string>();
  private readonly shell = new Shell();
  private place: Place = 'Maker';
  /** The last one that the tour chose. */
  private password = '';

  constructor(
    private readonly instance: Instance,
    private readonly browser: BrowserContext,
    private readonly newBrowser: () => Promise<BrowserContext>,
    private readonly translate: Translate,
  ) {}

  close(): void {
    this.shell.close();
  }

  async follow(instruction: Instruction): Promise<void> {
    switch (instruction.do) {
      case 'goTo':
        this.place = instruction.place;
        return void (await this.page());
      case 'openSetUpLink':
        return this.open(this.instance.setUpUrl ?? 'the start printed no setup link');
      case 'openUrl':
        return this.open(this.here(instruction.url));
      case 'openCopied':
        return this.open(this.valueOf(instruction.name));
      case 'press':
        return this.press(instruction.label);
      case 'enter':
        if (instruction.label === 'Password') this.password = instruction.value;
        return (await this.find(['textbox'], instruction.label))
          .nth(instruction.position)
          .fill(this.here(instruction.value));
      case 'enterCopied':
        return (await this.find(['textbox'], instruction.label)).fill(this.valueOf(instruction.name));
      case 'choose':
        return this.choose(instruction.option, instruction.label);
      case 'tick':
        return (await this.find(['checkbox'], instruction.label)).first().check();
      case 'copy':
        return this.copy(instruction.label);
      case 'expectValue':
        return expect(await this.find(['textbox'], instruction.label)).toHaveValue(instruction.value);
      case 'expectText':
        return this.expectText(instruction.text);
      case 'run':
        return this.run(instruction.script);
      default:
        return instruction satisfies never;
    }
  }

  private async open(url: string): Promise<void> {
    if (this.place !== 'Banner') this.place = url.startsWith(this.instance.sandboxUrl) ? 'sandbox' : 'Maker';
    await (await this.page()).goto(url);
  }

  /** A button that opens a window makes it the place that "the window that opens" means. */
  private async press(label: string): Promise<void> {
    const page = await this.page();
    page.once('popup', (popup) => this.pages.set('window', popup));
    const target = (await this.find(['button', 'link', 'tab'], label)).first();
    const isTab = (await target.getAttribute('role')) === 'tab';
    const href = isTab ? null : await target.getAttribute('href');
    const creates = (await target.getAttribute('type')) === 'submit' && new URL(page.url()).pathname.endsWith('/new');
    // A window may close while it is being clicked.
    await target.click().catch((error: unknown) => {
      if (!page.isClosed()) throw error;
    });
    // People look at the page that a link leads to, not at the one they leave.
    if (href !== null) await page.waitForURL((url) => url.href === new URL(href, page.url()).href);
    // What was created opens by itself: a click before that would be undone by it.
    if (creates) await page.waitForURL((url) => !url.pathname.endsWith('/new'));
  }

  private async choose(option: string, label: string): Promise<void> {
    const select = await this.find(['combobox'], label);
    const names = this.translate(option);
    const texts = (await select.locator('option').allInnerTexts()).map((text) => text.replaceAll(/\s/g, ' '));
    const exact = texts.findIndex((text) => names.includes(text));
    const index = exact === -1 ? texts.findIndex((text) => names.some((name) => text.startsWith(name))) : exact;
    expect(index, `${label} offers ${option}; it has ${texts.join(', ')}`).not.toBe(-1);
    await select.selectOption({ index });
  }

  /** Remembers the value, and presses the button that copies it. */
  private async copy(label: string): Promise<void> {
    const scope = await this.scope();
    const name = exactly(this.translate(label));
    const value = await scope.getByLabel(name).first().inputValue();
    await scope
      .getByRole('button', { name: new RegExp(`^(?:Copy|Copier) ${name.source.slice(1)}`) })
      .first()
      .click();
    this.copied.set(label, value);
  }

  private async expectText(text: string): Promise<void> {
    const page = await this.page();
    const any = page.getByText(asWords(this.translate(text))).filter({ visible: true });
    await expect(any.first(), text).toBeVisible({ timeout: 20_000 });
  }

  private async run(script: string): Promise<void> {
    const filled = script.replace('KEY=…', () => `KEY='${this.valueOf('API key')}'`);
    const answer = await this.shell.run(this.here(filled));
    const answers = answer.split('\n').map((line): unknown => JSON.parse(line));
    for (const line of answers) expect(line).toMatchObject({ id: expect.any(String), isRepeat: false });
  }

  /** By accessible name, in full or from its beginning, else by what is written on it. An open dialog comes first. */
  private async find(roles: readonly Role[], label: string): Promise<Locator> {
    const names = this.translate(label);
    const page = await this.page();
    const all = (scope: Locator | Page, name: RegExp) =>
      roles.map((role) => scope.getByRole(role, { name })).reduce((any, one) => any.or(one));
    let found: Locator | undefined;
    await expect(async () => {
      const scope = await this.scope();
      const candidates = [
        all(scope, exactly(names)),
        all(page, exactly(names)),
        all(scope, startingWith(names)),
        all(scope, /./).filter({ hasText: startingAnywhere(names) }),
      ];
      for (const candidate of candidates) if (found === undefined && (await candidate.count()) > 0) found = candidate;
      expect(found, `${this.place} shows nothing named "${names.join('" or "')}"`).toBeDefined();
    }).toPass({ timeout: 15_000 });
    if (found === undefined) throw new Error(label);
    return found;
  }

  private async scope(): Promise<Locator> {
    const page = await this.page();
    const dialogs = page.getByRole('dialog').or(page.getByRole('alertdialog')).filter({ visible: true });
    if ((await dialogs.count()) > 0) return dialogs.last();
    return (await page.getByRole('main').count()) > 0 ? page.getByRole('main') : page.locator('body');
  }

  private async page(): Promise<Page> {
    if (this.place === 'window') await expect.poll(() => this.pages.has('window'), 'a window opens').toBe(true);
    const open = this.pages.get(this.place);
    if (open !== undefined) return open;
    const page = await (this.place === 'Banner' ? await this.newBrowser() : this.browser).newPage();
    this.pages.set(this.place, page);
    await confirmWhenAsked(page, wordsOf('en'), () => this.password);
    return page;
  }

  private valueOf(name: string): string {
    const value = this.copied.get(name);
    if (value === undefined) throw new Error(`The tour uses ${name} before it is copied.`);
    return value;
  }

  /** The README names the usual ports; this product has others. */
  private here(text: string): string {
    return text
      .replaceAll('http://localhost:3000', this.instance.makerUrl)
      .replaceAll('http://127.0.0.1:3001', this.instance.sandboxUrl);
  }
}

/** A space is any space, because French has narrow ones; an apostrophe is escaped, because Playwright takes it for the end of a pattern. */
const anyOf = (names: readonly string[]) => `(?:${names.map(escaped).join('|')})`;
const escaped = (name: string) =>
  name
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("'", String.raw`\x27`)
    .replaceAll(/\s/g, String.raw`\s`);
const exactly = (names: readonly string[]) => new RegExp(`^${anyOf(names)}$`);
const startingWith = (names: readonly string[]) => new RegExp(`^${anyOf(names)}(?!\\w)`);
/** In their own capitals, and not as a part of a longer word. */
const asWords = (names: readonly string[]) => new RegExp(`(?<!\\p{L})${anyOf(names)}(?!\\p{L})`, 'u');
const startingAnywhere = (names: readonly string[]) => new RegExp(anyOf(names));
