/** The reverse proxies among the servers: they serve pages themselves, or pass requests on to `upstream` (host:port). */
import { join } from 'node:path';
import { BUILD } from '../build.mjs';

const CERT = join(BUILD, 'cert.pem');
const KEY = join(BUILD, 'key.pem');
const BOTH = join(BUILD, 'both.pem');
const hostPort = ({ address, port }) =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const nginxMain = (dir) => `
daemon off;
worker_processes 1;
user nobody nogroup;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log info;
events { worker_connections 4000; }
`;

/** nginx over HTTP: static pages, or `upstream` with its own keep-alive; `extra` are further directives. */
function nginx(o, dir) {
  const location = o.upstream
    ? `location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_read_timeout ${o.responseTimeoutS ?? 60}s; proxy_next_upstream ${o.nextUpstream ?? 'off'}; proxy_buffering ${o.buffering ?? 'on'}; }`
    : `location / { root ${BUILD}/www; default_type text/plain; error_page 405 =200 $uri; }`;
  return {
    files: {
      'nginx.conf': `${nginxMain(dir)}
http {
  access_log ${dir}/access.log;
  client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy; fastcgi_temp_path ${dir}/fcgi; uwsgi_temp_path ${dir}/uwsgi; scgi_temp_path ${dir}/scgi;
  keepalive_timeout ${o.idleTimeoutS ?? 75}s;
  keepalive_requests ${o.requestLimit ?? 100000};
  client_header_timeout ${o.headersTimeoutS ?? 60}s;
  client_body_timeout ${o.bodyTimeoutS ?? 60}s;
  send_timeout ${o.sendTimeoutS ?? 60}s;
  client_max_body_size ${o.bodyLimit ?? '100m'};
  lingering_close ${o.lingeringClose ?? 'on'};
  ${o.upstream ? `upstream app { server ${o.upstream}; keepalive 64; keepalive_timeout ${o.upstreamIdleTimeoutS ?? 60}s; }` : ''}
  server {
    listen ${hostPort(o)}${o.tls ? ' ssl' : ''}${o.http2 ? ' http2' : ''}${o.deferred ? ' deferred' : ''} backlog=1024;
    server_name ${o.name ?? '_'};
    ${o.tls ? `ssl_certificate ${CERT}; ssl_certificate_key ${KEY}; ssl_protocols TLSv${o.tls}; ssl_session_cache off;` : ''}
    ${o.extra ?? ''}
    ${location}
  }
  ${o.extraServer ?? ''}
}
`,
    },
    argv: ['/usr/sbin/nginx', '-c', join(dir, 'nginx.conf'), '-p', dir, '-e', join(dir, 'error.log')],
  };
}

/** nginx as a TCP proxy. */
function nginxStream(o, dir) {
  return {
    files: {
      'nginx.conf': `load_module /usr/lib/nginx/modules/ngx_stream_module.so;${nginxMain(dir)}
stream { server { listen ${hostPort(o)}; proxy_pass ${o.upstream}; proxy_timeout ${o.idleTimeoutS ?? 600}s; proxy_connect_timeout 5s; } }
`,
    },
    argv: ['/usr/sbin/nginx', '-c', join(dir, 'nginx.conf'), '-p', dir, '-e', join(dir, 'error.log')],
  };
}

/** HAProxy: `mode` http (default) or tcp. Without `upstream` it answers by itself. */
function haproxy(o, dir) {
  const mode = o.mode ?? 'http';
  const bind = `bind ${o.address}:${o.port}${o.tls ? ` ssl crt ${BOTH} ssl-min-ver TLSv${o.tls} ssl-max-ver TLSv${o.tls} ${o.http2 ? 'alpn h2,http/1.1' : ''}` : o.http2 ? ' proto h2' : ''} ${o.bindExtra ?? ''}`;
  const answer =
    'http-request return status 200 content-type text/plain string "HAProxy serves this page by itself, and it is long enough to be a message of the lab. It has no other purpose."';
  return {
    files: {
      'haproxy.cfg': `
global
  maxconn 4000
defaults
  mode ${mode}
  timeout connect 4s
  timeout client ${o.clientTimeoutS ?? 60}s
  timeout server ${o.serverTimeoutS ?? 60}s
  ${mode === 'http' ? `timeout http-keep-alive ${o.idleTimeoutS ?? 60}s\n  timeout http-request ${o.headersTimeoutS ?? 60}s` : ''}
  ${o.extra ?? ''}
frontend lab
  ${bind}
  ${o.upstream ? 'default_backend app' : answer}
${o.upstream ? `backend app\n  ${o.backendExtra ?? ''}\n  server app1 ${o.upstream} ${o.serverExtra ?? ''}` : ''}
`,
    },
    argv: ['/usr/sbin/haproxy', '-db', '-f', join(dir, 'haproxy.cfg')],
  };
}

/** Varnish in front of `upstream`. */
function varnish(o, dir) {
  const [host, port] = o.upstream.split(':');
  return {
    files: {
      'default.vcl': `vcl 4.1;\nbackend app { .host = "${host}"; .port = "${port}"; .first_byte_timeout = ${o.responseTimeoutS ?? 60}s; }\n`,
    },
    argv: [
      '/usr/sbin/varnishd',
      '-F',
      '-n',
      join(dir, 'varnish'),
      '-a',
      hostPort(o),
      '-f',
      join(dir, 'default.vcl'),
      '-s',
      'malloc,32m',
      '-p',
      `timeout_idle=${o.idleTimeoutS ?? 5}`,
      '-j',
      'none',
      '-p',
      'thread_pools=1',
      '-p',
      'thread_pool_min=20',
    ],
  };
}

/** socat: one process a connection, as simple as a TCP proxy can be. -T is its idle timeout. */
function socat(o) {
  const family = o.address.includes(':') ? 'TCP6' : 'TCP4';
  return {
    argv: [
      '/usr/bin/socat',
      '-T',
      String(o.idleTimeoutS ?? 600),
      `${family}-LISTEN:${o.port},bind=${o.address.includes(':') ? `[${o.address}]` : o.address},fork,reuseaddr,backlog=200`,
      `TCP:${o.upstream}`,
    ],
  };
}

export const proxies = { nginx, nginxStream, haproxy, varnish, socat };
