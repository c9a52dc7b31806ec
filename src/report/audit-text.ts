/** `whyreset audit` on a terminal: the chain with each hop's timers, the racing pair in red, findings worst first. */
import type {
  AuditDocument,
  FindingReport,
  Fix,
  HopReport,
  SettingReport,
  SettingsReport,
} from '../audit/document.ts';
import { auditSummary } from './audit-summary.ts';
import { clean, cleanLines } from './clean.ts';
import { createStyle, type Style } from './style.ts';
import { labelled, mostProseColumns } from './wrap.ts';

export interface AuditTextOptions {
  width: number;
  color: boolean;
  /** The edit as a unified diff. */
  diffOf(fix: Fix): readonly string[];
}

interface Drawing {
  style: Style;
  document: AuditDocument;
  byName: ReadonlyMap<string, HopReport>;
}

export function auditLines(document: AuditDocument, { width, color, diffOf }: AuditTextOptions): string[] {
  const style = createStyle(color);
  const drawing = { style, document, byName: new Map(document.hops.map((hop) => [hop.name, hop])) };
  const prose = Math.min(width, mostProseColumns);
  return [
    ...drawnChains(document).flatMap((chain) => [...chainLines(chain, drawing), '']),
    ...omitted(document, style),
    ...document.findings.flatMap((finding, index) => [
      ...findingLines(finding, { style, prose, number: index + 1, diffOf }),
      '',
    ]),
    auditSummary(document, style),
  ];
}

/** A directory can hold hundreds of chains: those with a finding matter. */
const mostDrawn = 30;

function drawnChains({ chains, findings }: AuditDocument): string[][] {
  const concerned = new Set(
    findings.filter(({ severity }) => severity !== 'info').flatMap(({ hops }) => hops),
  );
  const isConcerned = (chain: readonly string[]): boolean => chain.some((name) => concerned.has(name));
  return [...chains.filter(isConcerned), ...chains.filter((chain) => !isConcerned(chain))].slice(
    0,
    mostDrawn,
  );
}

function omitted({ chains }: AuditDocument, style: Style): string[] {
  const count = chains.length - mostDrawn;
  return count > 0 ? [style.dim(`  and ${count} more chains: --json has them all`), ''] : [];
}

function chainLines(chain: readonly string[], drawing: Drawing): string[] {
  const { style, byName } = drawing;
  const hops = chain.flatMap((name) => byName.get(name) ?? []);
  return hops.flatMap((hop, index) => [
    ...(index === 0 ? [] : [style.dim('    ▼')]),
    `  ${style.bold(clean(hop.name))}  ${style.dim(productText(hop))}`,
    ...(isBox(hop) ? boxLine(hop, drawing) : timerLine('answers', hop, drawing)),
    ...(sends(hop, index, hops) && !isBox(hop) ? timerLine('sends', hop, drawing) : []),
  ]);
}

/** The last hop sends to nobody, unless its file says to whom. */
function sends(hop: HopReport, index: number, hops: readonly HopReport[]): boolean {
  return index < hops.length - 1 || hop.sendsTo !== undefined;
}

function productText({ product, version, asServer, asClient }: HopReport): string {
  const assumed = [...Object.values(asServer), ...Object.values(asClient)].find(
    // A service of a cloud has no version that somebody runs.
    ({ assumedVersion }) => assumedVersion !== undefined && assumedVersion !== 'current',
  );
  if (version !== undefined) return clean(`${product} ${version}`);
  return assumed === undefined ? clean(product) : clean(`${product}, ${assumed.assumedVersion} assumed`);
}

function isBox({ asServer }: HopReport): boolean {
  return asServer.flowIdleTimeoutS !== undefined;
}

/** It forwards packets: one timer for both directions. */
function boxLine({ name, asServer }: HopReport, { style, document }: Drawing): string[] {
  const text = `forgets  after ${valueText(asServer.flowIdleTimeoutS).padEnd(12)} ${sourceText(asServer.flowIdleTimeoutS)}`;
  const races = document.findings.some(({ rule, hops }) => rule === 'middlebox-idle' && hops.includes(name));
  return [`    ${style.dim('│')} ${races ? style.red(`${text}  ◄ forgets first`) : text}`];
}

