'use client';

import { useTranslations } from 'use-intl';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { prefillOf } from '@/lib/domain/rules/presets';
import type { ScreenPopOutcomes } from '@/lib/domain/screen-pop/scenario';
import { MappingEditor } from './mapping-editor';
import { FindingLines, type ShownFinding } from './mapping-findings';
import { PartSelect } from '../forms/part-fields';
import type { Messages } from '@/lib/domain/base/message-keys';

const ACTIONS = {
  none: ['nothing', 'search', 'create_form'],
  one: ['nothing', 'open_card', 'chooser'],
  several: ['nothing', 'chooser', 'search'],
  withheld: ['nothing', 'search', 'create_form'],
} as const;
const CASES = ['one', 'several', 'none', 'withheld'] as const;

interface OutcomeTableProps {
  outcomes: ScreenPopOutcomes;
  objects: readonly ObjectModel[];
  /** What the account says against the create forms. */
  findings: readonly ShownFinding[];
  onChange: (outcomes: ScreenPopOutcomes) => void;
}

/** The action for each of the four results of a search. */
export function OutcomeTable({ outcomes, objects, findings, onChange }: OutcomeTableProps) {
  const t = useTranslations('rules');
  const offer = (action: ScreenPopOutcomes['none']['action']): ScreenPopOutcomes['none'] =>
    action === 'create_form' ? { action, objectId: objects[0]?.id ?? '', prefill: prefillOf(objects[0]) } : { action };
  const choose = {
    one: (
      <OutcomeSelect
        which="one"
        value={outcomes.one.action}
        actions={ACTIONS.one}
        onChange={(action) => onChange({ ...outcomes, one: { action } })}
      />
    ),
    several: (
      <OutcomeSelect
        which="several"
        value={outcomes.several.action}
        actions={ACTIONS.several}
        onChange={(action) => onChange({ ...outcomes, several: { action } })}
      />
    ),
    none: (
      <OutcomeSelect
        which="none"
        value={outcomes.none.action}
        actions={ACTIONS.none}
        onChange={(action) => onChange({ ...outcomes, none: offer(action) })}
      />
    ),
    withheld: (
      <OutcomeSelect
        which="withheld"
        value={outcomes.withheld.action}
        actions={ACTIONS.withheld}
        onChange={(action) => onChange({ ...outcomes, withheld: offer(action) })}
      />
    ),
  };
  return (
    <table className="block w-full sm:table sm:table-fixed">
      <caption className="sr-only">{t('outcomes')}</caption>
      <thead className="sr-only sm:not-sr-only sm:table-header-group">
        <tr className="sm:table-row">
          <th scope="col" className="pb-2 text-left text-sm font-medium text-muted sm:w-56">
            {t('outcomeCase')}
          </th>
          <th scope="col" className="pb-2 text-left text-sm font-medium text-muted">
            {t('outcomeAction')}
          </th>
        </tr>
      </thead>
      <tbody className="block sm:table-row-group">
        {CASES.map((which) => (
          <tr key={which} className="block border-t py-3 sm:table-row">
            <th scope="row" className="block pr-4 pb-1.5 text-left align-top font-medium sm:table-cell sm:w-56 sm:py-3">
              {t(`cases.${which}`)}
              <span className="block text-sm font-normal text-muted">{t(`caseHelp.${which}`)}</span>
            </th>
            <td className="block space-y-3 align-top sm:table-cell sm:py-3">
              {choose[which]}
              {(which === 'none' || which === 'withheld') && (
                <CreateFormPart
                  which={which}
                  outcome={outcomes[which]}
                  objects={objects}
                  findings={findings}
                  onChange={(outcome) => onChange({ ...outcomes, [which]: outcome })}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Action = keyof Messages['rules']['outcomeActions'];

interface OutcomeSelectProps<A extends Action> {
  which: keyof ScreenPopOutcomes;
  value: A;
  actions: readonly A[];
  onChange: (action: A) => void;
}

function OutcomeSelect<A extends Action>({ which, value, actions, onChange }: OutcomeSelectProps<A>) {
  const t = useTranslations('rules');
  const actionLabel = (action: Action) => t(`outcomeActions.${action}`);
  return (
    <PartSelect
      path={`definition.outcomes.${which}.action`}
      label={t(`cases.${which}`)}
      labelHidden
      value={value}
      options={actions.map((action) => ({ value: action, label: actionLabel(action) }))}
      onChange={onChange}
    />
  );
}

interface CreateFormPartProps {
  which: 'none' | 'withheld';
  outcome: ScreenPopOutcomes['none'];
  objects: readonly ObjectModel[];
  findings: readonly ShownFinding[];
  onChange: (outcome: ScreenPopOutcomes['none']) => void;
}

function CreateFormPart({ which, outcome, objects, findings, onChange }: CreateFormPartProps) {
  const t = useTranslations('rules');
  if (outcome.action !== 'create_form') return null;
  const at = `definition.outcomes.${which}`;
  const object = objects.find(({ id }) => id === outcome.objectId);
  return (
    <div className="space-y-4 border-l-2 pl-4">
      <PartSelect
        path={`${at}.objectId`}
        label={t('createObject')}
        placeholder={t('chooseObject')}
        value={outcome.objectId}
        options={objects.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(objectId) =>
          onChange({ ...outcome, objectId, prefill: prefillOf(objects.find(({ id }) => id === objectId)) })
        }
      />
      <FindingLines findings={findings.filter(({ path }) => `definition.${path}` === `${at}.objectId`)} />
      <MappingEditor
        path={`${at}.prefill`}
        label={t('prefill')}
        object={object}
        value={outcome.prefill}
        findings={findings}
        onChange={(prefill) => onChange({ ...outcome, prefill })}
      />
    </div>
  );
}
