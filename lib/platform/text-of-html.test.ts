import { describe, expect, it } from 'vitest';
import { MAX_BODY_HTML } from '@/lib/domain/interaction/interaction';
import { textOfHtml } from './text-of-html';

describe('textOfHtml', () => {
  it.each([
    ['plain text', 'plain text'],
    ['<p>Bonjour,</p><p>merci &amp; à&nbsp;bientôt</p>', 'Bonjour,\n\nmerci & à bientôt'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n\n- b'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\n\nc'],
    ['see <a href="https://a.example/x">our page</a>', 'see our page (https://a.example/x)'],
    ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['<html><head><title>T</title><style>p{}</style></head><body>B</body></html>', 'B'],
    ['a<script>alert("<b>x</b>")</script>b', 'ab'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<svg><a href="https://a.example">x</a></svg>y', 'y'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['<p>never <b>closed', 'never closed'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['', ''],
  ])('%s', (html, text) => expect(textOfHtml(html)).toBe(text));

  it('reads as many open elements as the longest HTML has', () => {
    expect(textOfHtml(`${'<div>'.repeat(MAX_BODY_HTML / 5)}deep`)).toBe('deep');
  });
});
