/** Names and versions of the server programs, as the installed Debian packages tell them. */
import { execFileSync } from 'node:child_process';

const PACKAGES = {
  nginx: ['nginx', 'nginx-light'],
  nginxStream: ['nginx stream proxy', 'nginx-light'],
  haproxy: ['HAProxy', 'haproxy'],
  apache: ['Apache httpd', 'apache2'],
  lighttpd: ['lighttpd', 'lighttpd'],
  caddy: ['Caddy', 'caddy'],
  varnish: ['Varnish', 'varnish'],
  gunicorn: ['gunicorn', 'gunicorn'],
  uvicorn: ['uvicorn', 'uvicorn'],
  puma: ['Puma', 'puma'],
  tomcat: ['Tomcat', 'libtomcat10-java'],
  jetty: ['Jetty', 'jetty9'],
  socat: ['socat', 'socat'],
  go: ['Go net/http', 'golang-go'],
};
const known = new Map([
  ['nodeH2', `Node.js http2 ${process.versions.node}`],
  ['node', `Node.js ${process.versions.node}`],
  ['raw', 'Python over its own sockets'],
]);

export function softwareOf(program) {
  if (!known.has(program)) known.set(program, askDebian(...PACKAGES[program]));
  return known.get(program);
}

function askDebian(title, name) {
  const status = execFileSync('dpkg', ['-s', name], { encoding: 'utf8' });
  const version = /^Version: (?:\d+:)?([\d.]+)/m.exec(status)?.[1] ?? '';
  return `${title} ${version}`;
}
