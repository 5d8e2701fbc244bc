import { z } from 'zod';
import type { CountryCode } from 'libphonenumber-js';
import type { Pipeline } from './pipelines';
import { derivePhone } from './phone';
import { isoInstant } from '../../instant';

export interface DeriveContext {
  country: CountryCode;
  pipelines: Pipeline[];
  /** The time of the write. */
  at: number;
}

type Values = Record<string, string>;
type Derived = Record<string, string | null>;

/** The values that HubSpot computes on each write. Null removes a value. */
export function deriveProperties(objectTypeId: string, id: string, values: Values, context: DeriveContext): Derived {
  switch (objectTypeId) {
    case '0-1':
      return deriveContact(values, context.country);
    case '0-3':
      return deriveStage(values['dealstage'], context.pipelines, (metadata) => ({
        hs_is_closed: metadata['isClosed'] ?? 'false',
        hs_is_closed_won: String(metadata['isClosed'] === 'true' && metadata['probability'] === '1.0'),
      }));
    case '0-5':
      return {
        hs_ticket_id: id,
        ...deriveStage(values['hs_pipeline_stage'], context.pipelines, (metadata) =>
          deriveTicketState(metadata['ticketState'] === 'CLOSED', values, context.at),
        ),
      };
    case '0-49':
      return { ...deriveBody(values['hs_email_text']), ...deriveAddresses(values['hs_email_headers']) };
    default: {
      const body = bodyProperties[objectTypeId];
      return body === undefined ? {} : deriveBody(values[body]);
    }
  }
}

const bodyProperties: Record<string, string> = {
  '0-48': 'hs_call_body',
  '0-46': 'hs_note_body',
  '0-27': 'hs_task_body',
  '0-47': 'hs_meeting_body',
  '0-18': 'hs_communication_body',
};

/**
 * HubSpot fills the addresses it shows from the headers. How it joins several isn't published.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/emails/guide
 */
function deriveAddresses(json: string | undefined): Derived {
  const headers = emailHeadersSchema.safeParse(json).data;
  return {
    hs_email_from_email: headers?.from?.email ?? null,
    hs_email_to_email: headers?.to?.map(({ email }) => email).join(';') || null,
  };
}

const address = z.object({ email: z.string() });
const emailHeadersSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ from: address.optional(), to: z.array(address).optional() }));

function deriveContact(values: Values, country: CountryCode): Derived {
  const phone = derivePhone(values['phone'], country);
  const mobile = derivePhone(values['mobilephone'], country);
  const fullName = [values['firstname'], values['lastname']].filter(Boolean).join(' ');
  return {
    hs_calculated_phone_number: phone.e164,
    hs_calculated_phone_number_country_code: phone.countryCode,
    hs_calculated_mobile_number: mobile.e164,
    hs_searchable_calculated_phone_number: phone.national,
    hs_searchable_calculated_mobile_number: mobile.national,
    hs_searchable_calculated_international_phone_number: phone.international,
    hs_searchable_calculated_international_mobile_number: mobile.international,
    hs_email_domain: values['email']?.split('@')[1] ?? null,
    hs_full_name_or_email: fullName || (values['email'] ?? null),
  };
}

function deriveStage(
  stageId: string | undefined,
  pipelines: Pipeline[],
  read: (metadata: Record<string, string>) => Derived,
): Derived {
  const stage = pipelines.flatMap((pipeline) => pipeline.stages).find((candidate) => candidate.id === stageId);
  return stage ? read(stage.metadata) : {};
}

/** Only a closed ticket has a close date. */
function deriveTicketState(isClosed: boolean, values: Values, at: number): Derived {
  return { hs_is_closed: String(isClosed), closed_date: isClosed ? (values['closed_date'] ?? isoInstant(at)) : null };
}

const previewLength = 300;

function deriveBody(html: string | undefined): Derived {
  const text = html
    ?.replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!html || !text) return { hs_body_preview: null, hs_body_preview_html: null, hs_body_preview_is_truncated: null };
  return {
    hs_body_preview: text.slice(0, previewLength),
    hs_body_preview_html: html.slice(0, previewLength * 4),
    hs_body_preview_is_truncated: String(text.length > previewLength),
  };
}
