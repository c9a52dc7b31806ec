/** Clients in JavaScript, Go, Python, Ruby, PHP and on the command line. */

import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientProgram } from './clients.ts';

const undiciUrl = pathToFileURL(createRequire(import.meta.url).resolve('undici')).href;

const nodeAgent: ClientProgram = {
  product: 'node-http-agent',
  needs: ['node'],
  configure: (snippet, { url, steps, tail, purpose }) => {
    const ownAgent = snippet.includes('const agent');
    const sendRetrying = `get(url, { agent, onError: fail }, onResponse)`;
    const send = `const request = http.request(url, { agent, method }, onResponse); request.on('error', fail); ${purpose === 'response-timeout' ? snippet : ''}; request.end()`;
    return {
      files: {
        'client.mjs': `import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
${ownAgent ? snippet : 'const agent = new http.Agent({ keepAlive: true, timeout: 2000 });'}
${purpose === 'retry' ? snippet : ''}
const url = '${url}';
const once = (method) => new Promise((resolve) => {
  const fail = (error) => resolve('error ' + error.message);
  const onResponse = (response) => response.resume().on('end', () => resolve(response.statusCode));
  ${purpose === 'retry' ? `if (method === 'GET') { ${sendRetrying}; return; }` : ''}
  ${send};
});
for (const { method, wait } of ${JSON.stringify(steps)}) {
  await sleep(wait);
  console.log(await once(method));
}
await sleep(${tail});
process.exit();`,
      },
      command: 'exec node client.mjs',
    };
  },
};

const undici: ClientProgram = {
  product: 'undici',
  needs: ['node'],
  configure: (snippet, { url, steps, tail }) => ({
    files: {
      'client.mjs': `${snippet.replace("'undici'", `'${undiciUrl}'`)}
import { request } from '${undiciUrl}';
import { setTimeout as sleep } from 'node:timers/promises';
for (const { method, wait } of ${JSON.stringify(steps)}) {
  await sleep(wait);
  try {
    const { statusCode, body } = await request('${url}', { method });
    await body.dump();
    console.log(statusCode);
  } catch (error) {
    console.log('error', error.message);
  }
}
await sleep(${tail});
process.exit();`,
    },
    command: 'exec node client.mjs',
  }),
};

const go: ClientProgram = {
  product: 'go-http-client',
  needs: ['go'],
  configure: (snippet, { url, steps, tail, purpose }) => ({
    files: {
      'main.go': `package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	log.SetOutput(os.Stdout)
	_ = net.IPv4len
	${snippet.includes('transport :=') ? snippet : 'transport := http.DefaultTransport.(*http.Transport).Clone()\ntransport.IdleConnTimeout = 2 * time.Second\nclient := &http.Client{Transport: transport}'}
	key := "1"
	_ = key
	for _, step := range []struct{ method string; wait time.Duration }{${steps.map(({ method, wait }) => `{"${method}", ${wait}}`).join(', ')}} {
		time.Sleep(step.wait * time.Millisecond)
		var body io.Reader
		if step.method == "POST" {
			body = strings.NewReader("x")
		}
		request, _ := http.NewRequest(step.method, "${url}", body)
		${purpose === 'retry' ? snippet : ''}
		response, err := client.Do(request)
		if err != nil {
			fmt.Println("error", err)
			continue
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		fmt.Println(response.StatusCode)
	}
	time.Sleep(${tail} * time.Millisecond)
}
`,
    },
    command: 'go build -o client main.go && exec ./client',
  }),
  env: { GOCACHE: join(tmpdir(), 'whyreset-go-cache'), GO111MODULE: 'off' },
};

/** `line` makes one request; `setup` comes before the snippet. */
function python(
  product: string,
  pythonModule: string,
  setup: string,
  line: string,
  lateLine: string = '',
): ClientProgram {
  return {
    product,
    pythonModule,
    needs: ['/usr/bin/python3'],
    configure: (snippet, { url, steps, tail, purpose }) => {
      const perRequest = purpose === 'response-timeout' && snippet.startsWith('session.get');
      return {
        files: {
          'client.py': `import socket, sys, time
import ${pythonModule}
url = "${url}"
${setup}
${perRequest ? '' : snippet}
${lateLine}
for method, wait in ${JSON.stringify(steps.map(({ method, wait }) => [method, wait]))}:
    time.sleep(wait / 1000)
    try:
        response = ${perRequest ? snippet : purpose === 'retry' && snippet.includes('def get(') ? `get(url) if method == "GET" else ${line}` : line}
        print(response.status_code, flush=True)
    except Exception as error:
        print("error", repr(error), flush=True)
time.sleep(${tail / 1000})
`,
        },
        command: 'exec /usr/bin/python3 client.py',
      };
    },
  };
}

