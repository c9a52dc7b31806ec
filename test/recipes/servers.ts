/** How to run each server with a recipe in it: the rest of its configuration, and its command. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryWith, freePort, listening, type Running, start } from './programs.ts';

export interface ServerProgram {
  product: string;
  needs: readonly string[];
  /** Everything around the snippet. */
  configure(
    snippet: string,
    port: number,
    backend: number,
  ): { files: Record<string, string>; command: string };
  env?: Record<string, string>;
}

/** Starts the server with the snippet in its configuration. */
export async function serve(
  program: ServerProgram,
  snippet: string,
  backend = 9,
): Promise<{ port: number; running: Running; directory: string }> {
  const port = await freePort();
  const { files, command } = program.configure(snippet, port, backend);
  const directory = directoryWith(files);
  const running = start(command, directory, program.env);
  await listening(port, running);
  return { port, running, directory };
}

const nginx: ServerProgram = {
  product: 'nginx',
  needs: ['nginx'],
  configure: (snippet, port, backend) => {
    const text = snippet.replace('10.0.0.5:8080', `127.0.0.1:${backend}`);
    const listen = text.startsWith('listen')
      ? text.replace('listen 80', `listen 127.0.0.1:${port}`)
      : `listen 127.0.0.1:${port};`;
    const whole = text.includes('server {')
      ? text.replace('server {\n    location', `server {\n    listen 127.0.0.1:${port};\n    location`)
      : `server { ${listen} ${text.startsWith('listen') ? '' : text}\n location / { ${nginxLocation(text)} } }`;
    return {
      files: {
        'nginx.conf': `daemon off; master_process off; pid nginx.pid; error_log stderr; events { }
http { access_log off; upstream ${text.includes('upstream app') ? 'unused' : 'app'} { server 127.0.0.1:${backend}; keepalive 4; } client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
${whole}
}`,
      },
      command: 'exec nginx -p "$PWD" -c nginx.conf -e stderr',
    };
  },
};

function nginxLocation(snippet: string): string {
  if (!/proxy_/.test(snippet)) return 'return 200 ok;';
  const keep = snippet.includes('Connection') ? '' : 'proxy_set_header Connection "";';
  return `proxy_http_version 1.1; ${keep} proxy_pass http://app;`;
}

const apache: ServerProgram = {
  product: 'apache-httpd',
  needs: ['apache2', '/usr/lib/apache2/modules/mod_proxy_http.so'],
  configure: (snippet, port, backend) => {
    const text = snippet.replace('10.0.0.5:8080', `127.0.0.1:${backend}`);
    const proxy =
      text.startsWith('ProxyPass') || text.startsWith('SetEnv') || text.startsWith('ProxyTimeout');
    const pass = proxy && !text.startsWith('ProxyPass') ? `ProxyPass "/" "http://127.0.0.1:${backend}/"` : '';
    const modules = ['mpm_event', 'authz_core', 'env', ...(proxy ? ['proxy', 'proxy_http'] : [])];
    return {
      files: {
        'index.html': 'ok',
        'httpd.conf': `${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerRoot "\${PWD}"
ServerName localhost
User daemon
PidFile "\${PWD}/pid"
ErrorLog "\${PWD}/error.log"
Mutex sem
Listen 127.0.0.1:${port}
DocumentRoot "\${PWD}"
ServerLimit 1
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
MinSpareThreads 1
MaxSpareThreads 8
<Location "/">
  Require all granted
</Location>
${pass}
${text}`,
      },
      command: 'chmod 755 . && exec apache2 -f "$PWD/httpd.conf" -DFOREGROUND',
    };
  },
};

const haproxy: ServerProgram = {
  product: 'haproxy',
  needs: ['haproxy'],
  configure: (snippet, port, backend) => {
    const text = snippet.replace('10.0.0.5:8080', `127.0.0.1:${backend}`);
    const own = text.startsWith('backend')
      ? `${text}${text.includes('server app1') ? '' : `\n    server app1 127.0.0.1:${backend}`}`
      : '';
    const answer =
      own === '' ? 'http-request return status 200 content-type text/plain string ok' : 'default_backend app';
    const defaults = text.startsWith('defaults') ? text : 'defaults';
    return {
      files: {
        'haproxy.cfg': `${defaults}
    mode http
    timeout client 30s
    timeout connect 1s
    timeout server 30s
frontend in
    bind 127.0.0.1:${port}
    ${answer}
${own}
`,
      },
      command: 'exec haproxy -db -f haproxy.cfg',
    };
  },
};

const caddy: ServerProgram = {
  product: 'caddy',
  needs: ['caddy'],
  configure: (snippet, port, backend) => {
    const text = snippet.replace('10.0.0.5:8080', `127.0.0.1:${backend}`);
    const global = text.startsWith('{\n')
      ? text.replace('{\n', '{\n\tadmin off\n\tauto_https off\n')
      : '{\n\tadmin off\n\tauto_https off\n}';
    const site = text.startsWith('{\n')
      ? `http://:${port} {\n\tbind 127.0.0.1\n\trespond ok\n}`
      : text.startsWith('example.com')
        ? text.replace('example.com {', `http://:${port} {\n\tbind 127.0.0.1\n\trespond ok`)
        : `http://:${port} {\n\tbind 127.0.0.1\n${text}\n}`;
    return {
      files: { Caddyfile: `${global}\n${site}\n` },
      command: 'exec caddy run --adapter caddyfile --config Caddyfile',
    };
  },
};

