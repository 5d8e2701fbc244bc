'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { applyScenarioPreset, type ScenarioPreset } from '@/lib/domain/rules/presets';
import {
  MAX_STEPS,
  MOMENTS,
  scenarioEditSchema,
  scenarioInputSchema,
  type ScenarioDefinition,
} from '@/lib/domain/screen-pop/scenario';
import { decisionSavedSchema } from '@/lib/domain/answers/rule';
import { checkPrefills } from '@/lib/domain/rules/check-mapping';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/toggle-field';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { IconButton } from '../ui/icon-button';
import { moveItem } from '../ui/move-item';
import { useToast } from '../ui/toast';
import { FitNotices } from '../rules/fit-notices';
import { insistedOn } from '../rules/mapping-findings';
import { TryLayout } from '../rules/try-layout';
import { DefinitionProvider } from '../forms/definition';
import { OutcomeTable } from '../rules/outcome-table';
import { PartSelect } from '../forms/part-fields';
import { PresetButtons } from '../rules/preset-buttons';
import { startStep, StepEditor } from './step-editor';
import { WhenFields } from '../rules/when-fields';
import { formSchema } from '../forms/form-schema';

interface ScenarioValues {
  name: string;
  enabled: boolean;
  definition: ScenarioDefinition;
  acceptedFindings: string[];
  version?: number;
}

interface ScenarioFormProps {
  crmId: string;
  objects: readonly ObjectModel[];
  /** Absent for a new scenario. */
  scenario?: Required<ScenarioValues> & { id: string; isChecked: boolean };
  presets: readonly { preset: ScenarioPreset; name: string }[];
  readOnlyReason?: string | undefined;
}

