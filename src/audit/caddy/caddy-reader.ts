/** Caddy: a hop for each site with each target that it passes requests to. */
import { type HopDraft, hopDraft } from '../hop-draft.ts';
import type { AuditWarning, Endpoint } from '../model.ts';
import {
  beginning,
  type ConfigFile,
  fileName,
  type ReadContext,
  type Reader,
  type Reading,
} from '../reader.ts';
import { caddyJsonHops } from './caddy-json.ts';
import { applyGlobal, applyProxy } from './caddy-settings.ts';
import { type CaddyDirective, readCaddyfile } from './caddyfile.ts';

export const caddyReader: Reader = { product: 'caddy', recognises, read };

function recognises(file: ConfigFile): boolean {
  if (/^Caddyfile(?:\.[\w-]+)?$|\.caddy(?:file)?$/i.test(fileName(file.path))) return true;
  return /\.json$/i.test(file.path) && /"apps"\s*:/.test(beginning(file)) && /"servers"\s*:/.test(file.text);
}

function read(files: readonly ConfigFile[], { set }: ReadContext): Reading {
  const warnings: AuditWarning[] = [];
  const json = files.filter(({ path }) => /\.json$/i.test(path));
  const parsed = files
    .filter((file) => !json.includes(file))
    .map((file) => {
      const notes: AuditWarning[] = [];
      return { file, notes, ...readCaddyfile(file, set, notes) };
    });
  const imported = new Set(parsed.flatMap((one) => [...one.imported]));
  const roots = parsed.filter(({ file }) => !imported.has(file.path));
  const hops = (roots.length > 0 ? roots : parsed.slice(0, 1)).flatMap(({ file, notes, directives }) => {
    warnings.push(...notes);
    return caddyfileHops(file, directives, warnings);
  });
  return { hops: [...hops, ...json.flatMap((file) => caddyJsonHops(file, warnings))], warnings };
}

function caddyfileHops(
  file: ConfigFile,
  directives: readonly CaddyDirective[],
  warnings: AuditWarning[],
): HopDraft[] {
  const options = directives.filter(({ words }) => words.length === 0).flatMap(({ block }) => block);
  const sites = directives.filter(({ words, block }) => words.length > 0 && block.length > 0);
  // A file may be one site without braces: its address, then directives.
  const [address, ...rest] = directives.filter(({ words }) => words.length > 0);
  const bare: CaddyDirective[] =
    sites.length === 0 && address !== undefined ? [{ ...address, block: rest }] : [];
  const all = [...sites, ...bare];
  if (all.length === 0) {
    const hop = hopDraft('caddy', 'caddy', { file: file.path, line: 1 });
    applyGlobal(hop, options, warnings);
    return options.length === 0 ? [] : [hop];
  }
  return all.flatMap((site) => siteHops(site, options, warnings));
}

function siteHops(
  site: CaddyDirective,
  options: readonly CaddyDirective[],
  warnings: AuditWarning[],
): HopDraft[] {
  const proxies = proxiesIn(site.block);
  const hops = (proxies.length > 0 ? proxies : [undefined]).map((proxy) => {
    const hop = hopDraft(site.words.join(' ').replace(/,.*$/, ''), 'caddy', site.place);
    hop.listens.push(...listensOf(site));
    applyGlobal(hop, options, warnings);
    if (proxy !== undefined) applyProxy(hop, proxy, warnings);
    return hop;
  });
  const distinct = [
    ...new Map(hops.map((hop) => [JSON.stringify([hop.upstreams, hop.asClient]), hop])).values(),
  ];
  return distinct.map((hop) =>
    distinct.length > 1 ? { ...hop, name: `${hop.name} ${hop.upstreams[0]?.host ?? ''}` } : hop,
  );
}

/** `handle`, `route`, `handle_path` and matchers around it make no difference to its connections. */
function proxiesIn(block: readonly CaddyDirective[]): CaddyDirective[] {
  return block.flatMap((directive) =>
    directive.words[0] === 'reverse_proxy' ? [directive] : proxiesIn(directive.block),
  );
}

/** `example.com` is served at 443 (and 80 only to redirect), `http://example.com` at 80, `:8080` at 8080. */
function listensOf({ words }: CaddyDirective): Endpoint[] {
  return words.flatMap((word) => {
    const [, scheme, host = '', port] = /^(?:(https?):\/\/)?([^:/,]*)(?::(\d{1,5}))?/.exec(word) ?? [];
    const number = port === undefined ? (scheme === 'http' ? 80 : 443) : Number(port);
    return host === '' ? [{ port: number }] : [{ port: number }, { host, port: number }];
  });
}