const wsgi = `def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
`;

const gunicorn: ServerProgram = {
  product: 'gunicorn',
  needs: ['/usr/bin/gunicorn'],
  configure: (snippet, port) => ({
    files: { 'app.py': wsgi, 'gunicorn.conf.py': snippet },
    command: `exec /usr/bin/gunicorn ${snippet.includes('worker_class') ? '' : '-k gthread'} -b 127.0.0.1:${port} app:app`,
  }),
};

const uvicorn: ServerProgram = {
  product: 'uvicorn',
  needs: ['/usr/bin/uvicorn'],
  configure: (snippet, port) => ({
    files: {
      'app.py': `async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
`,
    },
    command: `exec /usr/bin/${snippet} --port ${port}`,
  }),
};

const puma: ServerProgram = {
  product: 'puma',
  needs: ['puma', 'ruby'],
  configure: (snippet, port) => ({
    files: {
      'puma.rb': snippet,
      'config.ru':
        "run ->(env) { [200, { 'Content-Type' => 'text/plain', 'Content-Length' => '2' }, ['ok']] }",
    },
    command: `exec puma -C puma.rb -b tcp://127.0.0.1:${port} config.ru`,
  }),
};

const node: ServerProgram = {
  product: 'node',
  needs: ['node'],
  configure: (snippet, port) => ({
    files: {
      'server.mjs': `import http from 'node:http';
const app = (request, response) => response.end('ok');
${snippet.startsWith('const server') ? '' : 'const server = http.createServer(app);'}
${snippet}
server.listen(${port}, '127.0.0.1');`,
    },
    command: 'exec node server.mjs',
  }),
};

const goServer: ServerProgram = {
  product: 'go-http-server',
  needs: ['go'],
  configure: (snippet, port) => {
    const own = snippet.startsWith('server :=')
      ? snippet.replace(':8080', `127.0.0.1:${port}`)
      : `server := &http.Server{Addr: "127.0.0.1:${port}", Handler: handler}`;
    const rest = snippet.startsWith('server :=') ? '' : snippet.replace(':8080', `127.0.0.1:${port}`);
    return {
      files: {
        'main.go': `package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

func run(ctx context.Context) error {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok") })
	${own}
	${rest}
	${rest.includes('return') ? '' : 'return server.ListenAndServe()'}
}

func main() {
	_, _ = net.IPv4len, time.Second
	if err := run(context.Background()); err != nil {
		log.Println(err)
		os.Exit(1)
	}
}
`,
      },
      command: 'go build -o server main.go && exec ./server',
    };
  },
  env: { GOCACHE: join(tmpdir(), 'whyreset-go-cache'), GOFLAGS: '-mod=mod', GO111MODULE: 'off' },
};

const javaDirectory = '/usr/share/java';

const jetty: ServerProgram = {
  product: 'jetty',
  needs: ['java', `${javaDirectory}/jetty9-server.jar`],
  configure: (snippet, port) => ({
    files: {
      'Main.java': `import javax.servlet.http.*;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.AbstractHandler;

public class Main {
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ${snippet}
    ${snippet.includes('addConnector') ? '' : 'server.addConnector(connector);'}
    connector.setHost("127.0.0.1");
    connector.setPort(${port});
    server.setHandler(new AbstractHandler() {
      public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
        response.setContentLength(2);
        response.getOutputStream().print("ok");
        base.setHandled(true);
      }
    });
    server.start();
    server.join();
  }
}`,
    },
    command: `exec java -cp ${['server', 'util', 'http', 'io'].map((part) => `${javaDirectory}/jetty9-${part}.jar`).join(':')}:${javaDirectory}/servlet-api.jar Main.java`,
  }),
};

const tomcat: ServerProgram = {
  product: 'tomcat',
  needs: ['java', `${javaDirectory}/tomcat10-catalina.jar`],
  configure: (snippet, port) => ({
    files: {
      'server.xml': `<Server port="-1"><Service name="Catalina">
${snippet.replace('port="8080"', `port="${port}" address="127.0.0.1"`)}
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps" /></Engine>
</Service></Server>`,
      'Main.java': `public class Main {
  public static void main(String[] args) throws Exception {
    org.apache.catalina.startup.Catalina catalina = new org.apache.catalina.startup.Catalina();
    catalina.setConfigFile(new java.io.File("server.xml").getAbsolutePath());
    catalina.setAwait(true);
    catalina.load();
    catalina.start();
  }
}`,
    },
    command: `mkdir -p conf webapps && exec java -Dcatalina.home="$PWD" -Dcatalina.base="$PWD" -cp "$(echo ${javaDirectory}/tomcat10-*.jar | tr ' ' :)" Main.java`,
  }),
};

const aiohttp: ServerProgram = {
  product: 'aiohttp',
  needs: ['/usr/bin/python3', '/usr/lib/python3/dist-packages/aiohttp'],
  configure: (snippet, port) => ({
    files: {
      'app.py': `from aiohttp import web

async def ok(request):
    return web.Response(text="ok")

app = web.Application()
app.add_routes([web.get("/", ok)])
${snippet.replace('(app,', `(app, host="127.0.0.1", port=${port},`)}
`,
    },
    command: 'exec /usr/bin/python3 app.py',
  }),
};

export const serverPrograms: readonly ServerProgram[] = [
  nginx,
  apache,
  haproxy,
  caddy,
  gunicorn,
  uvicorn,
  puma,
  node,
  goServer,
  jetty,
  tomcat,
  aiohttp,
];
