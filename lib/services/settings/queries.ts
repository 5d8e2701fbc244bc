import type { Settings } from '@/lib/domain/base/settings';
import { authorise, type Ctx } from '../context';
import { readSettings } from './read-settings';

export interface SettingsPage extends Settings {
  version: number;
  /** Given at the start, through the environment; shown, not changed here. */
  deployment: { publicUrl: string; hubspotMode: 'sandbox' | 'live'; defaultCountry: string };
}

export async function getSettings(ctx: Ctx): Promise<SettingsPage> {
  authorise(ctx, 'settings.access');
  return { ...(await readSettings(ctx.db)), deployment: ctx.config };
}
