'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { LinesField } from '../forms/lines-field';
import { SecretField } from '../forms/secret-field';
import { TextField } from '../forms/text-field';
import { SwitchField } from '../forms/toggle-field';
import type { ApiForm } from '../forms/use-api-form';
import { CopyField } from '../ui/copy-field';
import type { ConnectorFormValues } from './connector-values';
import { GroupRoleFields } from './group-role-fields';

interface OidcFieldsProps {
  form: ApiForm<ConnectorFormValues>;
  /** As stored: another issuer or client asks for the secret again. Null for a new connector. */
  stored: { issuer: string; clientId: string; secretSetAt: string | null } | null;
  roles: readonly { id: string; name: string }[];
  redirectUrl: string;
  disabled: boolean;
}

/** The settings of a connector's own identity provider. */
export function OidcFields({ form, stored, roles, redirectUrl, disabled }: OidcFieldsProps) {
  const t = useTranslations('sso-connectors');
  const [issuer, clientId] = useWatch({ control: form.control, name: ['oidc.issuer', 'oidc.clientId'] });
  const isOther = stored !== null && (stored.issuer !== issuer?.trim() || stored.clientId !== clientId?.trim());
  return (
    <>
      <section className="space-y-3 rounded-card border bg-sunken p-4">
        <CopyField label={t('oidc.redirectUrl')} value={redirectUrl} help={t('oidc.redirectHelp')} />
      </section>
      <TextField
        form={form}
        name="oidc.issuer"
        label={t('oidc.issuer')}
        help={t('oidc.issuerHelp')}
        mono
        disabled={disabled}
      />
      <TextField form={form} name="oidc.clientId" label={t('oidc.clientId')} mono disabled={disabled} />
      <SecretField
        form={form}
        name="oidc.clientSecret"
        label={t('oidc.clientSecret')}
        help={t('oidc.clientSecretHelp')}
        stored={stored === null || stored.secretSetAt === null ? null : { setAt: stored.secretSetAt, setBy: null }}
        askAgain={isOther ? t('oidc.secretAgain') : undefined}
        disabled={disabled}
      />
      <LinesField
        form={form}
        name="oidc.scopes"
        words
        rows={3}
        label={t('oidc.scopes')}
        help={t('oidc.scopesHelp')}
        disabled={disabled}
      />
      <SwitchField
        form={form}
        name="oidc.administratorsMaySignIn"
        label={t('oidc.administrators')}
        help={t('oidc.administratorsHelp')}
        disabled={disabled}
      />
      <SwitchField
        form={form}
        name="oidc.acceptsUnverifiedEmail"
        label={t('oidc.unverified')}
        help={t('oidc.unverifiedHelp')}
        disabled={disabled}
      />
      <TextField
        form={form}
        name="oidc.groupsClaim"
        label={t('oidc.groupsClaim')}
        help={t('oidc.groupsClaimHelp')}
        optional
        mono
        disabled={disabled}
      />
      <GroupRoleFields form={form} roles={roles} disabled={disabled} />
    </>
  );
}
