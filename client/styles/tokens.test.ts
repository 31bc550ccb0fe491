import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const themes = { light: readColours(light), dark: { ...readColours(light), ...readColours(dark) } };

const hues = [
  'blue',
  'plum',
  'teal',
  'indigo',
  'ochre',
  'green',
  'brown',
  'cyan',
  'rose',
  'moss',
  'violet',
  'orange',
];

for (const [theme, colours] of Object.entries(themes)) {
  describe(`contrast of the ${theme} theme`, () => {
    const least: [text: string, on: string, ratio: number][] = [
      ['ink', 'paper', 12],
      ['ink', 'sheet', 12],
      ['ink', 'paper-2', 12],
      ['ink-2', 'paper', 5],
      ['ink-2', 'sheet', 5],
      ['ink-2', 'paper-2', 5],
      ['pine', 'paper', 4.5],
      ['pine', 'sheet', 4.5],
      ['pine', 'pine-soft', 4.5],
      ['on-pine', 'pine', 4.5],
      ['seal', 'sheet', 4.5],
      ['on-seal', 'seal', 4.5],
      ['amber', 'amber-soft', 4.5],
      ['wrong', 'wrong-soft', 4.5],
      ['wrong', 'sheet', 4.5],
      ['line-strong', 'paper', 3],
      ...hues.map((hue): [string, string, number] => [hue, 'paper', 4.5]),
      ...hues.map((hue): [string, string, number] => [hue, 'sheet', 4.5]),
    ];
    for (const [text, on, ratio] of least) {
      test(`${text} on ${on} is at least ${ratio}`, () => {
        const found = contrast(colours[text], colours[on]);
        assert.ok(found >= ratio, `${found.toFixed(2)}`);
      });
    }
  });
}

function readColours(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string | undefined, b: string | undefined): number {
  assert.ok(a && b, 'both colours are there');
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
