'use client';

import { useTranslations } from 'use-intl';
import { useId, useState, type ReactNode } from 'react';
import { Button } from './button';
import { Callout } from './callout';
import { FailureCallout, type ShownFailure } from './failure-callout';
import { Dialog } from './dialog';
import { Link } from './link';

export interface Dependent {
  /** What it is, in words: "SSO connector". */
  kind: string;
  name: string;
  href?: string | null;
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names what is affected: "Delete HubSpot EU". */
  title: string;
  /** What is lost, and what stays. */
  description?: ReactNode;
  /** Where it is used. */
  dependents?: readonly Dependent[];
  /** The verb and its object: "Delete connector". */
  confirmLabel: string;
  /** If cancelling means something of its own: "Keep editing". */
  cancelLabel?: string;
  tone?: 'danger' | 'primary';
  /** Nothing to confirm yet: shows this sentence and no verb. */
  blocked?: string;
  /** What the user must know first is still loading, so the button waits. */
  loading?: boolean;
  /** Resolves to undefined when done, and the dialog closes; or to a failure, which it shows. */
  onConfirm: () => Promise<ShownFailure | undefined>;
  children?: ReactNode;
}

/** Confirms a destructive action: names the entity and its dependents, and the button names the action. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  dependents = [],
  confirmLabel,
  cancelLabel,
  tone = 'danger',
  blocked,
  loading = false,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const t = useTranslations('common');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure>();

  const changeOpen = (next: boolean) => {
    if (busy) return;
    setFailure(undefined);
    onOpenChange(next);
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    const failed = await onConfirm().finally(() => setBusy(false));
    if (failed === undefined) onOpenChange(false);
    else setFailure(failed);
  };

  return (
    <Dialog
      alert
      size="small"
      open={open}
      onOpenChange={changeOpen}
      title={title}
      description={description}
      footer={
        <>
          <Button data-autofocus onClick={() => changeOpen(false)}>
            {blocked === undefined ? (cancelLabel ?? t('cancel')) : t('close')}
          </Button>
          {blocked === undefined && (
            <Button variant={tone} busy={busy || loading} onClick={() => void confirm()}>
              {confirmLabel}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-3">
        {blocked !== undefined && <Callout tone="warning" title={blocked} />}
        {dependents.length > 0 && (
          <DependentList title={t('usedBy', { count: dependents.length })} dependents={dependents} />
        )}
        {children}
        <FailureCallout failure={failure} />
      </div>
    </Dialog>
  );
}

export function DependentList({ title, dependents }: { title: string; dependents: readonly Dependent[] }) {
  const titleId = useId();
  return (
    <div role="group" aria-labelledby={titleId}>
      <p id={titleId} className="text-sm font-medium">
        {title}
      </p>
      <ul className="mt-1.5 divide-y rounded-control border">
        {dependents.map((dependent) => (
          <li
            key={`${dependent.kind} ${dependent.name} ${dependent.href ?? ''}`}
            className="flex flex-wrap gap-x-3 px-3 py-1.5"
          >
            <span className="min-w-0 flex-1 break-words">
              {dependent.href == null ? (
                dependent.name
              ) : (
                <Link
                  href={dependent.href}
                  className="text-accent-ink underline decoration-accent-line underline-offset-2"
                >
                  {dependent.name}
                </Link>
              )}
            </span>
            <span className="text-sm text-muted">{dependent.kind}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
