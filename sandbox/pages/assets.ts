import { readFileSync } from 'node:fs';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { faviconSvg } from './icons';

/** Every process starts in the project folder. */
const read = (name: string) => readFileSync(`sandbox/pages/assets/${name}`, 'utf8');

const assets = new Map<string, { contentType: string; text: string }>([
  ['sandbox.css', { contentType: 'text/css; charset=utf-8', text: read('sandbox.css') }],
  ['sandbox.js', { contentType: 'text/javascript; charset=utf-8', text: read('sandbox.js') }],
  ['icon.svg', { contentType: 'image/svg+xml', text: faviconSvg }],
]);

export function serveAsset(_call: Call, name: string): SandboxResponse {
  const asset = assets.get(name);
  if (!asset) return { status: 404, empty: true };
  return {
    status: 200,
    text: asset.text,
    headers: { 'Content-Type': asset.contentType, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' },
  };
}
