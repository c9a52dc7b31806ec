/**
 * Variables such as KEEP_ALIVE_TIMEOUT=65000, which are an application's own: what they mean is guessed from their names,
 * in which unit from the name or the size of the number, and both are said.
 */

import { parseDuration } from '../duration.ts';
import { type HopDraft, settingOf, type Written, warn } from '../hop-draft.ts';
import type { AuditWarning, SettingName } from '../model.ts';

const meanings: readonly (readonly [pattern: RegExp, setting: SettingName])[] = [
  [
    /(?:^|_)KEEP_?ALIVE(?:_IDLE)?(?:_TIMEOUT)?(?:_MS|_MILLIS|_MSECS|_S|_SEC|_SECS|_SECONDS)?$/,
    'idleTimeoutS',
  ],
  [/(?:^|_)HEADERS?_TIMEOUT(?:_MS|_MILLIS|_S|_SEC|_SECS|_SECONDS)?$/, 'headerTimeoutS'],
  [
    /(?:^|_)(?:GRACEFUL_SHUTDOWN|SHUTDOWN_GRACE|SHUTDOWN|GRACEFUL|DRAIN)_(?:TIMEOUT|PERIOD)(?:_MS|_MILLIS|_S|_SEC|_SECS|_SECONDS)?$/,
    'shutdownDrainS',
  ],
];

/** Other people's keep-alives: TCP's, a database's, a client's. */
const otherThings =
  /TCP|DB|DATABASE|REDIS|MYSQL|POSTGRES|PG_|MONGO|KAFKA|AMQP|RABBIT|UPSTREAM|CLIENT|WEBSOCKET|WS_|INTERVAL/;

export function environmentSettings(
  hop: HopDraft,
  environment: ReadonlyMap<string, Written>,
  warnings: AuditWarning[],
): void {
  for (const written of environment.values()) {
    const setting = meanings.find(([pattern]) => pattern.test(written.name))?.[1];
    if (setting === undefined || otherThings.test(written.name) || hop.asServer[setting] !== undefined)
      continue;
    const read = readAmount(written);
    if (read === undefined) continue;
    const { valueS, unit, reason } = read;
    hop.asServer[setting] = { ...settingOf(written, valueS), unit };
    warn(
      written,
      `taken as ${words[setting] ?? setting} of ${valueS} s (${reason}): check that the application uses it so`,
      warnings,
    );
  }
}

const words: Partial<Record<SettingName, string>> = {
  idleTimeoutS: 'an idle timeout',
  headerTimeoutS: 'a header timeout',
  shutdownDrainS: 'a drain time',
};

interface Amount {
  valueS: number;
  unit: 's' | 'ms' | 'suffix';
  reason: string;
}

function readAmount({ name, text }: Written): Amount | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,9}(?:\.\d+)?$/.test(trimmed)) {
    const valueS = parseDuration(trimmed, { units: ['ms', 's', 'm', 'h'], compound: true });
    return valueS === undefined ? undefined : { valueS, unit: 'suffix', reason: 'its unit is written' };
  }
  const number = Number(trimmed);
  if (/_(?:MS|MILLIS|MSECS)$/.test(name))
    return { valueS: number / 1000, unit: 'ms', reason: 'its name says milliseconds' };
  if (/_(?:S|SECS?|SECONDS)$/.test(name))
    return { valueS: number, unit: 's', reason: 'its name says seconds' };
  // Nobody keeps idle connections for 17 minutes or for less than a second.
  return number >= 1000
    ? { valueS: number / 1000, unit: 'ms', reason: 'so large a number is milliseconds' }
    : { valueS: number, unit: 's', reason: 'so small a number is seconds' };
}
