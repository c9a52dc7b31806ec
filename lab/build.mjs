/** What the scenarios share: certificates, pages to serve, compiled clients and servers. Made once, in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const LAB = dirname(fileURLToPath(import.meta.url));
export const BUILD = join(tmpdir(), 'whyreset-lab', 'build');
const JARS = '/usr/share/java';

const classPath = (jars) => [BUILD, ...jars.map((jar) => `${JARS}/${jar}.jar`)].join(':');

export const CLASS_PATHS = {
  clients: classPath(['httpclient', 'httpcore', 'commons-logging', 'commons-codec']),
  tomcat: classPath(
    [
      'catalina',
      'coyote',
      'util',
      'util-scan',
      'api',
      'juli',
      'jni',
      'servlet-api',
      'jsp-api',
      'el-api',
      'jasper',
      'jaspic-api',
      'annotations-api',
    ].map((jar) => `tomcat10-${jar}`),
  ),
  jetty: classPath(['jetty9-server', 'jetty9-http', 'jetty9-io', 'jetty9-util', 'servlet-api']),
};

/** Pages and certificates: all that servers need which are not compiled. */
export function buildFiles() {
  mkdirSync(join(BUILD, 'www'), { recursive: true });
  const page = (bytes) => 'The lab serves this page. '.repeat(Math.ceil(bytes / 26)).slice(0, bytes);
  for (const [name, bytes] of Object.entries({ ok: 320, page: 20_000, big: 3_000_000 })) {
    writeFileSync(join(BUILD, 'www', name), page(bytes));
  }
  if (!existsSync(join(BUILD, 'both.pem'))) makeCertificate();
}

/** Builds what is missing. */
export function build() {
  buildFiles();
  compile('go', 'go-client', [
    'go',
    'build',
    '-o',
    join(BUILD, 'go-client'),
    join(LAB, 'clients/go-client.go'),
  ]);
  compile('go', 'go-server', [
    'go',
    'build',
    '-o',
    join(BUILD, 'go-server'),
    join(LAB, 'servers/go-server.go'),
  ]);
  const javac = (classPath, source) => ['javac', '-nowarn', '-cp', classPath, '-d', BUILD, join(LAB, source)];
  compile('javac', 'JavaClient.class', javac(CLASS_PATHS.clients, 'clients/JavaClient.java'));
  compile('javac', 'TomcatServer.class', javac(CLASS_PATHS.tomcat, 'servers/TomcatServer.java'));
  compile('javac', 'JettyServer.class', javac(CLASS_PATHS.jetty, 'servers/JettyServer.java'));
}

function compile(tool, result, argv) {
  if (existsSync(join(BUILD, result))) return;
  try {
    execFileSync(argv[0], argv.slice(1), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, GOCACHE: join(BUILD, 'go-cache'), GO111MODULE: 'off' },
    });
  } catch (error) {
    console.error(
      `${tool} could not build ${result}: its scenarios will fail\n${error.stderr ?? error.message}`,
    );
  }
}

/** RSA 2048 with a chain, so that the server's handshake flight is larger than one segment, as it is in practice. */
function makeCertificate() {
  const openssl = (...argv) => execFileSync('openssl', argv, { cwd: BUILD, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    '-subj',
    '/CN=lab authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=service.lab',
    '-keyout',
    'key.pem',
    '-out',
    'request.pem',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'request.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '3650',
    '-out',
    'leaf.pem',
  );
  execFileSync('/bin/sh', ['-c', 'cat leaf.pem ca.pem > cert.pem; cat cert.pem key.pem > both.pem'], {
    cwd: BUILD,
  });
  openssl(
    'pkcs12',
    '-export',
    '-in',
    'cert.pem',
    '-inkey',
    'key.pem',
    '-passout',
    'pass:labpass',
    '-out',
    'keystore.p12',
  );
}