function timerLine(word: 'answers' | 'sends', hop: HopReport, { style, document }: Drawing): string[] {
  const settings = word === 'answers' ? hop.asServer : hop.asClient;
  const idle = settings.idleTimeoutS;
  const off = settings.keepAlive?.value === false ? settings.keepAlive : undefined;
  if (idle === undefined && off === undefined) return [];
  const bound = longerBound(settings) ? ` or ${valueText(settings.boundIdleTimeoutS)}` : '';
  const what = off === undefined ? `idle ${valueText(idle)}${bound}` : 'closes each time';
  const where = sourceText(off ?? idle);
  const text = `${word.padEnd(8)} ${what.padEnd(18)} ${where}`;
  const races = document.findings.some((finding) => isRacing(finding, hop.name, word));
  return [`    ${style.dim('│')} ${races ? style.red(`${text}  ◄ races`) : text}`];
}

/** While a client stays connected, HAProxy keeps its server connection longer than the pool does. */
function longerBound({ idleTimeoutS, boundIdleTimeoutS }: SettingsReport): boolean {
  return (
    typeof boundIdleTimeoutS?.value === 'number' && boundIdleTimeoutS.value > Number(idleTimeoutS?.value ?? 0)
  );
}

/** The first hop of a finding sends, the last one answers. */
function isRacing({ hops, severity, rule }: FindingReport, name: string, word: 'answers' | 'sends'): boolean {
  if (severity === 'info' || !/^(?:idle|middlebox)/.test(rule)) return false;
  return word === 'sends' ? hops[0] === name && hops.length > 1 : hops.at(-1) === name;
}

function valueText(setting: SettingReport | undefined): string {
  const value = setting?.value;
  if (value === 'unlimited') return 'without limit';
  if (typeof value === 'number') return `${Number(value.toFixed(3))} s`;
  return 'not known';
}

function sourceText(setting: SettingReport | undefined): string {
  if (setting === undefined) return '';
  const name = setting.setting === undefined ? '' : clean(setting.setting, 40);
  if (setting.from === 'default') return `default${name === '' ? '' : ` of ${name}`}`;
  return clean(`${setting.from.file}:${setting.from.line} ${name}`);
}

interface FindingLayout {
  style: Style;
  prose: number;
  number: number;
  diffOf(fix: Fix): readonly string[];
}

const labelWidth = 9;

function findingLines(finding: FindingReport, { style, prose, number, diffOf }: FindingLayout): string[] {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan }[finding.severity];
  const details: [string, string][] = [
    ['what', finding.message],
    ['numbers', finding.arithmetic],
    ['lines', finding.sources.map(({ file, line }) => `${file}:${line}`).join(', ')],
    ['do', finding.advice],
    ['more', `whyreset cause ${finding.rule}`],
    ['also', (finding.alsoHops ?? []).map((hops) => hops.join(' → ')).join('; ')],
  ];
  return [
    `${number}. ${paint(finding.severity.toUpperCase())} ${style.bold(finding.rule)}  ${finding.hops.map((name) => clean(name)).join(' → ')}`,
    ...details
      .filter(([, text]) => text !== '')
      .flatMap(([label, text]) => labelled(label, clean(text, 1000), prose, '   ', labelWidth)),
    ...editLines(finding, style, diffOf),
  ];
}

/** The edit of a file, or what to write where there is no line to edit. */
function editLines({ fix, snippet }: FindingReport, style: Style, diffOf: FindingLayout['diffOf']): string[] {
  if (fix !== undefined) return paintedDiff(diffOf(fix), style).map((line) => `   ${line}`);
  if (snippet === undefined) return [];
  return [
    style.dim(`   ${clean(snippet.setting)} (${snippet.product}):`),
    ...cleanLines(snippet.text).map((line) => style.cyan(`     ${line}`)),
  ];
}

export function paintedDiff(lines: readonly string[], style: Style): string[] {
  return lines.flatMap((line) => {
    const [text = ''] = cleanLines(line);
    if (/^(?:---|\+\+\+) /.test(line)) return style.bold(text);
    if (line.startsWith('@@')) return style.cyan(text);
    if (line.startsWith('-')) return style.red(text);
    return line.startsWith('+') ? style.green(text) : text;
  });
}
