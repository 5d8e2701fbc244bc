import { digitsIn } from '../phone/plain-text';
import { MAX_PARTICIPANTS, type Participant } from './interaction';

/** The people of an email, a conference or a group chat, as events list them. Agents have participations of their own. */

/**
 * Those who are known, then those who are new, as far as there is room. What is known of somebody stays; later events only
 * add what is missing.
 */
export function addParticipants(before: readonly Participant[], stated: readonly Participant[]): Participant[] {
  const all = [...before];
  for (const one of stated) {
    const same = all.filter((other) => isSamePerson(other, one));
    // Somebody else may have the same number.
    const known = SUREST_FIRST.flatMap(
      (fact) => same.find((other) => other[fact] !== undefined && one[fact] !== undefined) ?? [],
    )[0];
    if (known) all[all.indexOf(known)] = { ...one, ...known };
    else if (all.length < MAX_PARTICIPANTS) all.push(one);
  }
  return all;
}

/** Whether an event names people for whom there is no room, or takes that of others: both are to be said. */
export function isCrowded(
  { participants: stated = [] }: { participants?: readonly Participant[] | undefined },
  { before, after }: { before: readonly Participant[]; after: readonly Participant[] },
): boolean {
  if (after.length < MAX_PARTICIPANTS) return false;
  return [...stated, ...before].some((one) => !after.some((other) => isSamePerson(other, one))) && stated.length > 0;
}

const SUREST_FIRST = ['email', 'handle', 'number'] as const;

type Person = Pick<Participant, 'email' | 'handle' | 'number'>;

/** By the surest of what is known of both: people of one company may share a number. */
export function isSamePerson(a: Person, b: Person): boolean {
  if (a.email !== undefined && b.email !== undefined) return a.email === b.email;
  if (a.handle !== undefined && b.handle !== undefined) return a.handle === b.handle;
  return a.number !== undefined && b.number !== undefined && keyOf(a.number) === keyOf(b.number);
}

/** Cheap, because it is asked for each pair. Two forms of one number that it doesn't see become one record later. */
function keyOf(number: string): string {
  return digitsIn(number).replace(/^0+/, '') || number;
}

/** Those that are listed, the customer first. */
export function mainFirst({ customer, participants }: { customer: Person; participants: readonly Participant[] }) {
  const isMain = (one: Participant) => isSamePerson(one, customer);
  return [...participants.filter(isMain), ...participants.filter((one) => !isMain(one))];
}

/** As people are written in a header: the name, and what tells them from others. */
export function participantText({ name, ...one }: Omit<Participant, 'role'>): string {
  const address = addressOf(one);
  const plain = plainName(name);
  if (plain === null) return address;
  // Whatever a name pretends to be, the address is what stands behind it.
  return `${/^[\p{L}\p{M}\p{N} .’'-]+$/u.test(plain) ? plain : `"${plain.replaceAll(/["\\]/g, '’')}"`} <${address}>`;
}

/** What tells them from others, as the source wrote it. */
export function addressOf({ email, number, handle }: Person): string {
  return email ?? number ?? handle ?? '';
}

/** On one line, without characters that turn or hide text. Null: no name. */
export function plainName(name: string | undefined): string | null {
  const plain = (name ?? '')
    .replaceAll(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+|\s+/gu, ' ')
    .trim();
  return plain === '' ? null : plain;
}
