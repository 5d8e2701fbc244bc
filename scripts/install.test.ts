import { afterEach, expect, it, vi } from 'vitest';
import { checkNode } from './install.mjs';

afterEach(() => vi.restoreAllMocks());

function verdict(version: string): { ended: boolean; said: string } {
  const said: string[] = [];
  let ended = false;
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(process, 'exit').mockImplementation(() => {
    ended = true;
    throw new Error('the end');
  });
  try {
    checkNode(version);
  } catch (error) {
    if (!ended) throw error;
  }
  return { ended, said: said.join('\n') };
}

it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('ends with one sentence on Node %s', (version) => {
  const { ended, said } = verdict(version);
  expect(ended).toBe(true);
  expect(said).toBe(
    `The Maker needs Node 24 (20.19 and 22.12 or later also work), but this is Node ${version}. See https://nodejs.org/.`,
  );
});

it.each(['20.19.0', '22.12.0'])('recommends a newer one on Node %s, and goes on', (version) => {
  expect(verdict(version)).toEqual({
    ended: false,
    said: expect.stringMatching(/^Node .* works; Node 24 is recommended/),
  });
});

it.each(['24.0.0', '26.10.0'])('says nothing on Node %s', (version) =>
  expect(verdict(version)).toEqual({ ended: false, said: '' }),
);
