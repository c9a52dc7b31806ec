/** Values of HAProxy's lines as settings. A number alone is milliseconds, which is where mistakes come from. */
import { type DurationRules, parseDuration, unitDoubt } from '../duration.ts';
import type { AuditWarning, Setting } from '../model.ts';
import type { Line } from './haproxy-lines.ts';
import { lineOf, type ProxySection } from './haproxy-proxies.ts';

const haproxyDurations: DurationRules = { bareS: 0.001, units: ['us', 'ms', 's', 'm', 'h', 'd'] };

/** `timeout <name> <duration>` in force. */
export function timeoutOf(proxy: ProxySection, name: string, warnings: AuditWarning[]): Setting | undefined {
  const line = lineOf(proxy, 'timeout', name);
  return line && durationSetting(line, { name: `timeout ${name}`, text: line.words[2] ?? '', warnings });
}

interface Written {
  name: string;
  text: string;
  warnings: AuditWarning[];
}

export function durationSetting({ place }: Line, { name, text, warnings }: Written): Setting {
  const value = parseDuration(text, haproxyDurations);
  if (value === undefined) {
    const message = `${name} "${text.slice(0, 60)}" is not a duration such as 30s or 500ms: HAProxy would refuse it`;
    warnings.push({ ...place, message });
  }
  const doubt = value === undefined ? undefined : unitDoubt(text, haproxyDurations);
  if (doubt !== undefined) warnings.push({ ...place, message: `${name} ${doubt}` });
  // 0 is no limit at all.
  return { value: value === 0 ? 'unlimited' : (value ?? null), from: place, text, unit: 'suffix', name };
}

/** Words of a `server` line come in any order, over those of `default-server`. */
export function serverParameter(
  proxy: ProxySection,
  server: Line,
  keyword: string,
): { line: Line; text: string } | undefined {
  const own = parameterOf(server, keyword);
  if (own !== undefined) return own;
  for (const lines of proxy.layers) {
    const line = lines.findLast(({ words }) => words[0] === 'default-server' && words.includes(keyword));
    if (line !== undefined) return parameterOf(line, keyword);
  }
  return undefined;
}

function parameterOf(line: Line, keyword: string): { line: Line; text: string } | undefined {
  const index = line.words.indexOf(keyword, 1);
  return index < 0 ? undefined : { line, text: line.words[index + 1] ?? '' };
}

export function wordSetting(
  { place }: Line,
  { value, text, name }: Pick<Setting, 'value'> & { text: string; name: string },
): Setting {
  return { value, from: place, text, unit: 'word', name };
}
