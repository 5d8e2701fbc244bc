import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextOfHtml, readableHtml, textToHtml } from './html-text';

describe('text for an HTML property', () => {
  it.each([
    ['R&D <level 2>', 'R&amp;D &lt;level 2&gt;'],
    ['Tom & Jerry <tom@x.example>', 'Tom &amp; Jerry &lt;tom@x.example&gt;'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['&lt;b&gt; as typed', '&amp;lt;b&amp;gt; as typed'],
    ['one\ntwo\r\nthree\rfour', 'one<br>two<br>three<br>four'],
    ['', ''],
  ])('%j is written as %j', (text, html) => {
    expect(textToHtml(text)).toBe(html);
  });

  it('reads back as the same text and has no markup but line breaks, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[<>&;abr/!\n-]{0,20}$/)), (text) => {
        const html = textToHtml(text);
        expect(html.replaceAll('<br>', '')).not.toMatch(/[<>]/);
        expect(plainTextOfHtml(html)).toBe(text.replace(/\r\n|\r/g, '\n'));
      }),
    );
  });
});

describe('HTML of a property', () => {
  it.each([
    ['a<br/>b', 'a\nb'],
    ['a<BR>b', 'a\nb'],
    ['a\nb', 'a\nb'],
    ['R&amp;D', 'R&D'],
    ['<p>a</p>', null],
    ['a <b>word</b>', null],
    ['a &nbsp; b', null],
    ['R&D', null],
    ['<script>alert(1)</script>', null],
  ])('%j is the plain text %j, or formatted', (html, text) => {
    expect(plainTextOfHtml(html)).toBe(text);
  });

  it('reads the same however it is marked up', () => {
    expect(readableHtml('<p>Tom &amp; Jerry</p><p>&lt;tom&gt;</p>')).toBe('Tom & Jerry <tom>');
    expect(readableHtml('Tom &amp; Jerry<br>&lt;tom&gt;')).toBe('Tom & Jerry <tom>');
  });
});
