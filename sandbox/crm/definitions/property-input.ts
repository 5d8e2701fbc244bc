import { z } from 'zod';
import type { PropertyDefinition, PropertyOption } from '../catalog/define';
import { invalid } from '../failure';
import { isoInstant } from '../../instant';

const optionSchema = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.number().int().optional(),
  hidden: z.boolean().default(false),
});

const details = {
  groupName: z.string().min(1),
  label: z.string().min(1),
  fieldType: z.string(),
  description: z.string(),
  options: z.array(optionSchema),
  displayOrder: z.number().int(),
  hidden: z.boolean(),
  formField: z.boolean(),
  calculationFormula: z.string(),
};

export const createInputSchema = z.object({
  ...z.object(details).partial().shape,
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,99}$/, {
      error: 'Property names are lower case, begin with a letter and hold letters, digits and underscores only',
    })
    .refine((name) => !(name in {}), { error: 'This property name is reserved' }),
  label: details.label,
  type: z.string(),
  fieldType: details.fieldType,
  groupName: details.groupName,
  hasUniqueValue: z.boolean().default(false),
  externalOptions: z.boolean().default(false),
  referencedObjectType: z.string().optional(),
});
export type CreateInput = z.infer<typeof createInputSchema>;

/** `name` and `hasUniqueValue` never change. */
export const updateInputSchema = z.object({ ...details, type: z.string() }).partial();

/** https://developers.hubspot.com/docs/guides/api/crm/properties#property-type-and-fieldtype-values */
const fieldTypes = new Map<string, string[]>([
  ['bool', ['booleancheckbox', 'calculation_equation']],
  ['enumeration', ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation']],
  ['date', ['date']],
  ['datetime', ['date']],
  ['string', ['text', 'textarea', 'html', 'file', 'phonenumber', 'calculation_equation']],
  ['number', ['number', 'calculation_equation']],
]);

export function checkKind(type: string, fieldType: string): void {
  const allowed = fieldTypes.get(type);
  if (!allowed)
    throw invalid(`Invalid property type: ${type}`, {
      errors: [{ message: `${type} is not a valid type`, in: 'type' }],
    });
  if (!allowed.includes(fieldType)) {
    throw invalid(`Invalid fieldType ${fieldType} for type ${type}`, {
      errors: [{ message: `${fieldType} is not a valid field type for ${type}`, in: 'fieldType' }],
    });
  }
}

export function newProperty(
  input: CreateInput,
  restored: PropertyDefinition | null,
  now: number,
  userId: number,
): PropertyDefinition {
  const at = isoInstant(now);
  const { options = [], ...rest } = input;
  return {
    ...rest,
    description: input.description ?? '',
    options:
      input.type === 'bool' && options.length === 0
        ? optionsOf([
            { label: 'Yes', value: 'true', hidden: false },
            { label: 'No', value: 'false', hidden: false },
          ])
        : optionsOf(options),
    displayOrder: input.displayOrder ?? -1,
    hidden: input.hidden ?? false,
    formField: input.formField ?? false,
    calculated: input.fieldType === 'calculation_equation',
    hubspotDefined: false,
    archived: false,
    createdAt: restored?.createdAt ?? at,
    updatedAt: at,
    createdUserId: String(userId),
    updatedUserId: String(userId),
    dataSensitivity: 'non_sensitive',
    modificationMetadata: {
      archivable: true,
      readOnlyDefinition: false,
      readOnlyValue: input.fieldType === 'calculation_equation',
      ...(input.type === 'enumeration' ? { readOnlyOptions: false } : {}),
    },
  };
}

export function optionsOf(options: z.infer<typeof optionSchema>[]): PropertyOption[] {
  return options.map((option, index) => ({ ...option, displayOrder: option.displayOrder ?? index }));
}
