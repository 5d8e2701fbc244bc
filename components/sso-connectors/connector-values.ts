import type { ConnectorType } from '@/lib/domain/people/sso';
import { DEFAULT_OIDC_SCOPES } from '@/lib/domain/people/oidc';

export interface OidcValues {
  issuer: string;
  clientId: string;
  clientSecret?: string | undefined;
  scopes: string[];
  groupsClaim: string;
  groupRoles: { group: string; roleId: string }[];
  acceptsUnverifiedEmail: boolean;
  administratorsMaySignIn: boolean;
  admitsWithoutGroup: boolean;
}

export interface ConnectorFormValues {
  name: string;
  reference: string;
  /** Of a new connector alone; it never changes afterwards. */
  type?: ConnectorType;
  /** Null for an OpenID Connect connector. */
  authMethodId?: string | null | undefined;
  /** Null for a HubSpot connector. */
  oidc?: OidcValues | null | undefined;
  enabled: boolean;
  version?: number;
}

export const NEW_OIDC: OidcValues = {
  issuer: '',
  clientId: '',
  clientSecret: '',
  scopes: DEFAULT_OIDC_SCOPES,
  groupsClaim: '',
  groupRoles: [],
  acceptsUnverifiedEmail: false,
  administratorsMaySignIn: false,
  admitsWithoutGroup: false,
};
