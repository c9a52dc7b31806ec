// docs/pictures/terminal.svg: what `whyreset examples/keepalive-race.pcap` prints, as a picture for the README.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { ensureBuilt, root } from './fresh.mjs';

const columns = 88;
const cell = { width: 8.4, height: 18 };
const margin = 16;
const titleBar = 34;
const sgr = new RegExp(`(${String.fromCharCode(27)}\\[\\d+m)`);
const colours = { 31: '#ff7b72', 32: '#7ee787', 33: '#d29922', 36: '#79c0ff' };

ensureBuilt();
const command = ['examples/keepalive-race.pcap'];
const output = execFileSync(process.execPath, ['dist/whyreset.js', '--color', 'always', ...command], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, COLUMNS: String(columns) },
});
const lines = [`\x1b[32m$\x1b[39m whyreset ${command.join(' ')}`, ...output.trimEnd().split('\n')];
mkdirSync(`${root}docs/pictures`, { recursive: true });
writeFileSync(`${root}docs/pictures/terminal.svg`, picture(lines));

function picture(lines) {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = titleBar + lines.length * cell.height + margin;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, i) => `<circle cx="${20 + i * 20}" cy="17" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="whyreset explains a capture in a terminal">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...dots,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#c9d1d9" xml:space="preserve">`,
    ...lines.flatMap((line, i) => runs(line).map((run) => text(run, titleBar + (i + 0.8) * cell.height))),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Each run is set to its exact width, so that columns align whatever font the reader has. */
function text({ column, content, style }, y) {
  const length = [...content].length * cell.width;
  const at = `x="${(margin + column * cell.width).toFixed(1)}" y="${y.toFixed(1)}" textLength="${length.toFixed(1)}"`;
  const weight = style.bold ? ' font-weight="bold"' : '';
  const fill = style.colour ? ` fill="${style.colour}"` : style.dim ? ' fill="#8b949e"' : '';
  return `<text ${at} lengthAdjust="spacingAndGlyphs"${weight}${fill}>${escaped(content)}</text>`;
}

/** Pieces of one style each, without the blanks around them. */
function runs(line) {
  const style = {};
  const found = [];
  let column = 0;
  for (const part of line.split(sgr)) {
    if (sgr.test(part)) {
      restyle(style, Number.parseInt(part.slice(2), 10));
      continue;
    }
    // Runs of blanks separate columns: each column is placed on its own.
    for (const { 0: content, index } of part.matchAll(/\S+(?: \S+)*/g)) {
      const start = column + [...part.slice(0, index)].length;
      found.push({ column: start, content, style: { ...style } });
    }
    column += [...part].length;
  }
  return found;
}

function restyle(style, code) {
  if (code === 1) style.bold = true;
  else if (code === 2) style.dim = true;
  else if (code === 22) Object.assign(style, { bold: false, dim: false });
  else if (code === 39) style.colour = undefined;
  else style.colour = colours[code];
}

function escaped(content) {
  return content.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
