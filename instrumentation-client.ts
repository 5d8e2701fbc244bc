import { config } from 'zod/v4/core';

/**
 * Runs before our other browser code, so that the page complies with its own Content-Security-Policy: zod must not
 * probe for `eval`, and the style element that locks scrolling behind a dialog needs the page's nonce
 * (react-style-singleton reads it from this global).
 */
config({ jitless: true });
globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

declare global {
  var __webpack_nonce__: string | undefined;
}
