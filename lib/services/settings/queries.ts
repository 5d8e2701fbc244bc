import type { Settings } from '@/lib/domain/base/settings';
import { authorise, type Ctx } from '../context';
import { readSettings } from './read-settings';

export interface SettingsPage extends Settings {
  version: number;
  /** Set through the environment at start; shown here, not editable. */
  deployment: { publicUrl: string; hubspotMode: 'sandbox' | 'live'; defaultCountry: string };
}

export async function getSettings(ctx: Ctx): Promise<SettingsPage> {
  authorise(ctx, 'settings.access');
  return { ...(await readSettings(ctx.db)), deployment: ctx.config };
}
