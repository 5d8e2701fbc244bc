import type { FieldType } from '../pages/crm-pages';
import type { Language } from './words';

/** What the HubSpot article says to enter, in the reader's language; API names are HubSpot's in both. */
export const ARTICLE: Record<
  Language,
  {
    locale: string;
    timezoneId: string;
    menu: string[];
    objects: [name: string, apiName: string, fields: [name: string, apiName: string, type: FieldType][]][];
  }
> = {
  en: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    menu: ['Authentication methods', 'SSO connectors', 'CRM v2', 'Users', 'Profiles'],
    objects: [
      [
        'Contacts',
        'contacts',
        [
          ['First name', 'firstname', 'short_text'],
          ['Last name', 'lastname', 'short_text'],
          ['Phone number', 'phone', 'phone'],
          ['Mobile phone number', 'mobilephone', 'phone'],
          ['Email', 'email', 'email'],
        ],
      ],
      [
        'Tickets',
        'tickets',
        [
          ['Ticket ID', 'hs_object_id', 'short_text'],
          ['Ticket name', 'subject', 'short_text'],
          ['Ticket status', 'hs_pipeline_stage', 'short_text'],
          ['Ticket description', 'content', 'long_text'],
        ],
      ],
      [
        'Calls',
        'calls',
        [
          ['Call title', 'hs_call_title', 'short_text'],
          ['Calls status', 'hs_call_status', 'short_text'],
          ['Call direction', 'hs_call_direction', 'short_text'],
          ['Call duration', 'hs_call_duration', 'numeric'],
          ['From number', 'hs_call_from_number', 'phone'],
          ['To number', 'hs_call_to_number', 'phone'],
          ['Activity date', 'hs_timestamp', 'date_time'],
          ['Call outcome', 'hs_call_disposition', 'short_text'],
        ],
      ],
    ],
  },
  fr: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    menu: ['Méthodes d’authentification', 'Connecteurs SSO', 'CRM v2', 'Utilisateurs', 'Profils'],
    objects: [
      [
        'Contacts',
        'contacts',
        [
          ['Prénom', 'firstname', 'short_text'],
          ['Nom', 'lastname', 'short_text'],
          ['Numéro de téléphone', 'phone', 'phone'],
          ['Numéro de mobile', 'mobilephone', 'phone'],
          ['E-mail', 'email', 'email'],
        ],
      ],
      [
        'Tickets',
        'tickets',
        [
          ['ID du ticket', 'hs_object_id', 'short_text'],
          ['Nom du ticket', 'subject', 'short_text'],
          ['Statut du ticket', 'hs_pipeline_stage', 'short_text'],
          ['Description du ticket', 'content', 'long_text'],
        ],
      ],
      [
        'Appels',
        'calls',
        [
          ['Titre de l’appel', 'hs_call_title', 'short_text'],
          ['Statut de l’appel', 'hs_call_status', 'short_text'],
          ['Sens de l’appel', 'hs_call_direction', 'short_text'],
          ['Durée de l’appel', 'hs_call_duration', 'numeric'],
          ['Numéro appelant', 'hs_call_from_number', 'phone'],
          ['Numéro appelé', 'hs_call_to_number', 'phone'],
          ['Date de l’activité', 'hs_timestamp', 'date_time'],
          ['Résultat de l’appel', 'hs_call_disposition', 'short_text'],
        ],
      ],
    ],
  },
};

export const REQUIRED = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'tickets',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
];
export const OPTIONAL = ['crm.schemas.contacts.write', 'crm.objects.custom.read', 'crm.schemas.custom.read'];

export const ADMINISTRATOR = {
  name: 'Maker administrator',
  email: 'administrator@maker.example',
  password: 'a set-up made without help',
};
export const INSTALLER = { email: 'admin@atelier-lumen.example', account: 'Atelier Lumen' };
export const LUMEN = 146201877;
export const AGENT = 'lea@atelier-lumen.example';
/** In HubSpot her number is written `+33 (0)1 99 00 00 41`, and one ticket is linked with her. */
export const CALLER = {
  title: "Chloé d'Aubigné",
  id: '110087700001',
  ticketId: '45087700001',
  announced: '+33199000041',
};
