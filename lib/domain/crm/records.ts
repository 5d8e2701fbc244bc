import { z } from 'zod';
import type { PhoneForms } from '../phone/phone';

/**
 * What the product knows of a record at a provider, and what it may ask for.
 * Defined by what a contact centre needs; every provider translates to and from its own wire format.
 */

/** A property's value as it travels: text, or null where the provider holds nothing. Typing happens in `fields`. */
export type RecordValues = Record<string, string | null>;

export interface CrmRecord {
  /** The provider's name of the object, for example `contacts`. */
  objectApiName: string;
  /** The provider's id of the record. */
  id: string;
  values: RecordValues;
  updatedAt: Date | null;
  /** Where a person opens the record at the provider. */
  url: string;
}

/** Points at a record without carrying it. */
export const recordRefSchema = z.strictObject({
  objectApiName: z.string().min(1).max(200),
  id: z.string().min(1).max(200),
});
export type RecordRef = z.infer<typeof recordRefSchema>;

/** Somebody, by what a record may hold of them. */
export type IdentityCriterion =
  | { kind: 'phone'; properties: string[]; phone: PhoneForms }
  | { kind: 'email'; properties: string[]; email: string }
  | { kind: 'handle'; properties: string[]; handle: string };

/** One search criterion. Only what a CRM's own search supports. */
export type RecordCriterion =
  | IdentityCriterion
  /** Any of several people, alone in its query: as many as one search can ask for, the first ones first. */
  | { kind: 'any_of'; criteria: IdentityCriterion[] }
  | { kind: 'equals'; property: string; value: string }
  /** Free words typed by a person. */
  | { kind: 'text'; text: string };

/** All criteria must hold (AND). `properties` are the ones to return. */
export interface RecordQuery {
  objectApiName: string;
  criteria: RecordCriterion[];
  properties: string[];
  /** At most 200. */
  limit: number;
}

export interface RecordPage {
  records: CrmRecord[];
  /** How many records match in total according to the provider; at least `records.length`. */
  total: number;
  /** Those of `any_of` of whom the search had no room for everything, such as second addresses. */
  unasked?: IdentityCriterion[];
}

/** A link from one record to another; the provider picks its own default type where `label` is absent. */
export interface RecordAssociation {
  from: RecordRef;
  to: RecordRef;
}
