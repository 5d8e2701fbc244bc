import type { Settings } from '@/lib/domain/base/settings';
import { authorise, type Ctx } from '../context';
import { loadSettings } from './load-settings';

export interface SettingsPage extends Settings {
  version: number;
  /** Set through the environment at start; shown here, not editable. */
  deployment: { publicUrl: string; hubspotMode: 'sandbox' | 'live'; defaultCountry: string };
}

export async function readSettings(ctx: Ctx): Promise<SettingsPage> {
  authorise(ctx, 'settings.access');
  return { ...(await loadSettings(ctx.db)), deployment: ctx.config };
}
