import { expect, test } from './fixtures';
import type { Instance } from './support/instance';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { readTour } from './support/tour/read-tour';
import { toFrench } from './support/tour/translate';
import { Walker, type Translate } from './support/tour/walker';

const LANGUAGES: readonly [string, string, Translate][] = [
  ['English', 'en-GB', (label) => [label]],
  ['French', 'fr-FR', toFrench()],
];

/** The README's tour, followed to the letter on a product that starts empty, as a newcomer would; once with a French browser. */
for (const [language, locale, translate] of LANGUAGES) {
  test.describe(`the tour of the README, in ${language}`, () => {
    test.use({ locale });

    let instance: Instance;
    test.beforeAll(async () => {
      test.setTimeout(180_000);
      instance = await startWatchedInstance({ name: `readme-tour-${locale}`, admin: null });
    });
    test.afterAll(async () => {
      test.setTimeout(120_000);
      await instance?.stop();
    });

    test('works step by step', async ({ browser, context }) => {
      test.setTimeout(480_000);
      const agent = await browser.newContext({ locale });
      const walker = new Walker(instance, context, async () => agent, translate);
      try {
        for (const { title, instructions } of readTour()) {
          await test.step(title, async () => {
            expect(instructions, 'the step says something to do').not.toEqual([]);
            for (const instruction of instructions)
              await test.step(Object.values(instruction).join(' '), () => walker.follow(instruction));
          });
        }
      } finally {
        walker.close();
        await agent.close();
      }
    });
  });
}