export function ScenarioForm({ crmId, objects, scenario, presets, readOnlyReason }: ScenarioFormProps) {
  const t = useTranslations('rules');
  const toast = useToast();
  const list = `/maker/crm/${crmId}/screen-pop`;
  const values: ScenarioValues = scenario
    ? {
        name: scenario.name,
        enabled: scenario.enabled,
        definition: scenario.definition,
        acceptedFindings: scenario.acceptedFindings,
        version: scenario.version,
      }
    : { name: '', enabled: true, definition: newDefinition(objects[0]), acceptedFindings: [] };
  const schema = scenario
    ? formSchema<ScenarioValues>(scenarioEditSchema)
    : formSchema<ScenarioValues>(scenarioInputSchema);
  const form = useApiForm(schema, {
    url: scenario ? `/api/scenarios/${scenario.id}` : `/api/crms/${crmId}/scenarios`,
    method: scenario ? 'PATCH' : 'POST',
    values,
    response: decisionSavedSchema,
    onSaved: ({ isChecked }) =>
      toast({
        title: isChecked === false ? t('findings.savedUnchecked', { about: 'scenario' }) : t('scenario.saved'),
      }),
    ...(scenario ? {} : { nextPage: () => list }),
  });
  const { field } = useController({ control: form.control, name: 'definition' });
  const name = useWatch({ control: form.control, name: 'name' });
  const accepted = useWatch({ control: form.control, name: 'acceptedFindings' });
  const definition: ScenarioDefinition = field.value;
  const findings = useMemo(
    () => checkPrefills(definition, objects).map((one) => ({ ...one, isAccepted: accepted.includes(one.id) })),
    [definition, objects, accepted],
  );
  const set = (change: Partial<ScenarioDefinition>) => field.onChange({ ...definition, ...change });
  const setSteps = (steps: ScenarioDefinition['steps']) => set({ steps });

  return (
    <TryLayout
      tried={
        readOnlyReason === undefined
          ? { crmId, about: 'screen-pop', scenario: { id: scenario?.id ?? null, name, definition } }
          : null
      }
    >
      <Form
        form={form}
        mode={scenario ? 'edit' : 'create'}
        submitLabel={scenario ? undefined : t('scenario.create')}
        cancelHref={list}
        readOnlyReason={readOnlyReason}
        className="max-w-none"
      >
        <DefinitionProvider form={form} disabled={readOnlyReason !== undefined}>
          <FitNotices
            about="scenario"
            failure={form.failure}
            isChecked={scenario?.isChecked ?? true}
            onInsist={(ids) => {
              form.setValue('acceptedFindings', insistedOn(findings, ids));
              form.submit();
            }}
          />
          {readOnlyReason === undefined && (
            <PresetButtons
              presets={presets.map(({ preset, name: label }) => ({
                name: label,
                apply: () => applyScenarioPreset(preset, objects),
              }))}
              onApply={(label, applied) => {
                field.onChange(applied);
                if (name.trim() === '') form.setValue('name', label);
              }}
            />
          )}
          <Card title={t('scenario.card')}>
            <div className="space-y-4">
              <TextField form={form} name="name" label={t('scenario.name')} />
              <SwitchField form={form} name="enabled" label={t('enabled')} help={t('scenario.enabledHelp')} />
            </div>
          </Card>
          <Card title={t('when')} description={t('scenario.whenText')}>
            <div className="space-y-4">
              <WhenFields channels={definition.channels} directions={definition.directions} onChange={set} />
              <PartSelect
                path="definition.moment"
                label={t('moment')}
                value={definition.moment}
                options={MOMENTS.map((value) => ({ value, label: t(`moments.${value}`) }))}
                onChange={(moment) => set({ moment })}
              />
            </div>
          </Card>
          <Card title={t('lookUp')} description={t('lookUpText')}>
            <ol aria-label={t('lookUp')} className="space-y-5">
              {definition.steps.map((step, index) => (
                <li key={index} className="space-y-3 border-t pt-4 first:border-t-0 first:pt-0">
                  <div className="flex items-center justify-between gap-2">
                    <h3 className="font-medium">{t('step', { position: index + 1 })}</h3>
                    {definition.steps.length > 1 && (
                      <div className="flex">
                        <IconButton
                          size="small"
                          label={t('stepUp', { position: index + 1 })}
                          disabled={index === 0}
                          icon={<ArrowUp aria-hidden className="size-4" />}
                          onClick={() => setSteps(moveItem(definition.steps, index, index - 1))}
                        />
                        <IconButton
                          size="small"
                          label={t('stepDown', { position: index + 1 })}
                          disabled={index === definition.steps.length - 1}
                          icon={<ArrowDown aria-hidden className="size-4" />}
                          onClick={() => setSteps(moveItem(definition.steps, index, index + 1))}
                        />
                        <IconButton
                          size="small"
                          label={t('removeStep', { position: index + 1 })}
                          icon={<Trash2 aria-hidden className="size-4" />}
                          onClick={() => setSteps(definition.steps.filter((_, at) => at !== index))}
                        />
                      </div>
                    )}
                  </div>
                  <StepEditor
                    path={`definition.steps.${index}`}
                    step={step}
                    objects={objects}
                    onChange={(next) => setSteps(definition.steps.map((other, at) => (at === index ? next : other)))}
                  />
                </li>
              ))}
            </ol>
            {definition.steps.length < MAX_STEPS && (
              <Button
                className="mt-4"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() =>
                  setSteps([
                    ...definition.steps,
                    startStep(objects.find(({ id }) => !definition.steps.some((step) => step.objectId === id))),
                  ])
                }
              >
                {t('addStep')}
              </Button>
            )}
          </Card>
          <Card title={t('then')} description={t('thenText')}>
            <OutcomeTable
              outcomes={definition.outcomes}
              objects={objects}
              findings={findings}
              onChange={(outcomes) => set({ outcomes })}
            />
          </Card>
        </DefinitionProvider>
      </Form>
    </TryLayout>
  );
}

function newDefinition(object: ObjectModel | undefined): ScenarioDefinition {
  return {
    channels: ['voice'],
    directions: ['incoming'],
    moment: 'presented',
    steps: [startStep(object)],
    outcomes: {
      none: { action: 'search' },
      one: { action: 'open_card' },
      several: { action: 'chooser' },
      withheld: { action: 'search' },
    },
  };
}
