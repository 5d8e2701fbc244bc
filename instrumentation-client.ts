import { config } from 'zod/v4/core';

/**
 * Before anything else of ours runs in the browser, so that the page lives under its own Content-Security-Policy:
 * zod must not try whether it may evaluate code, and the style element that keeps the page from scrolling
 * under a dialog carries the nonce of the page's scripts (react-style-singleton reads it from this name).
 */
config({ jitless: true });
globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

declare global {
  var __webpack_nonce__: string | undefined;
}
