export interface PropertyOption {
  label: string;
  value: string;
  description?: string;
  displayOrder: number;
  hidden: boolean;
}

/** A property as the API returns it. https://developers.hubspot.com/docs/guides/api/crm/properties */
export interface PropertyDefinition {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  groupName: string;
  description: string;
  options: PropertyOption[];
  displayOrder: number;
  hasUniqueValue: boolean;
  hidden: boolean;
  formField: boolean;
  calculated: boolean;
  calculationFormula?: string;
  externalOptions: boolean;
  referencedObjectType?: string;
  hubspotDefined: boolean;
  archived: boolean;
  archivedAt?: string;
  createdAt: string;
  updatedAt: string;
  createdUserId?: string;
  updatedUserId?: string;
  dataSensitivity: string;
  modificationMetadata: {
    archivable: boolean;
    readOnlyDefinition: boolean;
    readOnlyValue: boolean;
    readOnlyOptions?: boolean;
  };
}

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
}

type Details = Partial<Omit<PropertyDefinition, 'name' | 'label' | 'type' | 'fieldType' | 'options'>> & {
  /** Values, or `value: label` pairs. */
  options?: readonly string[] | Readonly<Record<string, string>>;
  readOnly?: boolean;
};

const builtInAt = '2020-06-30T15:57:37.247Z';

/** `kind` is `type/fieldType`. */
export type DefineProperty = (name: string, label: string, kind: string, details?: Details) => PropertyDefinition;

/** Defines HubSpot's own properties of one object. */
export function defineIn(groupName: string): DefineProperty {
  return (name, label, kind, details = {}) => {
    const { options = [], readOnly = false, ...rest } = details;
    const [type = 'string', fieldType = 'text'] = kind.split('/');
    const calculated = rest.calculated ?? false;
    return {
      name,
      label,
      type,
      fieldType,
      groupName,
      description: '',
      displayOrder: -1,
      hasUniqueValue: false,
      hidden: false,
      formField: false,
      externalOptions: false,
      hubspotDefined: true,
      archived: false,
      createdAt: builtInAt,
      updatedAt: builtInAt,
      dataSensitivity: 'non_sensitive',
      modificationMetadata: {
        archivable: false,
        readOnlyDefinition: true,
        readOnlyValue: readOnly || calculated,
        ...(type === 'enumeration' ? { readOnlyOptions: readOnly } : {}),
      },
      ...rest,
      calculated,
      options: toOptions(type === 'bool' ? { true: 'Yes', false: 'No' } : options),
    };
  };
}

function toOptions(options: readonly string[] | Readonly<Record<string, string>>): PropertyOption[] {
  const pairs = Array.isArray(options)
    ? options.map((value: string) => [value, humanize(value)] as const)
    : Object.entries(options);
  return pairs.map(([value, label], displayOrder) => ({ label, value, displayOrder, hidden: false }));
}

function humanize(value: string): string {
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
