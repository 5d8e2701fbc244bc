'use client';

import { useMemo } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import {
  ruleEditSchema,
  ruleInputSchema,
  type AssignmentAction,
  type CardCondition,
  type RuleDefinition,
} from '@/lib/domain/assignment/rule';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { applyRulePreset, type RulePreset } from '@/lib/domain/rules/presets';
import { NON_CUSTOMERS } from '@/lib/domain/interaction/non-customer';
import { decisionSavedSchema } from '@/lib/domain/answers/rule';
import { checkMapping } from '@/lib/domain/rules/check-mapping';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/toggle-field';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Card } from '../ui/card';
import { Input } from '../ui/input';
import { useToast } from '../ui/toast';
import { AssociationEditor } from './association-editor';
import { TryLayout } from './try-layout';
import { DefinitionProvider, Part } from '../forms/definition';
import { FitNotices } from './fit-notices';
import { MappingEditor } from './mapping-editor';
import { FindingLines, insistedOn, type ShownFinding } from './mapping-findings';
import { PartChecks, PartSelect } from '../forms/part-fields';
import { PresetButtons } from './preset-buttons';
import { WhenFields } from './when-fields';
import { formSchema } from '../forms/form-schema';

interface RuleValues {
  name: string;
  enabled: boolean;
  definition: RuleDefinition;
  acceptedFindings: string[];
  version?: number;
}

interface RuleFormProps {
  crmId: string;
  objects: readonly ObjectModel[];
  /** Absent for a new rule. */
  rule?: Required<RuleValues> & { id: string; isChecked: boolean };
  presets: readonly { preset: RulePreset; name: string }[];
  readOnlyReason?: string | undefined;
}

export function RuleForm({ crmId, objects, rule, presets, readOnlyReason }: RuleFormProps) {
  const t = useTranslations('rules');
  const toast = useToast();
  const list = `/maker/crm/${crmId}/interaction-assignment`;
  const values: RuleValues = rule
    ? {
        name: rule.name,
        enabled: rule.enabled,
        definition: rule.definition,
        acceptedFindings: rule.acceptedFindings,
        version: rule.version,
      }
    : { name: '', enabled: true, definition: NEW_DEFINITION, acceptedFindings: [] };
  const form = useApiForm(rule ? formSchema<RuleValues>(ruleEditSchema) : formSchema<RuleValues>(ruleInputSchema), {
    url: rule ? `/api/rules/${rule.id}` : `/api/crms/${crmId}/rules`,
    method: rule ? 'PATCH' : 'POST',
    values,
    response: decisionSavedSchema,
    onSaved: ({ isChecked }) =>
      toast({ title: isChecked === false ? t('findings.savedUnchecked', { about: 'rule' }) : t('rule.saved') }),
    ...(rule ? {} : { nextPage: () => list }),
  });
  const { field } = useController({ control: form.control, name: 'definition' });
  const name = useWatch({ control: form.control, name: 'name' });
  const accepted = useWatch({ control: form.control, name: 'acceptedFindings' });
  const definition: RuleDefinition = field.value;
  const findings = useMemo(
    () => checkMapping(definition, objects).map((one) => ({ ...one, isAccepted: accepted.includes(one.id) })),
    [definition, objects, accepted],
  );
  const set = (change: Partial<RuleDefinition>) => field.onChange({ ...definition, ...change });

  return (
    <TryLayout
      tried={
        readOnlyReason === undefined
          ? { crmId, about: 'assignment', rule: { id: rule?.id ?? null, name, definition } }
          : null
      }
    >
      <Form
        form={form}
        mode={rule ? 'edit' : 'create'}
        submitLabel={rule ? undefined : t('rule.create')}
        cancelHref={list}
        readOnlyReason={readOnlyReason}
        className="max-w-none"
      >
        <DefinitionProvider form={form} disabled={readOnlyReason !== undefined}>
          <FitNotices
            about="rule"
            failure={form.failure}
            isChecked={rule?.isChecked ?? true}
            onInsist={(ids) => {
              form.setValue('acceptedFindings', insistedOn(findings, ids));
              form.submit();
            }}
          />
          {readOnlyReason === undefined && (
            <PresetButtons
              presets={presets.map(({ preset, name: label }) => ({
                name: label,
                apply: () => applyRulePreset(preset, objects),
              }))}
              onApply={(label, applied) => {
                field.onChange(applied);
                if (name.trim() === '') form.setValue('name', label);
              }}
            />
          )}
          <Card title={t('rule.card')}>
            <div className="space-y-4">
              <TextField form={form} name="name" label={t('rule.name')} />
              <SwitchField form={form} name="enabled" label={t('enabled')} help={t('rule.enabledHelp')} />
            </div>
          </Card>
          <Card title={t('when')} description={t('rule.whenText')}>
            <div className="space-y-4">
              <WhenFields channels={definition.channels} directions={definition.directions} onChange={set} />
              <CardPart value={definition.card} objects={objects} onChange={(card) => set({ card })} />
              <QueuesPart queues={definition.queues} onChange={(queues) => set({ queues })} />
              <PartChecks
                inline
                path="definition.nonCustomers"
                label={t('nonCustomers.label')}
                help={t('nonCustomers.help')}
                options={NON_CUSTOMERS.map((value) => ({ value, label: t(`nonCustomers.${value}`) }))}
                value={definition.nonCustomers ?? []}
                onChange={(nonCustomers) => set({ nonCustomers })}
              />
            </div>
          </Card>
          <Card title={t('then')} description={t('rule.thenText')}>
            <ActionPart
              action={definition.action}
              objects={objects}
              findings={findings}
              onChange={(action) => {
                // What somebody insisted on for one object says nothing about another.
                if (objectOf(action) !== objectOf(definition.action)) form.setValue('acceptedFindings', []);
                set({ action });
              }}
            />
          </Card>
        </DefinitionProvider>
      </Form>
    </TryLayout>
  );
}

