import { expect, it } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { configureArticle, hubspotClient } from '../../support/article-world';
import { Browser, PUBLIC_URL, startWorld, type Person } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { serveRoutes } from '../../support/route-server';

/** What Next does after an answer. */
const afterwards: Promise<unknown>[] = [];
takeWorkAfterAnswers((work) => void afterwards.push(work()));

const world = await startWorld();
const { port } = await serveRoutes();
const article = await configureArticle(world);
await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
const number = '+33176994400';
const { id: contactId } = await (await hubspotClient(world)).create('contacts', { firstname: 'Ugo', phone: number });
const key = `maker_${newSecret()}`;
await world.db.apiKey.create({
  data: { name: 'Switchboard', prefix: 'maker_', keyHash: hashSecret(key), scopes: ['interactions.write'] },
});

/** HubSpot answers no search for this word until it is let. */
const LOOP = 'Loop';
const held: (() => void)[] = [];
world.calls.holdBack(async ({ body }) => {
  if (body.includes(LOOP)) await new Promise<void>((answer) => held.push(answer));
});

function browserOf(person: Person): Browser {
  const browser = new Browser(port);
  for (const [name, value] of person.browser.cookies) browser.cookies.set(name, value);
  return browser;
}
const search = (browser: Browser, text: string) =>
  browser.post('/api/banner/cards/search', { objectId: article.objectIds.contacts, text });

it("12 loops of one agent hold up neither a colleague's call nor their search, even while HubSpot answers none of them", async () => {
  const rival = await world.person();
  const { userId } = rival.actor;
  await world.db.userProfile.create({ data: { userId, profileId: article.profileId } });
  await world.db.user.update({ where: { id: userId }, data: { defaultProfileId: article.profileId } });

  const loops = Array.from({ length: 12 }, (_, index) => search(browserOf(rival), `${LOOP} ${index}`));
  // As much as one person may have at once. The rest wait here, and not in front of others.
  await expect.poll(() => held.length).toBe(3);

  const reported = await fetch(`http://127.0.0.1:${port}/api/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin: PUBLIC_URL },
    body: JSON.stringify(article.event({ id: 'rings', customer: { number } })),
  });
  expect(reported.status).toBe(202);
  await Promise.all(afterwards);
  const call = await world.db.interaction.findFirstOrThrow({ where: { externalId: 'rings' } });
  expect(JSON.stringify(call.decision)).toContain(contactId);

  const found = await search(browserOf(article.agent), number);
  expect([found.status, JSON.stringify(await found.json()).includes(contactId)]).toEqual([200, true]);

  // None of the loops was answered meanwhile, so nobody waited for one.
  expect(held).toHaveLength(3);
  // Whatever became of them: those that waited for too long are told to try again.
  const letGo = setInterval(() => held.splice(0).forEach((answer) => answer()), 20);
  await Promise.allSettled(loops);
  clearInterval(letGo);
});
