import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast of the tokens by WCAG 2.2, computed from the OKLCH values in the stylesheet itself. */
const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const PLAIN = ['canvas', 'surface', 'raised', 'sunken', 'hover'];
const TINTS = ['accent-tint', 'success-tint', 'warning-tint', 'danger-tint', 'info-tint'];

const TEXT: [ink: string, grounds: string[]][] = [
  ['ink', [...PLAIN, ...TINTS]],
  ['muted', [...PLAIN, ...TINTS]],
  ['accent-ink', [...PLAIN, 'accent-tint']],
  ['success', [...PLAIN, 'success-tint']],
  ['warning', [...PLAIN, 'warning-tint']],
  ['danger', [...PLAIN, 'danger-tint']],
  ['info', [...PLAIN, 'info-tint']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger-fill', 'danger-fill-hover']],
  // Tooltips stand on the ink.
  ['surface', ['ink']],
];
const SHAPES: [shape: string, grounds: string[]][] = [
  ['outline', ['canvas', 'surface', 'raised']],
  ['focus', [...PLAIN, ...TINTS]],
  ['accent', ['canvas', 'surface', 'raised']],
];

describe.each(THEMES)('tokens of the %s theme', (theme) => {
  it.each(TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground])))(
    'text %s on %s: 4.5 to 1',
    (ink, ground) => {
      expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );
  it.each(SHAPES.flatMap(([shape, grounds]) => grounds.map((ground) => [shape, ground])))(
    'shape %s on %s: 3 to 1',
    (shape, ground) => {
      expect(contrast(token(shape, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
    },
  );
  it.each([0, 25, 70, 150, 195, 235, 250, 295, 350])('tag of hue %i: 4.5 to 1', (hue) => {
    const [text = '', ground = ''] = [
      ...css.matchAll(/oklch\(([\d.]+) calc\(([\d.]+) \* var\(--tag-chroma\)\) var\(--tag-hue\)\)/g),
    ]
      .filter((_, index) => (theme === 'light') === (index % 2 === 0))
      .map((match) => `oklch(${match[1]} ${match[2]} ${hue})`);
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

function token(name: string, theme: Theme): string {
  const match = new RegExp(`--${name}: light-dark\\((oklch\\([^)]*\\)), (oklch\\([^)]*\\))\\)`).exec(css);
  const value = theme === 'light' ? match?.[1] : match?.[2];
  if (value === undefined) throw new Error(`globals.css has no token --${name}`);
  return value;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance; OKLab to linear sRGB by https://www.w3.org/TR/css-color-4/#color-conversion-code. */
function luminance(color: string): number {
  const [l = 0, c = 0, h = 0] = (/oklch\(([\d.]+) ([\d.]+) ([\d.]+)/.exec(color) ?? []).slice(1).map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [long, medium, short] = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((x) => x ** 3);
  if (long === undefined || medium === undefined || short === undefined) throw new Error(`not a colour: ${color}`);
  const rgb = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
  const [red = 0, green = 0, blue = 0] = rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
