import { parseArgs } from 'node:util';
import { createTranslator } from 'use-intl/core';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import type { HistoryCheck } from '@/lib/domain/answers/history-check';
import { verifyHistory } from '@/lib/services/history/verify-history';
import history from '../messages/en/history.json' with { type: 'json' };

const USAGE = `npm run history -- verify [--noted <number>:<hash>] [--first <number>]

Recalculates the hashes of all entries and names the first one that doesn't fit.
--noted  compares with what an earlier verification said about its last entry
--first  accepts that entries before this number were deleted on purpose
`;

const t = createTranslator({ locale: 'en', messages: { history }, namespace: 'history.verify' });
const asked = readArguments();
if (asked === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const deployment = createDeployment('web');
  const ctx = contextOf(deployment, { actor: { kind: 'system', name: 'npm run history' } });
  const check = await verifyHistory(ctx, { noted: asked.noted });
  for (const line of linesOf(check)) process.stdout.write(`${line}\n`);
  const isShortened = check.first !== null && check.first !== 1 && check.first !== asked.first;
  if (check.problem !== null || isShortened) process.exitCode = 1;
  await closeDeployment(deployment);
}

function linesOf({ first, count, head, checkpoints, problem }: HistoryCheck): string[] {
  const lines = first !== null && first > 1 ? [`${t('shortened', { first })} ${t('shortenedText')}`] : [];
  if (problem === null) {
    lines.push(t('passed', { count }));
    if (head !== null) lines.push(t('checkpoints', { checkpoints }), `${t('note')}: ${head.position}:${head.hash}`);
    return lines;
  }
  lines.push(t(`problems.${problem.kind}`, { position: problem.position ?? 0 }));
  if (problem.entry !== null)
    lines.push(`${t('entry', { name: problem.entry.entityName })}, ${problem.entry.at}, id ${problem.entry.id}`);
  return [...lines, t('problemText', { count })];
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { noted: { type: 'string' }, first: { type: 'string', default: '1' } },
    });
    const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(values.noted ?? '') ?? [];
    const isWrong = positionals.join() !== 'verify' || !/^\d{1,15}$/.test(values.first);
    if (isWrong || (values.noted !== undefined && hash === undefined)) return null;
    return { noted: hash === undefined ? null : { position: Number(position), hash }, first: Number(values.first) };
  } catch {
    return null;
  }
}
