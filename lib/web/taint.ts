/// <reference types="react/experimental" />
import * as React from 'react';
import type { Sealer } from '@/lib/platform/crypto';
import { env } from '@/lib/platform/env';

/**
 * Values React refuses to send to a browser, whichever component receives them by mistake. It only recognizes the exact
 * value, not a part of it: a last line of defence behind queries and schemas, which name what is returned.
 */
export function keepFromBrowser(what: string, value: string | Uint8Array, lifetime: object): void {
  // Outside Next (scripts, tests), React lacks this function and sends nothing either.
  if ('experimental_taintUniqueValue' in React)
    React.experimental_taintUniqueValue(`${what} must not reach a browser.`, lifetime, value);
}

let isKept = false;

/** Taints the instance's own secrets for the life of the process. Pages have their own React, so each page calls it. */
export function keepInstanceFromBrowser(): void {
  if (isKept) return;
  isKept = true;
  const settings = env();
  keepFromBrowser('The address of the database', settings.databaseUrl, settings);
  keepFromBrowser('The session secret', settings.sessionSecret, settings);
  for (const { key } of settings.encryptionKeys) {
    keepFromBrowser('An encryption key', key, settings);
    for (const encoding of ['base64', 'base64url', 'hex'] as const)
      keepFromBrowser('An encryption key', key.toString(encoding), settings);
  }
  if ('experimental_taintObjectReference' in React)
    React.experimental_taintObjectReference('The environment must not reach a browser.', settings);
}

/** A sealer that taints every secret it opens, for one request. */
export function keepingFromBrowser(sealer: Sealer): Sealer {
  const kept: Sealer = {
    ...sealer,
    open(sealed, place) {
      const plain = sealer.open(sealed, place);
      keepFromBrowser(`What is sealed in ${place.table}.${place.column}`, plain, kept);
      return plain;
    },
  };
  return kept;
}
