/** `npm run bench`: prints figures, measured here and now; nothing is compared with another machine. */
import { checkNode, ensureInstalled, ROOT } from './install.mjs';

checkNode();
process.chdir(ROOT);
await ensureInstalled({ everything: true });
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./bench/main.ts');
await main(process.argv.slice(2));
