import type { FieldModel } from '../crm/crm';
import { textOfInstant } from '../crm/fields';
import {
  fillTemplate,
  INTERACTION_DATA,
  placeholdersOf,
  type FieldSource,
  type InteractionDataKey,
} from '../interaction/data';

/** A text that a source can give a field. */
export interface PossibleText {
  text: string;
  /** Below the source: what to change. */
  path: string;
  /** It is exactly this one, and not an example of many. */
  isExact: boolean;
  /** It is cut to what its field holds. What an administrator typed as a value isn't. */
  isFitted: boolean;
  holdsEmail: boolean;
  /** Of no use if anything about it is changed. */
  isWhole?: boolean;
}

/** All texts of a source, or an example where there is no end of them. */
export function possibleTexts(source: FieldSource, field: Pick<FieldModel, 'type'>): PossibleText[] {
  switch (source.kind) {
    case 'literal':
      return [{ text: source.text, path: 'text', isExact: true, isFitted: false, holdsEmail: isEmail(source.text) }];
    case 'template': {
      const keys = placeholdersOf(source.text);
      const text = fillTemplate(source.text, (key) =>
        exampleOf(key, (at) => at.toISOString().slice(0, 16).replace('T', ' ')),
      );
      return [{ text, path: 'text', isExact: keys.length === 0, isFitted: true, holdsEmail: isEmail(text) }];
    }
    case 'data': {
      if (source.table.length > 0)
        return source.table.map(({ to }, row) => ({
          text: to,
          path: `table.${row}.to`,
          isExact: true,
          isFitted: false,
          holdsEmail: isEmail(to),
        }));
      const entry = INTERACTION_DATA[source.key];
      const fixed = { path: 'key', isFitted: true, holdsEmail: false };
      if (entry.type === 'choice') return entry.choices.map((text) => ({ ...fixed, text, isExact: true }));
      const text = exampleOf(source.key, (at) => textOfInstant(field.type, at, 'UTC'));
      const isWhole = entry.type === 'json';
      return [
        { ...fixed, text, isExact: false, holdsEmail: isEmail(text), ...(isWhole ? { isFitted: false, isWhole } : {}) },
      ];
    }
  }
}

const SOME_TIME = new Date('2026-11-23T09:30:00Z');

function exampleOf(key: InteractionDataKey, ofInstant: (at: Date) => string): string {
  const entry = INTERACTION_DATA[key];
  if (entry.type === 'choice') return entry.choices[0] ?? '';
  if (entry.type === 'date_time') return ofInstant(SOME_TIME);
  return EXAMPLES[entry.type];
}

const EXAMPLES = {
  text: 'Some text',
  lines: 'Some text\nand more of it',
  phone: '+33184800202',
  email: 'name@company.example',
  number: '1500',
  url: 'https://company.example/recording',
  // As long as the headers of an email to several people are.
  json: JSON.stringify({
    to: Array.from({ length: 10 }, () => ({ email: 'name@company.example', firstName: 'Name' })),
  }),
} as const;

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
