/** A case's page → its parts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Case {
  /** "keep-alive/fin-crosses-request". */
  name: string;
  /** The page's heading. */
  title: string;
  /** The paragraph before the segments. */
  rule: string;
  segments: string;
  verdict: string;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

export function readCases(): Case[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((topic) => readdirSync(join(folder, topic.name)).map((file) => join(topic.name, file)))
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => parseCase(path.replace(/\.md$/, ''), readFileSync(join(folder, path), 'utf8')));
}

function parseCase(name: string, page: string): Case {
  const block = (language: string): string =>
    new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(page)?.[1] ?? '';
  return {
    name,
    title: /^# (.+)/.exec(page)?.[1] ?? '',
    rule: (/^# .+\n+([^`]*)/.exec(page)?.[1] ?? '').trim(),
    segments: block('segments'),
    verdict: block('verdict'),
  };
}
