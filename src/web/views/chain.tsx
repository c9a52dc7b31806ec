/** What `audit --json` found: the chain hop by hop, on each link the two idle timers that race, and the findings. */
import type { VNode } from 'preact';
import type { AuditDocument, FindingReport, HopReport, SettingReport } from '../../audit/document.ts';
import { clean, cleanLines } from '../../report/clean.ts';
import { count } from '../../report/quantities.ts';
import { Snippet } from '../parts/snippet.tsx';
import { IdleLink } from './chain-link.tsx';

export function ChainView({ document }: { document: AuditDocument }): VNode {
  const { chains, findings, warnings, hops } = document;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return (
    <article>
      <p class="kicker">
        Audit of {count(hops.length, 'hop')} in {count(chains.length, 'chain')}
      </p>
      <h1>{errors > 0 ? `${count(errors, 'race')} waiting to happen` : 'No race found'}</h1>
      {chains.map((chain) => (
        <Chain key={chain.join(' ')} chain={chain} document={document} />
      ))}
      {findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">Findings</h2>
          <ol class="settings">
            {findings.map((finding) => (
              <Finding key={`${finding.rule} ${finding.hops.join(' ')}`} finding={finding} />
            ))}
          </ol>
        </section>
      )}
      {warnings.length > 0 && (
        <section aria-labelledby="warnings">
          <h2 id="warnings">Not understood</h2>
          <ul>
            {warnings.map(({ file, line, message }) => (
              <li key={`${file} ${line} ${message}`}>
                <span class="mono">{placeText({ file, ...(line === undefined ? {} : { line }) })}</span>:{' '}
                {clean(message, 400)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Chain({ chain, document }: { chain: readonly string[]; document: AuditDocument }): VNode {
  const hops = chain.flatMap((name) => document.hops.find((hop) => hop.name === name) ?? []);
  return (
    <ol class="chain" aria-label="Hops, the client's side first">
      {hops.map((hop, index) => (
        <li key={hop.name}>
          <HopBox hop={hop} />
          {hops[index + 1] !== undefined && (
            <IdleLink sender={hop} answerer={hops[index + 1] as HopReport} findings={document.findings} />
          )}
        </li>
      ))}
    </ol>
  );
}

function HopBox({ hop }: { hop: HopReport }): VNode {
  const product = hop.version === undefined ? hop.product : `${hop.product} ${hop.version}`;
  return (
    <div class="hop">
      <p class="hop-name">
        <strong>{clean(hop.name, 80)}</strong> <span class="quiet-line">{clean(product, 80)}</span>
      </p>
      <Timers title="towards clients" settings={hop.asServer} />
      <Timers title="towards servers" settings={hop.asClient} />
    </div>
  );
}

const settingWords: { [name: string]: string } = {
  idleTimeoutS: 'idle',
  headerTimeoutS: 'request head',
  bodyTimeoutS: 'request body',
  responseTimeoutS: 'response',
  connectTimeoutS: 'connect',
  requestLimit: 'requests',
  maxAgeS: 'age',
  tcpKeepAliveS: 'TCP keep-alive',
  flowIdleTimeoutS: 'idle flow',
  terminationGraceS: 'termination grace',
  preStopS: 'preStop',
  shutdownDrainS: 'drain',
  keepAlive: 'keep-alive',
};

function Timers({ title, settings }: { title: string; settings: HopReport['asServer'] }): VNode | null {
  const known = Object.entries(settings).filter(([, setting]) => setting.value !== null);
  if (known.length === 0) return null;
  return (
    <p class="timers">
      <span class="timers-title">{title}</span>
      {known.map(([name, setting]) => (
        <span key={name} class="timer" title={fromText(setting)}>
          {settingWords[name] ?? clean(name, 40)} <strong>{valueText(name, setting)}</strong>
        </span>
      ))}
    </p>
  );
}

function valueText(name: string, { value }: SettingReport): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === 'unlimited') return 'no limit';
  return name === 'requestLimit' ? String(value) : `${value} s`;
}

function fromText({ from, setting, assumedVersion }: SettingReport): string {
  const where =
    from === 'default'
      ? `default${assumedVersion === undefined ? '' : ` of ${assumedVersion}`}`
      : placeText(from);
  return clean(setting === undefined ? where : `${setting}, ${where}`, 200);
}

function placeText({ file, line }: { file: string; line?: number }): string {
  return clean(line === undefined ? file : `${file}:${line}`, 200);
}

const severityWords: Record<FindingReport['severity'], string> = {
  error: 'It will race',
  warning: 'It may race',
  info: 'Worth knowing',
};

function Finding({ finding }: { finding: FindingReport }): VNode {
  const { rule, severity, message, arithmetic, advice, sources, fix, snippet } = finding;
  return (
    <li class={`finding ${severity}`}>
      <h3>
        <span class="who">
          {severityWords[severity]} · {clean(rule, 60)}
        </span>
        {clean(message, 600)}
      </h3>
      {arithmetic !== '' && <p class="mono">{clean(arithmetic, 400)}</p>}
      <p>{clean(advice, 600)}</p>
      {sources.length > 0 && <p class="quiet-line">See {sources.map(placeText).join(', ')}</p>}
      {fix !== undefined && (
        <div>
          <p class="quiet-line">
            In <span class="mono">{placeText(fix)}</span>, instead of <code>{clean(fix.from, 300)}</code>:
          </p>
          <Snippet text={cleanLines(fix.to).join('\n')} what="the new line" />
        </div>
      )}
      {snippet !== undefined && <Snippet text={cleanLines(snippet.text).join('\n')} />}
    </li>
  );
}
