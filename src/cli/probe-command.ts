/** `whyreset probe`: asks a server how it treats connections. */
import { Command, Option } from 'commander';
import type { FixedAddress, OtherPlace } from '../node/probe-target.ts';
import type { ProxyServer } from '../node/proxy-server.ts';
import {
  collectConnectTo,
  collectHeader,
  collectResolve,
  parseCount,
  parseMethod,
  parseProxyOption,
  parseRate,
  type TlsFiles,
} from './probe-options.ts';
import { parseDuration } from './set-request.ts';
import type { GlobalOptions } from './terminal.ts';

export interface ProbeCommandOptions extends GlobalOptions, TlsFiles {
  json?: boolean;
  markdown?: boolean;
  client?: string;
  compare?: string;
  pcap?: string;
  maxIdle: number;
  maxRequests?: number;
  slow?: boolean;
  race?: boolean;
  yes?: boolean;
  limitConnections?: number;
  gentle?: boolean;
  rate?: number;
  method: string;
  header?: [string, string][];
  resolve?: FixedAddress[];
  connectTo?: OtherPlace[];
  proxy?: ProxyServer;
  unixSocket?: string;
  allAddresses?: boolean;
  ipv4?: boolean;
  ipv6?: boolean;
}

const examples = `
A probe is a guest: at most 20 connections, 50 requests a second and 400 in all for a host, every one a GET or HEAD of
the given path, and nothing that looks like an attack without its option. It ends by itself: a server that closes idle
connections after T seconds is known after T and three seconds; one that never does after --max-idle. No connection
takes longer than 7 s, no response longer than 10 s. Ctrl-C prints what is known by then.

Examples:
  $ whyreset probe https://api.example.com/health --client dotnet,java,undici,go
  $ whyreset probe http://10.0.3.7:8080/ --max-idle 10m      look further than 130 s
  $ whyreset probe https://api.example.com/ --slow           also the timeouts for headers and bodies
  $ whyreset probe http://app:8080/ --compare https://api.example.com/      behind the proxy, and through it
  $ whyreset probe https://api.example.com/ --connect-to ::10.0.3.7:8443    one instance, past the load balancer
  $ whyreset probe https://api.example.com/ --pcap probe.pcap && whyreset probe.pcap
  $ whyreset probe https://api.example.com/ --json | jq .idleTimeout

Exit codes: 0 probed; 2 usage, or a URL that makes no sense; 3 a server could not be probed at all.`;

export function probeCommand(): Command {
  return new Command('probe')
    .description(
      'ask a server: what HTTP it speaks, how long it keeps connections, how it hangs up, what to set',
    )
    .argument('<url...>', 'http:// or https:// URLs of a page that is quick and harmless to fetch')
    .option('--json', 'print the document of schema/probe.schema.json, one a line')
    .option('--markdown', 'print a report for a ticket')
    .option('--client <products>', 'print what to set for these clients: dotnet,java,go,nginx')
    .option('--compare <url>', 'probe this one too, and show the differences')
    .option('--pcap <file>', "write the probe's own traffic, with tcpdump")
    .optionsGroup('How far:')
    .option('--max-idle <duration>', 'the longest idle time to try', parseDuration, 130)
    .option(
      '--max-requests <n>',
      'requests on one connection (default: 110, as far as time allows)',
      parseCount,
    )
    .option('--slow', 'also send requests that stop in the middle, to see how long the server waits')
    .option(
      '--race',
      'also reuse connections at the moment of the close, to show that requests get lost; asks first',
    )
    .option('--yes', 'do not ask')
    .option('--limit-connections <n>', 'also open this many connections at once', parseCount)
    .option('--gentle', 'a tenth of the connections and requests')
    .option('--rate <n>', 'requests a second (default: 50)', parseRate)
    .optionsGroup('What to send:')
    .option('--method <method>', 'the method of all requests', parseMethod, 'GET')
    .option('-H, --header <field>', '"Name: value", as often as wanted', collectHeader)
    .optionsGroup('Where to:')
    .option('--all-addresses', 'probe every address of the name, not only the first')
    .addOption(new Option('-4, --ipv4', 'IPv4 only').conflicts('ipv6'))
    .option('-6, --ipv6', 'IPv6 only')
    .option('--resolve <host:port:addr>', 'use this address for that host and port', collectResolve)
    .option('--connect-to <h1:p1:h2:p2>', 'connect to h2:p2 instead of h1:p1', collectConnectTo)
    .option('--proxy <url>', 'http://HOST:PORT (CONNECT) or socks5://HOST:PORT', parseProxyOption)
    .option('--unix-socket <path>', 'connect to this Unix socket')
    .optionsGroup('TLS:')
    .option('-k, --insecure', 'accept any certificate')
    .option('--cacert <file>', 'trust these issuers (PEM)')
    .option('--cert <file>', 'client certificate (PEM)')
    .option('--key <file>', 'its key, where it is not in the same file')
    .addHelpText('after', examples)
    .action(async (urls: string[], _options: unknown, command: Command) => {
      const { probeAll } = await import('./probe-session.ts');
      await probeAll(urls, command.optsWithGlobals<ProbeCommandOptions>());
    });
}