const requests = python(
  'python-requests',
  'requests',
  'session = requests.Session()',
  'session.request(method, url)',
  'session = FreshSession() if "FreshSession" in globals() else session',
);
const httpx = python('httpx', 'httpx', 'client = httpx.Client()', 'client.request(method, url)');

const aiohttp: ClientProgram = {
  product: 'aiohttp',
  pythonModule: 'aiohttp',
  needs: ['/usr/bin/python3'],
  configure: (snippet, { url, steps, tail, purpose }) => ({
    files: {
      'client.py': `import aiohttp, asyncio, socket
url = "${url}"
${snippet.startsWith('async def') ? snippet : ''}

async def main():
    ${snippet.startsWith('session =') ? snippet.replaceAll('\n', '\n    ') : 'session = aiohttp.ClientSession()'}
    for method, wait in ${JSON.stringify(steps.map(({ method, wait }) => [method, wait]))}:
        await asyncio.sleep(wait / 1000)
        try:
            response = ${purpose === 'retry' ? 'await get(session, url) if method == "GET" else ' : ''}await session.request(method, url)
            await response.read()
            print(response.status, flush=True)
        except Exception as error:
            print("error", repr(error), flush=True)
    await asyncio.sleep(${tail / 1000})
    await session.close()

asyncio.run(main())
`,
    },
    command: 'exec /usr/bin/python3 client.py',
  }),
};

const ruby: ClientProgram = {
  product: 'ruby',
  needs: ['ruby'],
  configure: (snippet, { url, steps, tail, purpose }) => ({
    files: {
      'client.rb': `require 'net/http'
uri = URI('${url}')
${snippet.includes('http.start') ? snippet : `http = Net::HTTP.new(uri.host, uri.port)\n${purpose === 'disable-keepalive' ? '' : snippet}\nhttp.start`}
$stdout.sync = true
${JSON.stringify(steps.map(({ method, wait }) => [method, wait]))}.each do |method, wait|
  sleep(wait / 1000.0)
  begin
    request = (method == 'GET' ? Net::HTTP::Get : Net::HTTP::Post).new(uri)
    request.body = 'x' if method == 'POST'
    ${purpose === 'disable-keepalive' ? snippet : ''}
    puts http.request(request).code
  rescue StandardError => error
    puts "error #{error.class}"
  end
end
sleep(${tail / 1000})
`,
    },
    command: 'exec ruby client.rb',
  }),
};

const php: ClientProgram = {
  product: 'php',
  needs: ['php', '/usr/share/php/GuzzleHttp/autoload.php'],
  configure: (snippet, { url, steps, tail }) => ({
    files: {
      'client.php': `<?php
require '/usr/share/php/GuzzleHttp/autoload.php';
${snippet}
foreach (json_decode('${JSON.stringify(steps)}') as $step) {
    usleep($step->wait * 1000);
    try {
        $used = $step->method === 'POST' ? $once ?? $client : $client;
        echo $used->request($step->method, '${url}')->getStatusCode(), "\\n";
    } catch (Throwable $error) {
        echo 'error ', get_class($error), "\\n";
    }
}
usleep(${tail} * 1000);
`,
    },
    command: 'exec php client.php',
  }),
};

const curl: ClientProgram = {
  product: 'curl',
  getOnly: true,
  needs: ['curl'],
  configure: (snippet, { url, steps }) => {
    const [first = '', ...rest] = snippet.split(' http://api.example.com/');
    const urls = snippet.includes('--verbose') ? ` ${url} ${url}` : steps.map(() => ` ${url}`).join('');
    return {
      files: {},
      command: `${first.replace('curl ', "curl -s -w '%{http_code}\\n' -o /dev/null ")}${urls.replaceAll(` ${url}`, ` ${url} -o /dev/null`)}${rest.at(-1) ?? ''} || echo error`,
    };
  },
};

export const scriptClients: readonly ClientProgram[] = [
  nodeAgent,
  undici,
  go,
  requests,
  httpx,
  aiohttp,
  ruby,
  php,
  curl,
];
