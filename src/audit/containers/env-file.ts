/** `.env` files: NAME=value, `export NAME=value`, quotes, comments. One that nothing names is an application's of its own. */

import { environmentSettings } from '../commands/environment.ts';
import { sourceLines } from '../formats/source-lines.ts';
import type { Written } from '../hop-draft.ts';
import { hopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type Reader } from '../reader.ts';

export const envReader: Reader = {
  product: 'env',
  recognises: ({ path }) => /^\.env(?:\.[\w-]+)*$|\.env$/.test(fileName(path)),
  read(files) {
    const warnings: AuditWarning[] = [];
    const hops = files.map((file) => {
      const hop = hopDraft(fileName(file.path), 'unknown', { file: file.path, line: 1 });
      environmentSettings(hop, readEnvFile(file), warnings);
      return hop;
    });
    return { hops: hops.filter(({ asServer }) => Object.keys(asServer).length > 0), warnings };
  },
};

export function readEnvFile({ path, text }: ConfigFile): Map<string, Written> {
  const found = new Map<string, Written>();
  for (const [index, line] of sourceLines(text).entries()) {
    const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const value = /^"([^"]*)"|^'([^']*)'/.exec(raw);
    const plain = value?.[1] ?? value?.[2] ?? raw.replace(/\s+#.*$/, '').trim();
    found.set(name, { name, text: plain, place: { file: path, line: index + 1 } });
  }
  return found;
}
