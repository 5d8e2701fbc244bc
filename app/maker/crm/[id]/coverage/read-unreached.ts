import { getLocale, getTranslations } from '@/lib/web/i18n';
import { readCrmCoverage } from '../crm-page';
import { unreachedText } from './words';

/** Why scenarios and rules of a CRM are never reached, by id. Empty if there are too many situations to tell. */
export async function readUnreached(crmId: string): Promise<ReadonlyMap<string, { label: string; reason: string }>> {
  const [t, locale, coverage] = await Promise.all([getTranslations('coverage'), getLocale(), readCrmCoverage(crmId)]);
  const unreached = coverage.kind === 'map' ? coverage.map.unreached : [];
  return new Map(
    unreached.map((one) => [
      one.id,
      { label: t('unreachedOne', { kind: one.kind }), reason: unreachedText({ t, locale }, one) },
    ]),
  );
}
