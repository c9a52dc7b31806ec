/** Clients on the JVM. The snippets are code, or a command line with system properties. */
import type { ClientProgram, ClientTask } from './clients.ts';

const jars = '/usr/share/java';

interface JavaClient {
  product: string;
  libraries: readonly string[];
  imports: string;
  /** The client where the snippet makes none. */
  ownClient?: string;
  /** Method body: String method, String url in scope; returns the status. */
  request(snippet: string, task: ClientTask): string;
}

function javaClient({ product, libraries, imports, ownClient = '', request }: JavaClient): ClientProgram {
  return {
    product,
    needs: ['java', ...libraries.map((library) => `${jars}/${library}.jar`)],
    configure: (snippet, task) => {
      const commandLine = snippet.startsWith('java ');
      const inRequest = snippet.includes('HttpRequest request =');
      const makesClient = /\b(client|idempotent) =/.test(snippet);
      const setup = commandLine || inRequest ? ownClient : makesClient ? snippet : `${ownClient}\n${snippet}`;
      const options = /-D\S+/.exec(snippet)?.[0] ?? '';
      const classpath = libraries.map((library) => `${jars}/${library}.jar`).join(':');
      return {
        files: { 'Main.java': source(imports, setup, request(inRequest ? snippet : '', task), task) },
        command: `exec java ${options} ${classpath === '' ? '' : `-cp ${classpath}`} Main.java`,
      };
    },
  };
}

function source(imports: string, setup: string, request: string, { url, steps, tail }: ClientTask): string {
  return `import java.net.*;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
${imports}

public class Main {
  public static void main(String[] args) throws Exception {
    String url = "${url}";
    ${setup}
    String[] methods = {${steps.map(({ method }) => `"${method}"`).join(', ')}};
    int[] waits = {${steps.map(({ wait }) => wait).join(', ')}};
    for (int i = 0; i < methods.length; i++) {
      String method = methods[i];
      Thread.sleep(waits[i]);
      try {
        ${request}
      } catch (Exception error) {
        System.out.println("error " + error);
      }
    }
    Thread.sleep(${tail});
    System.exit(0);
  }
}`;
}

const urlConnection = javaClient({
  product: 'java-httpurlconnection',
  libraries: [],
  imports: '',
  request: () => `HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
          connection.setDoOutput(true);
          connection.getOutputStream().write('x');
        }
        connection.getInputStream().readAllBytes();
        System.out.println(connection.getResponseCode());`,
});

const httpClient = javaClient({
  product: 'java-httpclient',
  libraries: [],
  imports: 'import java.net.http.*;',
  ownClient:
    'HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();\nURI uri = URI.create(url);',
  request: (
    snippet,
  ) => `${snippet || 'HttpRequest request = HttpRequest.newBuilder(uri).method(method, method.equals("POST") ? HttpRequest.BodyPublishers.ofString("x") : HttpRequest.BodyPublishers.noBody()).build();'}
        System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());`,
});

const httpClient4 = javaClient({
  product: 'apache-httpclient4',
  libraries: ['httpclient', 'httpcore', 'commons-logging'],
  imports: `import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.*;
import org.apache.http.config.SocketConfig;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.*;
import org.apache.http.impl.client.*;
import org.apache.http.util.EntityUtils;`,
  request: () => `RequestBuilder builder = RequestBuilder.create(method).setUri(url);
        if (method.equals("POST")) builder.setEntity(new StringEntity("x"));
        try (CloseableHttpResponse response = client.execute(builder.build())) {
          EntityUtils.consume(response.getEntity());
          System.out.println(response.getStatusLine().getStatusCode());
        }`,
});

const okhttp = javaClient({
  product: 'okhttp',
  libraries: ['okhttp', 'okio'],
  imports: 'import okhttp3.*;',
  request: (_, { purpose }) => `Request.Builder builder = new Request.Builder().url(url);
        if (method.equals("POST")) builder.post(RequestBody.create(MediaType.get("text/plain"), "x"));
        OkHttpClient used = ${purpose === 'retry' ? 'method.equals("POST") ? once : idempotent' : 'client'};
        try (Response response = used.newCall(builder.build()).execute()) {
          response.body().string();
          System.out.println(response.code());
        }`,
});

export const javaClients: readonly ClientProgram[] = [urlConnection, httpClient, httpClient4, okhttp];
