import { bareNext } from './bare-next';
import type { Bench, Figure } from './figure';
import { signIn } from './sign-in';
import { weigh } from './weight';

const PAGES = ['/login', '/maker', '/maker/authentication-methods', '/maker/users', '/maker/interactions', '/banner'];
/** How much a page may load beyond the framework, compressed. */
const JS_OVER_FLOOR_KB = 250;
const CSS_KB = 40;

/** The compressed size of a first page load, compared with an empty page. */
export const bench: Bench = {
  title: 'First load of a page (gzip)',
  async run({ makerUrl, admin }) {
    const floor = await bareNext();
    const cookie = await signIn(makerUrl, admin);
    const figures: Figure[] = [{ name: 'Floor: a bare page, JavaScript', unit: 'kB', values: [floor.js] }];
    for (const path of PAGES) {
      const page = await weigh(`${makerUrl}${path}`, path === '/login' ? '' : cookie);
      figures.push(
        { name: `${path}, JavaScript`, unit: 'kB', values: [page.js], budget: floor.js + JS_OVER_FLOOR_KB },
        { name: `${path}, stylesheets`, unit: 'kB', values: [page.css], budget: CSS_KB },
        { name: `${path}, document`, unit: 'kB', values: [page.html] },
      );
    }
    return figures;
  },
};
