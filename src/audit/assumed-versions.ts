/**
 * The version whose defaults are taken where nobody says which one runs: the release line that is most likely to be in
 * use, not the newest. A line where a default changed matters: nginx keeps upstream connections by itself only since
 * 1.29.7, and to assume that of everybody would raise alarms about connections that do not exist.
 */
const versions: Readonly<Record<string, string>> = {
  nginx: '1.28',
  'ingress-nginx': '1.12',
  haproxy: '3.0',
  envoy: '1.34',
  istio: '1.26',
  traefik: '3.4',
  caddy: '2.10',
  'apache-httpd': '2.4',
  tomcat: '10.1',
  'spring-boot': '3.5',
  jetty: '12',
  gunicorn: '23',
  uvicorn: '0.35',
  puma: '6',
  node: '22',
  'node-http-agent': '22',
  undici: '7',
};

export function assumedVersion(product: string): string {
  return versions[product] ?? 'current';
}
