/** Which server a command starts, or an image is. */
import type { Variables, Word } from '../formats/shell-words.ts';
import { type HopDraft, hopDraft } from '../hop-draft.ts';
import { javaCommand } from '../java/java-command.ts';
import { nextCommand, nodeCommand, packageScript } from '../node/node-command.ts';
import { fileName } from '../reader.ts';
import { traefikCommand } from '../traefik/traefik-reader.ts';
import { type Command, type CommandReader, option, portOf, unwrapShell } from './command.ts';
import { environmentSettings } from './environment.ts';
import { gunicornCommand } from './gunicorn.ts';
import { pumaCommand } from './puma.ts';
import { hypercornCommand, uvicornCommand } from './uvicorn.ts';

const programs: Readonly<Record<string, CommandReader>> = {
  gunicorn: gunicornCommand,
  uvicorn: uvicornCommand,
  hypercorn: hypercornCommand,
  puma: pumaCommand,
  node: nodeCommand,
  'ts-node': nodeCommand,
  tsx: nodeCommand,
  nodemon: nodeCommand,
  next: nextCommand,
  traefik: traefikCommand,
};

/** A server with nothing on its command line that matters here: its product, and the port that it has by itself. */
const plainPrograms: Readonly<Record<string, readonly [product: string, port: number]>> = {
  'catalina.sh': ['tomcat', 8080],
  'httpd-foreground': ['apache-httpd', 80],
  'apache2-foreground': ['apache-httpd', 80],
  apache2ctl: ['apache-httpd', 80],
  unicorn: ['unicorn', 8080],
  flask: ['werkzeug', 5000],
  dotnet: ['kestrel', 8080],
};

export interface Container {
  hop: HopDraft;
  /** A server was recognised in the command, not only in the name of the image. */
  isStarted: boolean;
}

/** What a container is: by its command, or else by its image; "unknown" where neither says. */
export function containerHop(command: Command, image: string): Container {
  const known = imageProduct(image);
  const line = command.words[0]?.line ?? 1;
  // The image of Traefik has the program as its entry point: flags alone follow.
  const words = known?.product === 'traefik' ? [{ text: 'traefik', line }, ...command.words] : command.words;
  const started = commandHop({ ...command, words });
  const hop = started ?? hopDraft('', known?.product ?? 'unknown', { file: command.file, line });
  if (started === undefined) environmentSettings(hop, command.environment, command.warnings);
  const isStarted = started !== undefined;
  if (known?.version === undefined || known.product !== hop.product) return { hop, isStarted };
  return { hop: { ...hop, version: known.version }, isStarted };
}

/** The hop that a command starts; undefined where no server is recognised in it. */
function commandHop(command: Command, depth = 0): HopDraft | undefined {
  const variables: Variables = new Map([...command.environment].map(([name, { text }]) => [name, text]));
  const words = unwrapShell(command.words, variables);
  let at = 0;
  for (const [index, { text }] of words.entries()) {
    if (separator.test(text)) at = index + 1;
    const program = fileName(text);
    if (!startsServer(program) || speaksOf.test(fileName(words[at]?.text ?? ''))) continue;
    const rest = { ...command, words: untilSeparator(words.slice(index)) };
    const hop = programHop(program, rest, depth);
    if (hop !== undefined) return hop;
  }
  return javaCommand(command);
}

const separator = /^(?:&&|\|\||[;|&])$/;

/** Commands that have the name of a server among their words and start none. */
const speaksOf =
  /^(?:pip3?|pipx|apt|apt-get|apk|yum|dnf|gem|echo|printf|which|command|type|pkill|killall|test|\[|cp|mv|rm|ln|cat|chmod|chown)$/;

const scripts = /^(?:npm|yarn|pnpm)$/;

function startsServer(program: string): boolean {
  return (
    Object.hasOwn(programs, program) ||
    Object.hasOwn(plainPrograms, program) ||
    scripts.test(program) ||
    /^(?:rails|fastapi)$/.test(program)
  );
}

function programHop(program: string, command: Command, depth: number): HopDraft | undefined {
  if (Object.hasOwn(programs, program)) return programs[program]?.(command);
  const [product, port] = (Object.hasOwn(plainPrograms, program) && plainPrograms[program]) || [];
  if (product !== undefined && port !== undefined) return plainHop(product, command, port);
  if (scripts.test(program)) return packageHop(command, depth);
  if (program === 'fastapi') return uvicornCommand(command);
  return /^(?:s|server)$/.test(command.words[1]?.text ?? '') ? pumaCommand(command) : undefined;
}

/** A script may start another one, but not for ever. */
function packageHop(command: Command, depth: number): HopDraft {
  const script = packageScript(command);
  if (script === undefined || depth > 3) return nodeCommand({ ...command, words: command.words.slice(0, 1) });
  return (
    commandHop({ ...command, ...script }, depth + 1) ??
    hopDraft('node', 'node', { file: script.file, line: script.words[0]?.line ?? 1 })
  );
}

function plainHop(product: string, command: Command, usualPort: number): HopDraft {
  const hop = hopDraft(product, product, { file: command.file, line: command.words[0]?.line ?? 1 });
  hop.listens.push({ port: portOf(option(command, '--port', '-p')?.text ?? '') ?? usualPort });
  return hop;
}

function untilSeparator(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex(({ text }) => separator.test(text));
  return end < 0 ? words : words.slice(0, end);
}

/** The last part of an image's name, and what it is: "bitnami/nginx:1.27" is nginx 1.27. */
const imageProducts: readonly (readonly [pattern: RegExp, product: string])[] = [
  [/^(?:nginx|nginx-unprivileged|openresty)$/, 'nginx'],
  [/^haproxy(?:-alpine)?$/, 'haproxy'],
  [/^traefik$/, 'traefik'],
  [/^caddy$/, 'caddy'],
  [/^envoy$/, 'envoy'],
  [/^(?:httpd|apache|apache2)$/, 'apache-httpd'],
  [/^tomcat$/, 'tomcat'],
  [/^jetty$/, 'jetty'],
  [/^(?:nginx-ingress-controller|controller)$/, 'ingress-nginx'],
  [/^varnish$/, 'varnish'],
  [/^kong$/, 'kong'],
  [/^node$/, 'node'],
];

interface ImageProduct {
  product: string;
  version?: string;
}

function imageProduct(image: string): ImageProduct | undefined {
  const [path = '', tag = ''] = /^(.*?)(?::([\w.-]+))?(?:@.*)?$/.exec(image)?.slice(1) ?? [];
  const name = fileName(path);
  const product = imageProducts.find(([pattern]) => pattern.test(name))?.[1];
  if (product === undefined || (product === 'ingress-nginx' && !path.includes('ingress'))) return undefined;
  const version = /^v?(\d+(?:\.\d+){0,2})/.exec(tag)?.[1];
  return version === undefined ? { product } : { product, version };
}
