'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { editedConnectorSchema } from '@/lib/domain/answers/sso-connector';
import { requiredConnectorSchema, type RoleSignIn } from '@/lib/domain/people/required-connector';
import { FormDialog } from '../forms/form-dialog';
import { SelectField } from '../forms/select-field';
import { useApiForm } from '../forms/use-api-form';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';
import { LockedOutList } from './locked-out-list';

interface RequireConnectorDialogProps {
  id: string;
  signIn: RoleSignIn;
  linksUsers: boolean;
  linksConnectors: boolean;
  onClose: () => void;
}

/** Chooses the connector and shows what that does, before it is saved. */
export function RequireConnectorDialog(props: RequireConnectorDialogProps) {
  const { id, signIn, linksUsers, linksConnectors, onClose } = props;
  const t = useTranslations('roles.signIn');
  const toast = useToast();
  const url = `/api/roles/${id}/sign-in`;
  const form = useApiForm(requiredConnectorSchema, {
    url,
    method: 'PUT',
    values: {
      version: signIn.version,
      connectorId: signIn.required?.id ?? null,
      breakGlassUserId: signIn.breakGlass?.id ?? null,
      seen: null,
    },
    response: editedConnectorSchema,
    onSaved: ({ endedSessions }) => {
      toast({ title: t('saved', { count: endedSessions }) });
      onClose();
    },
  });
  const [connectorId, breakGlassUserId] = useWatch({
    control: form.control,
    name: ['connectorId', 'breakGlassUserId'],
  });
  const chosen = signIn.connectors.find((connector) => connector.id === connectorId);
  const isNew = chosen !== undefined && chosen.id !== signIn.required?.id;
  const isChanged =
    connectorId !== (signIn.required?.id ?? null) || breakGlassUserId !== (signIn.breakGlass?.id ?? null);
  const unenforceable = isNew ? chosen.unenforceable : null;
  const asked = new URLSearchParams({
    ...(connectorId === null ? {} : { connectorId }),
    ...(breakGlassUserId === null ? {} : { breakGlassUserId }),
  });
  return (
    <FormDialog form={form} title={t('dialogTitle')} submitLabel={t('save')} onClose={onClose}>
      <SelectField
        form={form}
        name="connectorId"
        label={t('connector')}
        help={t('connectorHelp')}
        placeholder={t('none')}
        emptyValue={null}
        options={signIn.connectors.map(({ id: value, name, unenforceable: reason }) => ({
          value,
          label: reason === null || value === signIn.required?.id ? name : t(`labels.${reason}`, { name }),
        }))}
      />
      {unenforceable !== null && chosen !== undefined && (
        <Callout
          tone="warning"
          title={t(`unenforceable.${unenforceable}`)}
          action={
            linksConnectors ? (
              <TextLink href={`/maker/sso-connectors/${chosen.id}`}>{t('toConnector', { name: chosen.name })}</TextLink>
            ) : undefined
          }
        />
      )}
      {connectorId !== null && (
        <SelectField
          form={form}
          name="breakGlassUserId"
          label={t('breakGlass')}
          help={t(signIn.mayNameBreakGlass ? 'breakGlassHelp' : 'breakGlassOthers')}
          placeholder={t('chooseAdministrator')}
          emptyValue={null}
          options={signIn.administrators.map(({ id: value, name }) => ({ value, label: name }))}
          disabled={!signIn.mayNameBreakGlass}
        />
      )}
      {unenforceable === null && isChanged && (
        <LockedOutList
          // Loaded again when somebody changed it meanwhile.
          key={form.failure?.reference ?? ''}
          url={`${url}?${asked.toString()}`}
          connector={chosen ?? null}
          linksUsers={linksUsers}
          form={form}
        />
      )}
    </FormDialog>
  );
}
