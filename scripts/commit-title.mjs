/** The rule for the first line of a commit message; the rest of the message says why. Also a program: `node scripts/commit-title.mjs <file with the message>`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAX_LENGTH = 72;

/** Imperatives that end like another form of a verb. */
const IMPERATIVES = new Set(
  ['bed', 'embed', 'shed', 'shred', 'wed', 'bring', 'ping', 'ring', 'string', 'swing', 'wing', 'bias', 'focus'].concat([
    'alias',
    'canvas',
  ]),
);

/**
 * What is wrong with a title, or null. It only checks the form of the first word, because it can't recognise verbs.
 * @param {string} title
 * @returns {string | null}
 */
export function titleProblem(title) {
  if (title.length > MAX_LENGTH) return `is ${title.length} characters long; at most ${MAX_LENGTH} fit`;
  if (title.endsWith('.')) return 'ends with a full stop';
  const first = /^[A-Z][A-Za-z-]*(?=,? |$)/.exec(title)?.[0].toLowerCase();
  if (first === undefined) return 'does not begin with a capitalised verb';
  if (IMPERATIVES.has(first)) return null;
  if (/(?:[^e]ed|ing)$/.test(first) || /[^s]s$/.test(first))
    return `begins with "${first}"; write what the commit does as an order, such as "Add", "Fix" or "Remove"`;
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [title = ''] = readFileSync(process.argv[2] ?? '', 'utf8').split('\n');
  // Git writes the titles of merges, reverts and fix-ups itself.
  const problem = /^(?:Merge|Revert|fixup!|squash!|amend!) /.test(title) ? null : titleProblem(title);
  if (problem !== null) {
    process.stderr.write(`The title "${title}" ${problem}.\n`);
    process.exit(1);
  }
}
