/** In pixels: a line and a character of the picture. */
const LINE = 19;
const CHARACTER = 7.85;
const MARGIN = 20;

/** How the outcomes look; the rest of a pod's row is plain. */
const OUTCOMES = /\b(completed|released|poisoned|aborted)\b/;

const STYLE = `
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { fill: #1f2328; white-space: pre }
  .head { font-weight: 600 }
  .more { fill: #57606a }
  .completed { fill: #1a7f37 } .released { fill: #9a6700 } .poisoned { fill: #b3123d } .aborted { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #1b1b1f; stroke: #3d444d }
    text { fill: #e6edf3 }
    .more { fill: #a5adb6 }
    .completed { fill: #57ab5a } .released { fill: #d4a72c } .poisoned { fill: #ff8ba7 } .aborted { fill: #6cb6ff }
  }`;

/** Draws what the demo prints, from the events that are sent to what lies in the queues; without times, which differ. */
export function pictureOf(output: string): string {
  const from = output.indexOf('Three events are sent');
  const to = output.indexOf('\n  "poisen"');
  const lines = ['$ npm run demo', '', ...output.slice(from, to).split('\n').map(withoutTime)];
  const width = Math.ceil(2 * MARGIN + Math.max(...lines.map(({ length }) => length)) * CHARACTER);
  const height = 2 * MARGIN + lines.length * LINE;
  const texts = lines.map(
    (line, index) =>
      `<text class="${classOf(line)}" x="${MARGIN}" y="${MARGIN + 14 + index * LINE}">${coloured(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    '<title>npm run demo</title>',
    '<desc>What the demo prints: nine pods, what became of each delivery, its exit code, and what lies in the queues at the end.</desc>',
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...texts.filter((text) => !text.endsWith('></text>')),
    '</svg>',
    '',
  ].join('\n');
}

function withoutTime(line: string): string {
  return line.replace(/ +(?:\d+\.\d s|Time)$/, '');
}

function classOf(line: string): string {
  if (line.startsWith('     ')) return 'more';
  return /^[A-Z]/.test(line) ? 'head' : 'line';
}

function coloured(line: string): string {
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return line.startsWith('     ')
    ? escaped
    : escaped.replace(OUTCOMES, (outcome) => `<tspan class="${outcome}">${outcome}</tspan>`);
}
