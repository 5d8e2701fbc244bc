/** `npm run history`, `npm run keys`, `npm run reset-second-factor`. */
import { checkNode, ensureInstalled, ROOT } from './install.mjs';

checkNode();
process.chdir(ROOT);
await ensureInstalled({ everything: false });
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./commands/main.ts');
await main(process.argv.slice(2));
