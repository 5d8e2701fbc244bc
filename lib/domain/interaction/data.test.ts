import { describe, expect, it } from 'vitest';
import { fillTemplate } from './data';

describe('a text template', () => {
  const known: Record<string, string> = { fromNumber: '+33176000101', queue: 'Sales', subject: '- urgent -' };
  const fill = (text: string) => fillTemplate(text, (key) => known[key] ?? '');

  it.each([
    ['{{fromNumber}} → {{toNumber}}', '+33176000101'],
    ['{{toNumber}} → {{fromNumber}}', '+33176000101'],
    ['{{toNumber}} → {{ourNumber}}', ''],
    ['{{fromNumber}} → {{queue}}', '+33176000101 → Sales'],
    ['{{toNumber}} / {{outcome}} - {{queue}} | {{agentName}}, {{agentEmail}}', 'Sales'],
    ['Call: {{outcome}}', 'Call'],
    ['{{queue}}: {{outcome}}: {{fromNumber}}', 'Sales: : +33176000101'],
  ])('%s is “%s” where a number, a queue and a subject are known', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  it('keeps literal braces in the text and in values', () => {
    expect(fill('→ {{queue}} -')).toBe('→ Sales -');
    expect(fill('{{subject}}')).toBe('- urgent -');
    expect(fill('{{nobody}} {{queue}}')).toBe('{{nobody}} Sales');
  });
});
