export interface RoleFormValues {
  name: string;
  description: string;
  permissions: string[];
  version?: number;
}
