import type { Measured } from './compare.ts';

const WIDTH = 640;
const HEIGHT = 400;
const LEFT = 48;
const RIGHT = 28;
const BOTTOM = 40;
const TOP = 36;
const COLOURS = ['#c0392b', '#2c6fbb', '#8e9db0', '#7d5ba6', '#3a8f5c', '#b8860b'];
const TICKS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Quality on one screen over bit rate (logarithmic), a panel for each source, as an SVG. Pure. */
export function drawQuality(panels: readonly { source: string; measured: readonly Measured[] }[]): string {
  const drawn = panels.map((panel, index) => drawPanel(panel, index * HEIGHT));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT * panels.length}" font-family="sans-serif" font-size="12">`,
    '<title>放大到原片尺寸的 VMAF 与码率</title>',
    `<rect width="${WIDTH}" height="${HEIGHT * panels.length}" fill="#fff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function drawPanel(
  { source, measured }: { source: string; measured: readonly Measured[] },
  y0: number,
): string {
  const points = measured.flatMap(({ renditions }) => renditions);
  const kbits = points.map(({ rate }) => rate / 1000);
  const from = TICKS.findLast((tick) => tick <= Math.min(...kbits)) ?? TICKS[0]!;
  const to = TICKS.find((tick) => tick >= Math.max(...kbits)) ?? TICKS.at(-1)!;
  const least = Math.floor(Math.min(...points.map(({ shownVmaf }) => shownVmaf)) / 10) * 10;
  const x = (kbit: number) => LEFT + (Math.log(kbit / from) / Math.log(to / from)) * (WIDTH - LEFT - RIGHT);
  const y = (vmaf: number) =>
    y0 + HEIGHT - BOTTOM - ((vmaf - least) / (100 - least)) * (HEIGHT - BOTTOM - TOP);
  const lines: string[] = [
    `<text x="${LEFT}" y="${y0 + 22}" font-size="15" font-weight="bold">${source}：放大到原片尺寸的 VMAF 与码率（kbit/s）</text>`,
  ];
  for (const tick of TICKS.filter((value) => value >= from && value <= to)) {
    lines.push(
      `<path d="M${at(x(tick))} ${y(100)}V${y(least)}" stroke="#e3e6ea"/>`,
      `<text x="${at(x(tick))}" y="${y(least) + 18}" text-anchor="middle">${tick}</text>`,
    );
  }
  for (let value = least; value <= 100; value += 10) {
    lines.push(
      `<path d="M${LEFT} ${at(y(value))}H${WIDTH - RIGHT}" stroke="#e3e6ea"/>`,
      `<text x="${LEFT - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value}</text>`,
    );
  }
  measured.forEach(({ name, renditions }, index) => {
    const colour = COLOURS[index % COLOURS.length]!;
    const places = renditions.map(({ rate, shownVmaf }) => `${at(x(rate / 1000))} ${at(y(shownVmaf))}`);
    lines.push(`<path d="M${places.join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const { rate, shownVmaf, height } of renditions) {
      lines.push(
        `<circle cx="${at(x(rate / 1000))}" cy="${at(y(shownVmaf))}" r="3.5" fill="${colour}"><title>${name}, ${height}</title></circle>`,
      );
    }
    lines.push(
      `<text x="${WIDTH - RIGHT - 8}" y="${y(least) - 12 - 16 * (measured.length - 1 - index)}" text-anchor="end" fill="${colour}">${name}</text>`,
    );
  });
  return lines.join('\n');
}

const at = (value: number) => Math.round(value * 10) / 10;
