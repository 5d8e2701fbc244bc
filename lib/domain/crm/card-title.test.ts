import { describe, expect, it } from 'vitest';
import { cardTitle, titleOf } from './card-title';
import type { FieldModel } from './crm';
import type { CrmFieldType } from './field-types';

const field = (apiName: string, more: Partial<FieldModel> = {}): FieldModel => ({
  id: apiName,
  name: apiName,
  apiName,
  type: 'short_text',
  required: false,
  readOnly: false,
  options: [],
  ...more,
});
const typed = (apiName: string, type: CrmFieldType) => field(apiName, { type });
const title = (fields: FieldModel[], values: Record<string, string | null>) =>
  cardTitle({ fields }, { id: '7', values });

describe('the title of a card', () => {
  const subject = field('subject', { isName: true });
  const status = field('status', { accountOptions: [{ value: '3', label: 'Waiting' }] });

  it("uses the CRM's own display property, wherever that field is", () => {
    expect(title([field('id'), status, subject], { id: '500', status: '3', subject: 'A lamp' })).toBe('A lamp');
    const names = [field('lastname', { isName: true }), field('city'), field('firstname', { isName: true })];
    expect(title(names, { firstname: 'Ada', lastname: 'Roche', city: 'Lyon' })).toBe('Roche Ada');
    expect(title(names, { firstname: 'Ada', lastname: ' ', city: 'Lyon' })).toBe('Ada');
  });

  it('uses two short texts, but no codes, if there is no such property', () => {
    expect(
      title([field('id'), status, field('place'), subject], { id: '500', status: '3', place: 'Lyon', subject: '' }),
    ).toBe('500 Lyon');
    expect(title([status, typed('email', 'email')], { status: '3', email: 'ada@example.com' })).toBe('ada@example.com');
    expect(title([status], { status: '3' })).toBe('7');
  });

  it('uses only fields the user may see', () => {
    const values = [
      { fieldId: 'subject', type: 'short_text', value: 'A lamp' },
      { fieldId: 'place', type: 'short_text', value: 'Lyon' },
    ] as const;
    expect(titleOf(values, [subject, field('place')], '7')).toBe('A lamp');
    expect(titleOf(values.slice(1), [subject, field('place')], '7')).toBe('Lyon');
  });
});
