/**
 * Between two hops: how long the one that sends keeps an idle connection, above how long the one that answers does. Where
 * the upper bar is as long as the lower one, requests race with closes.
 */
import type { VNode } from 'preact';
import type { FindingReport, HopReport, SettingReport } from '../../audit/document.ts';
import { clean } from '../../report/clean.ts';

interface Props {
  sender: HopReport;
  answerer: HopReport;
  findings: readonly FindingReport[];
}

export function IdleLink({ sender, answerer, findings }: Props): VNode {
  const keeps = sender.asClient.idleTimeoutS ?? sender.asClient.flowIdleTimeoutS;
  const closes = answerer.asServer.idleTimeoutS ?? answerer.asServer.flowIdleTimeoutS;
  const longest = Math.max(secondsOf(keeps), secondsOf(closes), 1);
  const finding = findings.find(
    ({ hops, severity, rule }) =>
      severity !== 'info' &&
      /^(?:idle|middlebox)/.test(rule) &&
      hops[0] === sender.name &&
      hops.at(-1) === answerer.name,
  );
  return (
    <div class={finding === undefined ? 'link' : 'link racing'}>
      {keeps === undefined && closes === undefined ? (
        <p class="quiet-line">no idle timer known on this link</p>
      ) : (
        <>
          <Bar who={`${clean(sender.name, 40)} keeps it`} setting={keeps} longest={longest} />
          <Bar who={`${clean(answerer.name, 40)} closes it`} setting={closes} longest={longest} />
        </>
      )}
      {finding !== undefined && (
        <p class="link-verdict">
          <span aria-hidden="true">✕ </span>
          {finding.severity === 'error' ? 'races' : 'may race'}
        </p>
      )}
    </div>
  );
}

function Bar({
  who,
  setting,
  longest,
}: {
  who: string;
  setting: SettingReport | undefined;
  longest: number;
}): VNode {
  const seconds = secondsOf(setting);
  const share =
    seconds === Number.POSITIVE_INFINITY ? 1 : longest === Number.POSITIVE_INFINITY ? 0.5 : seconds / longest;
  return (
    <p class="link-bar">
      <span class="link-who">{who}</span>
      <span class="link-track">
        <span class="link-fill" style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span class="link-value">{textOf(setting)}</span>
    </p>
  );
}

function secondsOf(setting: SettingReport | undefined): number {
  if (setting?.value === 'unlimited') return Number.POSITIVE_INFINITY;
  return typeof setting?.value === 'number' ? setting.value : 0;
}

function textOf(setting: SettingReport | undefined): string {
  if (setting === undefined || setting.value === null) return 'not known';
  return setting.value === 'unlimited' ? 'without limit' : `${String(setting.value)} s`;
}
