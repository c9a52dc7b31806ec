/**
 * Which product speaks, from the fields it sends: Server and Via (RFC 9110 sections 10.2.4 and 7.6.3) and User-Agent
 * (section 10.1.5). The values are untrusted; they are only ever matched against the closed list below.
 */

/** First match wins: the more specific product stands before the one whose name it contains. */
type Rule = readonly [pattern: RegExp, product: string];

const servers: readonly Rule[] = [
  [/^istio-envoy\b/i, 'istio'],
  [/^envoy\b/i, 'envoy'],
  [/^awselb\//i, 'aws-alb'],
  [/^(nginx|openresty|tengine)\b/i, 'nginx'],
  [/^apache-coyote\b|^apache tomcat\b/i, 'tomcat'],
  [/^apache(\/|\s|$)/i, 'apache-httpd'],
  [/^microsoft-(iis|httpapi)\//i, 'iis'],
  [/^microsoft-azure-application-gateway\b/i, 'azure-application-gateway'],
  [/^kestrel$/i, 'kestrel'],
  [/^gunicorn\b/i, 'gunicorn'],
  [/^uvicorn\b/i, 'uvicorn'],
  [/^hypercorn\b/i, 'hypercorn'],
  [/\baiohttp\//i, 'aiohttp'],
  [/^tornadoserver\//i, 'tornado'],
  [/^werkzeug\//i, 'werkzeug'],
  [/^wsgiserver\//i, 'django'],
  [/^webrick\//i, 'webrick'],
  [/^puma\b/i, 'puma'],
  [/^jetty\b/i, 'jetty'],
  [/^(undertow|wildfly|jboss-eap)\b/i, 'undertow'],
  [/^caddy\b/i, 'caddy'],
  [/^lighttpd\b/i, 'lighttpd'],
  [/^varnish\b/i, 'varnish'],
  [/^squid\b/i, 'squid'],
  [/^kong\b/i, 'kong'],
  [/^cloudflare\b/i, 'cloudflare'],
  [/^cloudfront\b/i, 'cloudfront'],
  [/^akamai/i, 'akamai'],
  [/^(google frontend|gws|gfe)\b/i, 'gcp-lb'],
  [/^big-?ip$/i, 'f5-big-ip'],
  [/^fly\//i, 'fly-io'],
];

/** The part of a Via entry after the protocol version: a pseudonym, a host, or a product in a comment. */
const gateways: readonly Rule[] = [
  [/\bvarnish\b/i, 'varnish'],
  [/\bsquid\b/i, 'squid'],
  [/\bcloudfront\b/i, 'cloudfront'],
  [/\bvegur\b|\bheroku-router\b/i, 'heroku'],
  [/\bkong\//i, 'kong'],
  [/\bcaddy\b/i, 'caddy'],
  [/\bfly\.io\b/i, 'fly-io'],
  [/\bnetscaler\b|\bns-cache\b/i, 'netscaler'],
  [/^google$/i, 'gcp-lb'],
];

const clients: readonly Rule[] = [
  [/^go-http-client\//i, 'go-http-client'],
  [/^java-http-client\//i, 'java-httpclient'],
  [/^java\/\d/i, 'java-httpurlconnection'],
  [/^apache-http(async)?client\/5/i, 'apache-httpclient5'],
  [/^apache-http(async)?client\/(4|unavailable)/i, 'apache-httpclient4'],
  [/^okhttp\//i, 'okhttp'],
  [/^reactornetty\//i, 'reactor-netty'],
  [/^jersey\//i, 'jersey'],
  [/^jetty\//i, 'jetty-httpclient'],
  [/^python-(requests|urllib3)\//i, 'python-requests'],
  [/^python-urllib\//i, 'python-urllib'],
  [/^python-httpx\//i, 'httpx'],
  [/\baiohttp\//i, 'aiohttp'],
  [/^tornado\//i, 'tornado'],
  [/^(undici|node)$/i, 'undici'],
  [/^axios\//i, 'axios'],
  [/^got[ /(]/i, 'got'],
  [/^(node-fetch|node-superagent)\b/i, 'node-http-agent'],
  [/^(lib)?curl\//i, 'curl'],
  [/^guzzlehttp\/|^php-soap\/|^symfony httpclient\b/i, 'php'],
  [/^faraday\b/i, 'faraday'],
  [/^http\.rb\//i, 'http-rb'],
  [/^ruby$|^rest-client\//i, 'ruby'],
  [/^reqwest\//i, 'reqwest'],
  [/^hyper\//i, 'hyper'],
  [/^awc\//i, 'awc'],
  [/^dart\//i, 'dart'],
  [/\bgrpc-go\//i, 'grpc-go'],
  [/\bgrpc-dotnet\//i, 'dotnet'],
  [/\bgrpc-(c|c\+\+|python|ruby|php)\//i, 'grpc-core'],
  [/^restsharp\//i, 'dotnet'],
  [/^layer7-securespan-gateway\//i, 'layer7-gateway'],
  [/^elb-healthchecker\//i, 'aws-alb'],
  [/^googlehc\//i, 'gcp-lb'],
  [/^amazon cloudfront$/i, 'cloudfront'],
  [/\btrident\/|\bmsie /i, 'wininet'],
  [/\bfirefox\//i, 'firefox'],
  [/\bchrome\/|\bchromium\//i, 'chrome'],
];

/** Fields are cut here before matching: no product needs more, and the time stays bounded. */
const longestField = 256;

/**
 * The product at the other end of the connection that carried this response. Each gateway adds itself at the end of
 * Via, so the last entry is the peer, and Server may be that of the origin behind it.
 */
export function recogniseServer(serverHeader: string, viaHeader?: string): string | undefined {
  const peer = viaHeader
    ?.slice(-longestField)
    .split(',')
    .at(-1)
    ?.trim()
    .replace(/^(?:[a-z]+\/)?\d(?:\.\d)?\s+/i, '');
  if (peer) return firstMatch(gateways, peer);
  return firstMatch(servers, serverHeader.trim());
}

/** The product that sent this request. */
export function recogniseClient(userAgent: string): string | undefined {
  return firstMatch(clients, userAgent.trim());
}

function firstMatch(rules: readonly Rule[], field: string): string | undefined {
  const text = field.slice(0, longestField);
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
