import type { Page } from '@playwright/test';
import pg from 'pg';
import { DATABASE, serverFolder } from '@/scripts/postgres/project-database';
import { runningServerUrl } from '@/scripts/postgres/server';
import type { Words } from './words';

/** A long flow on a slow machine confirms who it is, as a person would, whenever it is asked. */
export async function confirmWhenAsked(
  page: Page,
  say: Words,
  password: () => string,
  complaints: string[] = [],
): Promise<void> {
  const dialog = page.getByRole('alertdialog', { name: say('forms.signInAgain.title') });
  await page.addLocatorHandler(dialog, async () => {
    await dialog.getByLabel(say('forms.signInAgain.password'), { exact: true }).fill(password());
    await dialog.getByRole('button', { name: say('forms.signInAgain.confirm') }).click();
    // The browser reports the request that was refused first.
    const refused = complaints.findIndex((complaint) => complaint.includes('403'));
    if (refused !== -1) complaints.splice(refused, 1);
  });
}

/** As if they had signed in twenty minutes ago: no browser flow waits that long. */
export async function ageSignIns(dataDir: string, email: string): Promise<void> {
  const url = await runningServerUrl(serverFolder(dataDir), DATABASE, 'runtime');
  if (url === null) throw new Error(`The database of ${dataDir} does not answer`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `UPDATE "Session" SET "signedInAt" = "signedInAt" - interval '20 minutes'
       WHERE "userId" = (SELECT "id" FROM "User" WHERE "email" = $1)`,
      [email],
    );
    if (rowCount === 0) throw new Error(`${email} is not signed in`);
  } finally {
    await client.end();
  }
}
