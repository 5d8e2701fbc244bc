import type { Browser, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { createApiKey, openApiKeys, revokeApiKey } from './pages/api-key-pages';
import { AuthMethodPage, createMethod, fillMethod } from './pages/auth-method-pages';
import { BannerPage } from './pages/banner-page';
import { createConnector, readAttempts } from './pages/connector-pages';
import { createCrm, type FieldType } from './pages/crm-pages';
import { DeveloperAccountPage, type Credentials } from './pages/developer-pages';
import { HubSpotConsent } from './pages/hubspot-pages';
import { LoginPage } from './pages/login-page';
import { Maker } from './pages/maker';
import { createProfile } from './pages/profile-pages';
import { createRule, createScenario, runSimulation } from './pages/rule-pages';
import { createUser, giveProfile } from './pages/user-pages';
import type { Visitor } from './pages/visitor';
import { confirmWhenAsked } from './support/sign-in-again';
import { Api } from './support/article-set-up';
import { ADMINISTRATOR, AGENT, ARTICLE, CALLER, INSTALLER, LUMEN, OPTIONAL, REQUIRED } from './support/article';
import type { Instance } from './support/instance';
import { callsOf, sandboxAt } from './support/sandbox';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { Telephone } from './support/telephone';
import { wordsOf } from './support/words';

/**
 * The HubSpot article, step by step and in its order, on a product of its own that starts empty; once with the browser in
 * English, once in French. What text doesn't decide is in English alone.
 */
test.describe.configure({ mode: 'parallel' });
for (const language of ['en', 'fr'] as const) {
  const { locale, timezoneId, menu, objects } = ARTICLE[language];
  const [contacts = '', tickets = '', calls = ''] = objects.map(([name]) => name);
  const say = wordsOf(language);

  test.describe(language === 'en' ? 'the article' : 'l’article, en français', () => {
    test.describe.configure({ mode: 'serial' });
    test.use({ locale, timezoneId });

    let instance: Instance;
    let credentials: Credentials;
    let loginUrl: string;
    let apiKey: string;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      instance = await startWatchedInstance({ name: `article-${language}`, admin: null });
    });
    test.afterAll(async () => {
      test.setTimeout(120_000);
      await instance?.stop();
    });

    const visitor = (page: Page): Visitor => ({ page, say, product: instance });
    /** Somebody else's browser. */
    const other = async (browser: Browser) => (await browser.newContext({ locale, timezoneId })).newPage();
    const administrator = async (page: Page) => {
      await (await LoginPage.open(page, instance, say)).signIn(ADMINISTRATOR);
      await confirmWhenAsked(page, say, () => ADMINISTRATOR.password);
      return visitor(page);
    };

    const signInAgent = async (page: Page): Promise<BannerPage> => {
      await page.goto(loginUrl);
      const hubspot = new HubSpotConsent(page);
      await hubspot.signIn(AGENT);
      await hubspot.connect();
      return new BannerPage(visitor(page)).arrived();
    };

    test('1 to 2.9, an agent’s sign-in, and a call that is logged in HubSpot once', async ({
      page,
      browser,
      complaints,
    }) => {
      test.setTimeout(480_000);
      const admin = visitor(page);
      await confirmWhenAsked(page, say, () => ADMINISTRATOR.password, complaints);
      const maker = new Maker(admin);
      const sandbox = sandboxAt(instance.sandboxUrl);

      await test.step('the first administrator, through the one-time link', async () => {
        await page.goto(instance.setUpUrl ?? '');
        await page.getByRole('textbox', { name: say('setup.name'), exact: true }).fill(ADMINISTRATOR.name);
        await page.getByRole('textbox', { name: say('setup.email'), exact: true }).fill(ADMINISTRATOR.email);
        await page.getByRole('textbox', { name: say('setup.password'), exact: true }).fill(ADMINISTRATOR.password);
        await page.getByRole('button', { name: say('setup.create') }).click();
        await expect(page.getByText(say('login.notice.set_up'))).toBeVisible();
        await page.getByRole('textbox', { name: say('login.password'), exact: true }).fill(ADMINISTRATOR.password);
        await page.getByRole('button', { name: say('login.signIn'), exact: true }).click();
        await page.waitForURL(/\/maker$/);
        expect(await maker.setUpProgress()).toBe(say('home.setUp', { done: 0, total: 12 }));
        for (const entry of menu)
          await expect(
            page.getByRole('navigation', { name: say('shell.menu') }).getByRole('link', { name: entry, exact: true }),
          ).toBeVisible();
      });

      const redirectUrls = [
        `${instance.makerUrl}/api/authclients/hbdnakz/fzefdzs`,
        `${instance.makerUrl}/api/sso/login/oauth/callback`,
      ];
      const createApp = async () => {
        const hubspot = await other(browser);
        const account = await DeveloperAccountPage.signUp(
          hubspot,
          { firstName: 'Ada', lastName: 'Developer', email: 'developer@apps.example', accountName: 'Apps' },
          instance,
        );
        const app = await account.createPublicLegacyApp();
        await app.fillName('Maker');
        await app.fillRedirectUrls(redirectUrls);
        await app.addScopes({ required: REQUIRED, optional: OPTIONAL });
        credentials = await (await app.create()).credentials();
        await hubspot.context().close();
      };
      if (language === 'en') await test.step('1. HubSpot configuration', createApp);
      // HubSpot's own pages are the same.
      else {
        const app = await sandbox.createApp({
          redirectUrls,
          scopes: ['oauth', ...REQUIRED],
          optionalScopes: OPTIONAL,
        });
        credentials = { ...app, appId: String(app.appId) };
      }

      await test.step('2.1 and 2.2: the authentication method, and its activation in the popup', async () => {
        const method = await createMethod(admin, 'HubSpot EU', credentials);
        await method.activate(INSTALLER);
        const listed = await method.listedAs();
        expect(listed).toContain(say('auth-methods.states.enabled'));
        expect(listed).toContain('Atelier Lumen');
        expect(listed).toContain(String(LUMEN));
        // The secret is neither in the page nor in the server's responses.
        await AuthMethodPage.open(admin, 'HubSpot EU');
        expect(await page.content()).not.toContain(credentials.clientSecret);
        const payload = await page.request.get(page.url(), { headers: { RSC: '1' } });
        expect(await payload.text()).toContain(credentials.clientId);
        expect(await payload.text()).not.toContain(credentials.clientSecret);
      });

      await test.step('2.3: the SSO connector, with its login URL', async () => {
        loginUrl = await createConnector(admin, { name: 'Agents', reference: 'agents', methodOption: /HubSpot EU/ });
        expect(loginUrl).toBe(`${instance.makerUrl}/api/sso/login/agents`);
      });

      await test.step('2.4: assigning the connector to a user', () =>
        createUser(admin, { name: 'Léa Marchetti', email: AGENT, connector: 'Agents' }));

      const crm = await test.step('2.5: the HubSpot CRM v2', () =>
        createCrm(admin, { name: 'HubSpot', reference: 'hubspot', methodOption: /HubSpot EU/ }));

      await test.step('2.6 and 2.7: three objects and their seventeen fields', async () => {
        let count = 0;
        const typed = new Set<FieldType>();
        for (const [objectName, objectApiName, fields] of objects) {
          await crm.addObject({ name: objectName, apiName: objectApiName });
          const others: NewField[] = [];
          for (const [name, apiName, type] of fields) {
            // In French one of each type by hand.
            if (language === 'en' || !typed.has(type)) await crm.addField({ name, apiName, type });
            else others.push({ name, apiName, type });
            typed.add(type);
          }
          if (others.length > 0) await addFields(page, instance, others);
          await expect(crm.fields()).toHaveCount(fields.length);
          count += fields.length;
        }
        expect(count).toBe(17);
      });

      const restart = async () => {
        await instance.restart();
        // Requests of the open page failed while the product stopped.
        complaints.splice(
          0,
          complaints.length,
          ...complaints.filter((text) => !text.includes('Failed to load resource')),
        );
        await page.reload();
        await crm.openTab('objects');
        await expect(page.getByRole('list', { name: say('crm.objectList.title') }).getByRole('listitem')).toHaveCount(
          3,
        );
      };
      if (language === 'en') await test.step('the whole product is restarted and continues where it was', restart);

      await test.step('2.8: screen pop and interaction assignment, tried before the first call', async () => {
        await createScenario(crm, { name: say('hubspot.presets.phoneSearch'), preset: 'phoneSearch' });
        await createRule(crm, { name: say('hubspot.presets.logCall'), preset: 'logCall' });
        await crm.openTab('screenPop');
        const before = (await sandbox.ledger()).total;
        const answer = await runSimulation(admin, '01 99 00 00 41');
        expect(answer).toContain(say('rules.decision.open', { title: CALLER.title, object: contacts }));
        expect(answer).toContain(say('rules.try.plan.create', { rule: say('hubspot.presets.logCall'), object: calls }));
        expect((await sandbox.ledger()).total).toBe(before);
      });

      await test.step('2.9: the CRM in a profile, and the profile assigned to the user', async () => {
        await createProfile(admin, {
          name: 'Support',
          crm: 'HubSpot',
          view: objects.map(([name]) => name),
          edit: [contacts, tickets],
        });
        await giveProfile(admin, 'Léa Marchetti', 'Support');
      });

      await test.step('an API key for the phone system', async () => {
        apiKey = await createApiKey(admin, { name: 'Telephone', scopes: ['interactions_write'] });
      });

      const agentPage = await other(browser);
      const banner = await test.step('the agent signs in through HubSpot and lands in the Banner', () =>
        signInAgent(agentPage));

      await test.step('the agent finds cards by number, email and name, edits one, and opens it in HubSpot', async () => {
        expect(await banner.find(contacts, '0199000041')).toEqual([CALLER.title]);
        expect(await banner.find(contacts, 'chloe.daubigne@alderalogistique0.example')).toEqual([CALLER.title]);
        expect(await banner.find(contacts, "Chloé d'Aubigné")).toContain(CALLER.title);
        const card = await banner.openFound(CALLER.title);
        await banner.edit(card, objects[0]?.[2][3]?.[0] ?? '', '+33699000099');
        const stored = await sandbox.api(`/crm/v3/objects/contacts/${CALLER.id}?properties=mobilephone`);
        expect(stored).toMatchObject({ properties: { mobilephone: '+33699000099' } });

        const opened = agentPage.waitForEvent('popup');
        await card.getByRole('link', { name: say('banner.openInHubSpot') }).click();
        const record = await opened;
        await expect(record).toHaveURL(`${instance.sandboxUrl}/contacts/${LUMEN}/record/0-1/${CALLER.id}`);
        await expect(record.getByRole('heading', { level: 1 })).toContainText('Chloé');
        await record.close();
        await card.getByRole('button', { name: say('banner.close') }).click();
      });

      const callsBefore = (await callsOf(sandbox)).length;
      const call = new Telephone(apiKey, instance).call({
        id: `article-${language}`,
        agent: AGENT,
        number: CALLER.announced,
      });

      await test.step('a call pops the card without a reload', async () => {
        expect((await call.presented()).status).toBe(202);
        await expect(banner.card(CALLER.title)).toBeVisible();
        await expect(agentPage.getByText(say('banner.grade.exact'), { exact: true })).toBeVisible();
        expect((await call.accepted()).status).toBe(202);
        await expect(agentPage.getByText(say('banner.state.accepted'))).toBeVisible();
      });

      await test.step('the call is logged in HubSpot exactly once, linked to the contact and the ticket', async () => {
        expect((await call.ended({ durationMs: 75_000, outcome: 'connected' })).status).toBe(202);
        await maker.open('interactions');
        await expect(page.getByRole('row').filter({ hasText: CALLER.title })).toContainText(
          say('interactions.assignment.logged'),
          { timeout: 20_000 },
        );

        const after = await callsOf(sandbox);
        expect(after).toHaveLength(callsBefore + 1);
        const logged = after[0];
        expect(logged?.properties).toMatchObject({
          hs_call_direction: 'INBOUND',
          hs_call_status: 'COMPLETED',
          hs_call_duration: '75000',
          hs_call_from_number: CALLER.announced,
          hs_call_to_number: '+33199000001',
          hs_call_disposition: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
        });
        expect(logged?.properties['hs_call_title']).toBeTruthy();
        expect(logged?.properties['hs_timestamp']).toBeTruthy();
        expect(logged?.contacts).toEqual([CALLER.id]);
        expect(logged?.tickets).toEqual([CALLER.ticketId]);

        // The same end once more changes nothing.
        expect((await call.ended({ durationMs: 75_000, outcome: 'connected' })).status).toBe(202);
        await page.getByRole('row').filter({ hasText: CALLER.title }).getByRole('link').first().click();
        await expect(
          page.getByRole('link', { name: say('interactions.openRecord', { object: calls }) }),
        ).toHaveAttribute('href', new RegExp(`/${logged?.id ?? 'none'}$`));
        expect(await callsOf(sandbox)).toHaveLength(callsBefore + 1);
      });

      await test.step('Home shows that everything is set up', async () => {
        // The repeated end is looked at by the worker once more; until then it counts as waiting.
        await maker.open('interactions');
        await expect(page.getByRole('row').filter({ hasText: CALLER.title })).toContainText(
          say('interactions.assignment.logged'),
          { timeout: 20_000 },
        );
        await maker.open('home');
        await expect(page.getByText(say('home.complete'))).toBeVisible();
      });
      await agentPage.context().close();
    });
    if (language !== 'en') return;

    test('an unassigned agent and one from another account are refused, and the administrator sees both', async ({
      page,
      browser,
    }) => {
      const admin = await administrator(page);
      await createUser(admin, { name: 'Jonas Weber', email: 'jonas@atelier-lumen.example' });
      await createUser(admin, { name: 'Owen Price', email: 'owen@kestrel-trading.example', connector: 'Agents' });
      for (const [email, reason] of [
        ['jonas@atelier-lumen.example', 'not_assigned'],
        ['owen@kestrel-trading.example', 'wrong_portal'],
      ] as const) {
        const agentPage = await other(browser);
        await agentPage.goto(loginUrl);
        const hubspot = new HubSpotConsent(agentPage);
        await hubspot.signIn(email);
        await hubspot.connect();
        await expect(
          agentPage.getByRole('heading', { level: 1, name: say(`connect.signIn.reasons.${reason}.title`) }),
        ).toBeVisible();
        await agentPage.goto(`${instance.makerUrl}/banner`);
        await expect(agentPage).toHaveURL(/\/login/);
        await agentPage.context().close();
      }
      const [newest, before] = await readAttempts(admin, 'Agents');
      expect(newest).toContain(say('attempts.reasons.wrong_portal'));
      expect(before).toContain('jonas@atelier-lumen.example');
      expect(before).toContain(say('attempts.reasons.not_assigned'));
    });

    test('an API key is shown once; calls without one, or with a revoked or wrong one, are rejected', async ({
      page,
    }) => {
      const admin = await administrator(page);
      const [revoked, reader] = [
        await createApiKey(admin, { name: 'Old telephone', scopes: ['interactions_write'] }),
        await createApiKey(admin, { name: 'Reporting', scopes: ['interactions_read'] }),
      ];
      await revokeApiKey(admin, 'Old telephone');
      await openApiKeys(admin);
      for (const key of [apiKey, revoked, reader]) expect(await page.content()).not.toContain(key);

      const before = await sandboxAt(instance.sandboxUrl).ledger();
      const answers = [];
      for (const key of [null, revoked, reader])
        answers.push(
          (
            await new Telephone(key, instance)
              .call({ id: 'refused', agent: AGENT, number: CALLER.announced })
              .presented()
          ).status,
        );
      expect(answers).toEqual([401, 401, 403]);
      expect((await sandboxAt(instance.sandboxUrl).ledger()).total).toBe(before.total);
      // The read-only key can read.
      const ledger = await page.request.get(`${instance.makerUrl}/api/interactions`, {
        headers: { authorization: `Bearer ${reader}` },
      });
      expect(ledger.status()).toBe(200);
    });

    test('once the method is deactivated, the Banner says why and the login URL is refused', async ({
      page,
      browser,
    }) => {
      const agentPage = await other(browser);
      await signInAgent(agentPage);

      const admin = await administrator(page);
      await (await AuthMethodPage.open(admin, 'HubSpot EU')).deactivate();
      await expect(agentPage.getByText(say('banner.endedBy.method_deactivated'))).toBeVisible();
      // This browser remembers her connector, which now refuses sign-ins.
      await agentPage.getByRole('link', { name: say('banner.signInAgain') }).click();
      await agentPage.getByRole('link', { name: say('login.hubspot.again') }).click();
      await expect(
        agentPage.getByRole('heading', { level: 1, name: say('connect.signIn.reasons.method_disabled.title') }),
      ).toBeVisible();
      await agentPage.context().close();
    });

    test('the 51st authentication method is rejected by the limit, and the input is kept', async ({
      page,
      complaints,
    }) => {
      const admin = await administrator(page);
      for (let index = 2; index <= 50; index += 1) {
        const created = await page.request.post(`${instance.makerUrl}/api/authclients`, {
          headers: { origin: instance.makerUrl },
          data: {
            name: `Method ${index}`,
            provider: 'hubspot',
            environment: credentials.appId,
            clientId: credentials.clientId,
            clientSecret: credentials.clientSecret,
            requiredScopes: ['oauth'],
            optionalScopes: [],
          },
        });
        expect(created.status()).toBe(201);
      }
      await fillMethod(admin, 'Method 51', credentials);
      await expect(page.getByRole('alert').filter({ hasText: '50' })).toBeVisible();
      await expect(page.getByRole('textbox', { name: say('auth-methods.name'), exact: true })).toHaveValue('Method 51');
      complaints.splice(
        0,
        complaints.length,
        ...complaints.filter((text) => !/status of 409|status of 422|status of 400/.test(text)),
      );
    });
  });
}

interface NewField {
  name: string;
  apiName: string;
  type: FieldType;
}

/** Through the API, to the object whose page is open. */
async function addFields(page: Page, { makerUrl }: Instance, fields: NewField[]): Promise<void> {
  const objectId = page.url().split('/').at(-1) ?? '';
  await new Api(page.request, makerUrl).post(`/api/crm-objects/${objectId}/fields`, {
    fields: fields.map((field) => ({ ...field, required: false, readOnly: false, options: [] })),
  });
  await page.reload();
}
