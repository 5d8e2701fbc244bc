// Written by `npm run tables` from the files in messages/en.
import type attempts from './en/attempts.json';
import type authMethods from './en/auth-methods.json';
import type banner from './en/banner.json';
import type cards from './en/cards.json';
import type common from './en/common.json';
import type connect from './en/connect.json';
import type coverage from './en/coverage.json';
import type crm from './en/crm.json';
import type errors from './en/errors.json';
import type forms from './en/forms.json';
import type history from './en/history.json';
import type home from './en/home.json';
import type hubspot from './en/hubspot.json';
import type interactionData from './en/interaction-data.json';
import type interactions from './en/interactions.json';
import type lines from './en/lines.json';
import type lists from './en/lists.json';
import type login from './en/login.json';
import type profiles from './en/profiles.json';
import type roles from './en/roles.json';
import type rules from './en/rules.json';
import type scopePlan from './en/scope-plan.json';
import type secondFactor from './en/second-factor.json';
import type settings from './en/settings.json';
import type setup from './en/setup.json';
import type shell from './en/shell.json';
import type ssoConnectors from './en/sso-connectors.json';
import type tags from './en/tags.json';
import type trace from './en/trace.json';
import type users from './en/users.json';
import type validation from './en/validation.json';

/** Every message by its namespace, in the shape of the English ones. A test checks that other languages have the same. */
export interface Messages {
  attempts: typeof attempts;
  'auth-methods': typeof authMethods;
  banner: typeof banner;
  cards: typeof cards;
  common: typeof common;
  connect: typeof connect;
  coverage: typeof coverage;
  crm: typeof crm;
  errors: typeof errors;
  forms: typeof forms;
  history: typeof history;
  home: typeof home;
  hubspot: typeof hubspot;
  'interaction-data': typeof interactionData;
  interactions: typeof interactions;
  lines: typeof lines;
  lists: typeof lists;
  login: typeof login;
  profiles: typeof profiles;
  roles: typeof roles;
  rules: typeof rules;
  'scope-plan': typeof scopePlan;
  'second-factor': typeof secondFactor;
  settings: typeof settings;
  setup: typeof setup;
  shell: typeof shell;
  'sso-connectors': typeof ssoConnectors;
  tags: typeof tags;
  trace: typeof trace;
  users: typeof users;
  validation: typeof validation;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
