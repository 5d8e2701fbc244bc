'use client';

import { useTranslations } from 'use-intl';
import { permissionOf, permissionsOf, toggleRights } from '@/lib/domain/base/permission-choice';
import { isPermission, type Permission } from '@/lib/domain/base/permissions';
import { FieldError } from '../forms/field';
import type { ApiForm } from '../forms/use-api-form';
import { useField } from '../forms/use-field';
import { cn } from '../ui/cn';
import { MatrixBox } from './matrix-box';
import type { RoleFormValues } from './role-form-values';
import { MODULE_KEYS, VERBS } from '@/lib/domain/base/modules';
import { knownMessage } from '../ui/known-message';

interface PermissionMatrixProps {
  form: ApiForm<RoleFormValues>;
  /** What the reader has: they can neither give nor take anything else. */
  ownRights: readonly string[] | 'all';
  disabled: boolean;
}

/** Modules as rows, verbs as columns. Granting any verb also grants View; removing View removes the others. */
export function PermissionMatrix({ form, ownRights, disabled }: PermissionMatrixProps) {
  const t = useTranslations('roles');
  const rightOf = (module: (typeof MODULE_KEYS)[number], verb: (typeof VERBS)[number]) => {
    const key = permissionOf(module, verb);
    return key === null ? [] : [{ value: key, label: `${t(`modules.${module}`)}: ${t(`verbs.${verb}`)}` }];
  };
  const field = useField({
    form,
    name: 'permissions',
    label: t('rights'),
    choices: MODULE_KEYS.flatMap((module) => VERBS.flatMap((verb) => rightOf(module, verb))),
  });
  const chosen = new Set(
    Array.isArray(field.value) ? field.value.filter((key): key is string => typeof key === 'string') : [],
  );
  const mayGrant = (key: Permission) => ownRights === 'all' || ownRights.includes(key);
  const toggle = (keys: readonly Permission[], isOn: boolean) =>
    field.onChange([...toggleRights(chosen, keys, isOn, mayGrant)].filter(isPermission).sort());

  /** A box for one right, or for all of a row or a column. */
  const box = (keys: readonly Permission[], label: string) => {
    const open = keys.filter(mayGrant);
    const isOn = keys.every((key) => chosen.has(key));
    return (
      <MatrixBox
        label={open.length === 0 ? `${label}. ${t('matrix.beyond')}` : label}
        checked={isOn}
        isPartly={!isOn && keys.some((key) => chosen.has(key))}
        disabled={disabled || open.length === 0}
        onChange={() => toggle(open, !open.every((key) => chosen.has(key)))}
        onBlur={field.onBlur}
      />
    );
  };

  return (
    <fieldset
      id={field.id}
      aria-labelledby={`${field.id}-label`}
      aria-describedby={`${field.id}-help`}
      aria-invalid={field.error === undefined ? undefined : true}
      className="min-w-0"
    >
      <p id={`${field.id}-label`} className="font-medium">
        {t('rights')} <span className="ml-1 font-normal text-muted">{t('rightCount', { count: chosen.size })}</span>
      </p>
      <p id={`${field.id}-help`} className="mb-2 text-sm text-muted">
        {t('matrix.help')}
      </p>
      <FieldError id={`${field.id}-error`} message={field.error} />
      {/* Where it is narrow the module stands above its four boxes; the explicit roles keep it a table for screen readers. */}
      <div className="@container relative mt-1 overflow-hidden rounded-card border">
        <table role="table" className="block w-full text-sm @xl:table">
          <thead role="rowgroup" className="block @xl:table-header-group">
            <tr role="row" className={cn(ROW, 'bg-sunken text-xs text-muted')}>
              <th
                role="columnheader"
                scope="col"
                className="sr-only text-left font-medium @xl:not-sr-only @xl:table-cell @xl:px-3 @xl:py-2"
              >
                {t('matrix.module')}
              </th>
              {VERBS.map((verb) => (
                <th key={verb} role="columnheader" scope="col" className={cn(CELL, 'py-2 font-medium')}>
                  <span className="flex flex-col items-center gap-1">
                    {t(`verbs.${verb}`)}
                    {box(
                      MODULE_KEYS.flatMap((module) => permissionOf(module, verb) ?? []),
                      t('matrix.column', { verb: t(`verbs.${verb}`) }),
                    )}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" className="block @xl:table-row-group">
            {MODULE_KEYS.map((module) => (
              <tr key={module} role="row" className={cn(ROW, 'py-1.5 last:border-b-0 hover:bg-hover/50')}>
                <th
                  role="rowheader"
                  scope="row"
                  className="col-span-4 px-3 py-1.5 text-left font-normal @xl:table-cell"
                >
                  <span className="flex items-start gap-2">
                    {box(permissionsOf(module), t('matrix.row', { module: t(`modules.${module}`) }))}
                    <span className="pt-0.5">
                      {t(`modules.${module}`)}
                      <Hint text={knownMessage(t, `hints.${module}`)} />
                    </span>
                  </span>
                </th>
                {VERBS.map((verb) => {
                  const key = permissionOf(module, verb);
                  return (
                    <td key={verb} role="cell" className={cn(CELL, 'py-1 align-middle')}>
                      {key === null ? (
                        <>
                          <span aria-hidden className="text-muted">
                            –
                          </span>
                          <span className="sr-only">{t('matrix.notThere')}</span>
                        </>
                      ) : (
                        <span className="inline-flex flex-col items-center">
                          <span aria-hidden className="text-xs text-muted @xl:hidden">
                            {t(`verbs.${verb}`)}
                          </span>
                          {box([key], `${t(`modules.${module}`)}: ${t(`verbs.${verb}`)}`)}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}

const ROW = 'grid grid-cols-4 border-b @xl:table-row @xl:py-0';
const CELL = 'px-1 text-center @xl:table-cell @xl:w-20';

function Hint({ text }: { text: string | null }) {
  return text === null ? null : <span className="block text-xs text-muted">{text}</span>;
}
