/**
 * How each server program is started. An entry takes {address, port, tls, idleTimeoutS, ...} and the run's folder,
 * and returns {argv, files, env}: configuration files are written into the folder first.
 */
import { join } from 'node:path';
import { BUILD, CLASS_PATHS, LAB } from '../build.mjs';
import { proxies } from './proxies.mjs';

const CERT = join(BUILD, 'cert.pem');
const KEY = join(BUILD, 'key.pem');
const isV6 = (address) => address.includes(':');
const hostPort = ({ address, port }) => (isV6(address) ? `[${address}]:${port}` : `${address}:${port}`);
const json = (options) => JSON.stringify({ cert: CERT, key: KEY, ...options });

export const servers = {
  ...proxies,

  node: (o) => ({ argv: [process.execPath, join(LAB, 'servers/app.mjs'), json(o)] }),
  nodeH2: (o) => ({ argv: [process.execPath, join(LAB, 'servers/h2-app.mjs'), json(o)] }),
  go: (o) => ({ argv: [join(BUILD, 'go-server'), json(o)] }),
  raw: (o) => ({ argv: ['/usr/bin/python3', join(LAB, 'servers/raw_server.py'), json(o)] }),

  tomcat: (o, dir) => ({
    argv: [
      'java',
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      CLASS_PATHS.tomcat,
      'TomcatServer',
      `dir=${dir}`,
      `address=${o.address}`,
      `port=${o.port}`,
      `keepAliveTimeout=${(o.idleTimeoutS ?? 20) * 1000}`,
      `connectionTimeout=${(o.headersTimeoutS ?? 20) * 1000}`,
      `maxSwallowSize=${o.maxSwallowSize ?? 2097152}`,
      `maxKeepAliveRequests=${o.requestLimit ?? -1}`,
      ...(o.tls ? [`tls=${o.tls}`, `keystore=${join(BUILD, 'keystore.p12')}`] : []),
    ],
  }),

  jetty: (o) => ({
    argv: [
      'java',
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      CLASS_PATHS.jetty,
      'JettyServer',
      `address=${o.address}`,
      `port=${o.port}`,
      `idleTimeout=${(o.idleTimeoutS ?? 30) * 1000}`,
      ...(o.tls ? [`tls=${o.tls}`, `keystore=${join(BUILD, 'keystore.p12')}`] : []),
    ],
  }),

  apache: (o, dir) => ({
    files: {
      'httpd.conf': `
ServerRoot ${dir}
PidFile ${dir}/httpd.pid
ServerName service.lab
Listen ${hostPort(o)}
${['mpm_event', 'authz_core', 'reqtimeout', ...(o.tls ? ['socache_shmcb', 'ssl'] : []), ...(o.http2 ? ['http2'] : [])].map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`).join('\n')}
ErrorLog ${dir}/error.log
DocumentRoot ${BUILD}/www
<Directory ${BUILD}/www>
  Require all granted
</Directory>
User nobody
Group nogroup
KeepAlive On
${o.extra ?? ''}
${o.http2 ? `Protocols ${o.tls ? 'h2' : 'h2c'} http/1.1` : ''}
MaxKeepAliveRequests ${o.requestLimit ?? 0}
KeepAliveTimeout ${o.idleTimeoutS ?? 5}
Timeout ${o.timeoutS ?? 60}
RequestReadTimeout header=${o.headersTimeoutS ?? 20} body=${o.bodyTimeoutS ?? 20}
${o.limitRequestBody ? `LimitRequestBody ${o.limitRequestBody}` : ''}
${o.tls ? `SSLEngine on\nSSLProtocol -all +TLSv${o.tls}\nSSLCertificateFile ${CERT}\nSSLCertificateKeyFile ${KEY}\nSSLSessionCache none` : ''}
`,
    },
    argv: ['/usr/sbin/apache2', '-D', 'FOREGROUND', '-f', join(dir, 'httpd.conf')],
  }),

  lighttpd: (o, dir) => ({
    files: {
      'lighttpd.conf': `
server.document-root = "${BUILD}/www"
server.bind = "${isV6(o.address) ? `[${o.address}]` : o.address}"
server.port = ${o.port}
${isV6(o.address) ? 'server.use-ipv6 = "enable"' : ''}
server.errorlog = "${dir}/error.log"
server.max-keep-alive-idle = ${o.idleTimeoutS ?? 5}
server.max-keep-alive-requests = ${o.requestLimit ?? 10000}
server.max-read-idle = ${o.headersTimeoutS ?? 60}
server.max-write-idle = ${o.writeTimeoutS ?? 360}
mimetype.assign = ( "" => "text/plain" )
${o.tls ? `server.modules += ( "mod_openssl" )\nssl.engine = "enable"\nssl.pemfile = "${CERT}"\nssl.privkey = "${KEY}"\nssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv${o.tls}", "MaxProtocol" => "TLSv${o.tls}")` : ''}
`,
    },
    argv: ['/usr/sbin/lighttpd', '-D', '-f', join(dir, 'lighttpd.conf')],
  }),

  caddy: (o, dir) => ({
    files: {
      Caddyfile: `
{
  admin off
  auto_https off
  storage file_system ${dir}
  servers {
    protocols h1${o.http2 ? (o.tls ? ' h2' : ' h2c') : ''}
    timeouts {
      idle ${o.idleTimeoutS ?? 300}s
      ${o.headersTimeoutS ? `read_header ${o.headersTimeoutS}s` : ''}
    }
  }
}
${o.tls ? 'https' : 'http'}://${o.name ?? ''}:${o.port} {
  bind ${o.address}
  ${o.tls ? `tls ${CERT} ${KEY} {\n    protocols tls${o.tls} tls${o.tls}\n  }` : ''}
  request_body {
    max_size ${o.bodyLimit ?? 100_000_000}
  }
  root * ${BUILD}/www
  ${o.appPort ? `reverse_proxy 127.0.0.1:${o.appPort}` : 'file_server'}
}
`,
    },
    argv: ['/usr/bin/caddy', 'run', '--adapter', 'caddyfile', '--config', join(dir, 'Caddyfile')],
    env: { HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir },
  }),

  gunicorn: (o, dir) => ({
    argv: [
      '/usr/bin/gunicorn',
      '--chdir',
      join(LAB, 'servers'),
      '-b',
      hostPort(o),
      '-k',
      o.worker ?? 'gthread',
      '--workers',
      String(o.workers ?? 1),
      '--threads',
      o.worker === 'sync' ? '1' : '60',
      '--worker-connections',
      '200',
      '--keep-alive',
      String(o.idleTimeoutS ?? 2),
      '--timeout',
      String(o.workerTimeoutS ?? 60),
      '--graceful-timeout',
      '2',
      '--worker-tmp-dir',
      dir,
      ...(o.tls ? ['--certfile', CERT, '--keyfile', KEY, '--ciphers', 'DEFAULT'] : []),
      'wsgi_app:app',
    ],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  }),

  uvicorn: (o) => ({
    argv: [
      '/usr/bin/uvicorn',
      '--app-dir',
      join(LAB, 'servers'),
      '--host',
      o.address,
      '--port',
      String(o.port),
      '--timeout-keep-alive',
      String(o.idleTimeoutS ?? 5),
      '--no-access-log',
      ...(o.tls ? ['--ssl-certfile', CERT, '--ssl-keyfile', KEY] : []),
      'wsgi_app:asgi',
    ],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  }),

  puma: (o, dir) => ({
    files: {
      'puma.rb': `
bind "${o.tls ? `ssl://${hostPort(o)}?cert=${CERT}&key=${KEY}` : `tcp://${hostPort(o)}`}"
threads 1, 32
persistent_timeout ${o.idleTimeoutS ?? 20}
first_data_timeout ${o.headersTimeoutS ?? 30}
environment "production"
rackup "${join(LAB, 'servers/config.ru')}"
`,
    },
    argv: ['/usr/bin/puma', '-C', join(dir, 'puma.rb')],
    env: { HOME: dir },
  }),
};
