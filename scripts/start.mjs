/** `npm start`, `npm run dev`, `npm run sandbox`, `npm run worker`. */
import { checkNode, ensureInstalled, ROOT } from './install.mjs';

checkNode();
process.chdir(ROOT);
await ensureInstalled({ everything: false });
// TypeScript from here on, in this same process: one process to signal, whose end stops everything.
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./start/main.ts');
await main(process.argv.slice(2));
