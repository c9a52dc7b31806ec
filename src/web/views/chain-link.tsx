/**
 * Between two hops: how long the one that sends keeps an idle connection, above how long the one that answers does. Where
 * the upper bar is as long as the lower one, requests race with closes.
 */
import type { VNode } from 'preact';
import type { FindingReport, HopReport, SettingsReport } from '../../audit/document.ts';
import { clean } from '../../report/clean.ts';

interface Props {
  sender: HopReport;
  answerer: HopReport;
  findings: readonly FindingReport[];
}

export function IdleLink({ sender, answerer, findings }: Props): VNode {
  const keeps = timerOf(sender.asClient);
  const closes = timerOf(answerer.asServer);
  const longest = Math.max(keeps.seconds, closes.seconds, 1);
  const finding = findings.find(
    ({ hops, severity, rule }) =>
      severity !== 'info' &&
      /^(?:idle|middlebox)/.test(rule) &&
      hops[0] === sender.name &&
      hops.at(-1) === answerer.name,
  );
  return (
    <div class={finding === undefined ? 'link' : 'link racing'}>
      <Bar who={`${clean(sender.name, 40)} keeps it`} timer={keeps} longest={longest} />
      <Bar who={`${clean(answerer.name, 40)} closes it`} timer={closes} longest={longest} />
      {finding !== undefined && (
        <p class="link-verdict">
          <span aria-hidden="true">✕ </span>
          {finding.severity === 'error' ? 'races' : 'may race'}
        </p>
      )}
    </div>
  );
}

interface Timer {
  seconds: number;
  text: string;
}

/** How long one side keeps an idle connection. */
function timerOf(settings: SettingsReport): Timer {
  if (settings.keepAlive?.value === false) return { seconds: 0, text: 'not at all' };
  const value = (settings.idleTimeoutS ?? settings.flowIdleTimeoutS)?.value;
  if (value === 'unlimited') return { seconds: Number.POSITIVE_INFINITY, text: 'without limit' };
  return typeof value === 'number'
    ? { seconds: value, text: `${value} s` }
    : { seconds: 0, text: 'not known' };
}

function Bar({ who, timer, longest }: { who: string; timer: Timer; longest: number }): VNode {
  const { seconds, text } = timer;
  // Beside a timer without limit, any other is drawn as half as long.
  const endless = longest === Number.POSITIVE_INFINITY;
  const share = seconds === longest ? 1 : endless && seconds > 0 ? 0.5 : seconds / longest;
  return (
    <p class="link-bar">
      <span class="link-who">{who}</span>
      <span class="link-track">
        <span class="link-fill" style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span class="link-value">{text}</span>
    </p>
  );
}
