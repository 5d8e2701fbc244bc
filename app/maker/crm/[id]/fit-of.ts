import type { ShownFinding } from '@/components/rules/mapping-findings';
import type { DecisionRow } from '@/components/rules/rule-list';
import type { DecisionKind } from '@/components/rules/use-delete-rule';
import type { Translations } from '@/lib/web/i18n';

interface Words {
  t: Translations<'rules'>;
  say: Translations<'validation'>;
}

/** What an administrator hasn't insisted on, or that nothing is known yet. */
export function fitOf(
  about: DecisionKind,
  { t, say }: Words,
  { findings, isChecked }: { findings: readonly ShownFinding[]; isChecked: boolean },
): DecisionRow['fit'] {
  const open = findings.filter(({ isAccepted }) => !isAccepted);
  const [first] = open;
  if (first) {
    const reason = t('findings.more', { first: say(first.message.key, first.message.params), count: open.length - 1 });
    return { tone: 'warning', label: t('findings.inList', { count: open.length }), reason };
  }
  return isChecked
    ? undefined
    : { tone: 'pending', label: t('findings.unchecked'), reason: t('findings.uncheckedText', { about }) };
}
