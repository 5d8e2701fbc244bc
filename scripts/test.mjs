/** `npm test`, `npm run test:e2e`. */
import { checkNode, ensureInstalled, ROOT } from './install.mjs';

checkNode();
process.chdir(ROOT);
await ensureInstalled({ everything: true });
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./test/main.ts');
await main(process.argv.slice(2));
