import type { FactorRule } from '@/lib/domain/people/second-factor';

export interface RoleFormValues {
  name: string;
  description: string;
  permissions: string[];
  factorRule?: FactorRule | undefined;
  version?: number;
}
