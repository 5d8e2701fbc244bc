import { canonicalEmail } from '../base/canonical-email';
import type { Participant } from './interaction';
import { plainName } from './participants';
import type { InteractionState } from './state';

/** Whom an email names, by its headers: as listed, or else as far as it follows from customer, agent and line. */
export interface EmailHeaders {
  from: Participant | null;
  to: Participant[];
  cc: Participant[];
  bcc: Participant[];
}

/** Null: it is no email. */
export function emailHeadersOf(state: InteractionState): EmailHeaders | null {
  const { channel, direction, customer, agent, ourNumber, participants } = state;
  if (channel !== 'email') return null;
  const inRole = (wanted: Participant['role']) =>
    participants.filter(({ role, email }) => role === wanted && email !== undefined);
  const { email, name } = customer;
  const theirs: Participant[] = email === undefined ? [] : [{ email, ...(name === undefined ? {} : { name }) }];
  const mailbox = canonicalEmail(ourNumber ?? '');
  const ours: Participant[] = mailbox === null ? [] : [{ email: mailbox }];
  const sender = canonicalEmail(agent ?? '');
  const isIncoming = direction === 'incoming';
  const [from = null] = [
    ...inRole('from'),
    ...(isIncoming ? theirs : [...ours, ...(sender === null ? [] : [{ email: sender }])]),
  ];
  const to = inRole('to');
  return { from, to: to.length > 0 ? to : isIncoming ? ours : theirs, cc: inRole('cc'), bcc: inRole('bcc') };
}

/**
 * As HubSpot takes them in `hs_email_headers`.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/emails/guide
 */
export function headersAsJson({ from, to, cc, bcc }: EmailHeaders): string | null {
  if (from === null && to.length === 0 && cc.length === 0 && bcc.length === 0) return null;
  return JSON.stringify({
    ...(from === null ? {} : { from: asJson(from) }),
    to: to.map(asJson),
    cc: cc.map(asJson),
    bcc: bcc.map(asJson),
  });
}

/** The name apart from the address, so that no name can pretend to be one. */
function asJson({ email, name }: Participant): Record<string, string> {
  const [, first = '', last = ''] = /^(\S*)\s*(.*)$/.exec(plainName(name) ?? '') ?? [];
  return { email: email ?? '', ...(first ? { firstName: first } : {}), ...(last ? { lastName: last } : {}) };
}