function objectOf(action: AssignmentAction): string | null {
  return action.kind === 'attach' ? null : action.objectId;
}

const NEW_DEFINITION: RuleDefinition = {
  channels: ['voice'],
  directions: ['incoming', 'outgoing'],
  queues: [],
  card: { kind: 'any' },
  action: { kind: 'attach' },
};

function CardPart({
  value,
  objects,
  onChange,
}: {
  value: CardCondition;
  objects: readonly ObjectModel[];
  onChange: (card: CardCondition) => void;
}) {
  const t = useTranslations('rules');
  const kinds: { value: string; label: string }[] = (['any', 'none', 'either'] as const).map((kind) => ({
    value: kind,
    label: t(`cardConditions.${kind}`),
  }));
  const choose = (chosen: string) => {
    if (chosen === 'any' || chosen === 'none' || chosen === 'either') onChange({ kind: chosen });
    else onChange({ kind: 'object', objectId: chosen });
  };
  return (
    <PartSelect
      path={value.kind === 'object' ? 'definition.card.objectId' : 'definition.card'}
      label={t('cardCondition')}
      help={t('cardConditionHelp')}
      value={value.kind === 'object' ? value.objectId : value.kind}
      options={[
        ...kinds,
        ...objects.map(({ id, name }) => ({ value: id, label: t('cardConditions.object', { object: name }) })),
      ]}
      onChange={choose}
    />
  );
}

function QueuesPart({ queues, onChange }: { queues: readonly string[]; onChange: (queues: string[]) => void }) {
  const t = useTranslations('rules');
  return (
    <Part path="definition.queues" label={t('queues')} help={t('queuesHelp')}>
      {(aria) => (
        <Input
          {...aria}
          key={queues.length === 0 ? 'empty' : 'filled'}
          defaultValue={queues.join(', ')}
          onBlur={(event) =>
            onChange(
              event.target.value
                .split(',')
                .map((queue) => queue.trim())
                .filter((queue) => queue !== ''),
            )
          }
        />
      )}
    </Part>
  );
}

function ActionPart({
  action,
  objects,
  findings,
  onChange,
}: {
  action: AssignmentAction;
  objects: readonly ObjectModel[];
  findings: readonly ShownFinding[];
  onChange: (action: AssignmentAction) => void;
}) {
  const t = useTranslations('rules');
  const object = action.kind === 'attach' ? undefined : objects.find(({ id }) => id === action.objectId);
  const kinds = (['attach', 'create', 'update'] as const).map((kind) => ({
    value: kind,
    label: t(`ruleActions.${kind}`),
  }));
  const change = (kind: AssignmentAction['kind']) => {
    if (kind === 'attach') onChange({ kind });
    else
      onChange({
        kind,
        objectId: '',
        mapping: [],
        associations: [],
        ...(action.kind === 'attach'
          ? {}
          : {
              objectId: action.objectId,
              mapping: action.mapping,
              associations: action.associations,
              ...(action.owner ? { owner: action.owner } : {}),
            }),
      });
  };
  return (
    <div className="space-y-5">
      <PartSelect
        path="definition.action.kind"
        label={t('ruleAction')}
        value={action.kind}
        options={kinds}
        onChange={change}
      />
      {action.kind === 'attach' && <p className="text-sm text-muted">{t('attachText')}</p>}
      {action.kind !== 'attach' && (
        <>
          <PartSelect
            path="definition.action.objectId"
            label={t('targetObject')}
            placeholder={t('chooseObject')}
            value={action.objectId}
            options={objects.map(({ id, name }) => ({ value: id, label: name }))}
            // Another object has other fields.
            onChange={(objectId) => onChange({ ...action, objectId, mapping: [] })}
          />
          <FindingLines findings={findings.filter(({ path }) => path === 'action.objectId')} />
          {object && (
            <>
              <MappingEditor
                path="definition.action.mapping"
                label={t('mapping.title')}
                help={t('mapping.help')}
                object={object}
                value={action.mapping}
                findings={findings}
                onChange={(mapping) => onChange({ ...action, mapping })}
              />
              <PartSelect
                path="definition.action.owner"
                label={t('owner.label')}
                help={t('owner.help')}
                value={action.owner ?? 'none'}
                options={(['agent', 'none'] as const).map((value) => ({ value, label: t(`owner.${value}`) }))}
                onChange={(owner) => {
                  const { owner: _owner, ...others } = action;
                  onChange(owner === 'agent' ? { ...others, owner } : others);
                }}
              />
              <AssociationEditor
                path="definition.action.associations"
                objects={objects}
                value={action.associations}
                findings={findings}
                onChange={(associations) => onChange({ ...action, associations })}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}
