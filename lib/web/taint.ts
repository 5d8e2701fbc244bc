/// <reference types="react/experimental" />
import * as React from 'react';
import type { Sealer } from '@/lib/platform/crypto';
import { env } from '@/lib/platform/env';

/**
 * What React refuses to send to a browser, whichever component is handed it by mistake. It knows the value itself, no part
 * of it and no text around it: a last fence behind queries and schemas, which name what leaves.
 */
export function keepFromBrowser(what: string, value: string | Uint8Array, lifetime: object): void {
  // Without Next (scripts, tests) there is a React that cannot do this and sends nothing either.
  if ('experimental_taintUniqueValue' in React)
    React.experimental_taintUniqueValue(`${what} must not reach a browser.`, lifetime, value);
}

let isKept = false;

/** The instance's own secrets, for as long as the process lives. Pages have a React of their own, so each that may render one asks for it. */
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

/** A sealer whose opened secrets stay here; for one request. */
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
