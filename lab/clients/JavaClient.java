import java.io.*;
import java.net.*;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.*;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.*;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.*;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/**
 * The lab's Java clients: java.net.http (jnet), HttpURLConnection (huc), Apache HttpClient without its stale check
 * (ahc). Arguments: kind, plan. The plan is lines here: "base URL", "tls VERSION", "timeout MS", then for each worker
 * "worker START_MS" and its requests "GAP_MS METHOD BODY_BYTES PATH". A JSON line for each request; Java does not
 * tell the local port.
 */
public class JavaClient {
  static String base, tls = "";
  static int timeoutMs;
  static SSLContext ssl;

  interface Caller { int call(String method, int body, String path) throws Exception; }

  public static void main(String[] args) throws Exception {
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    List<List<String[]>> workers = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      String[] w = line.split(" ");
      switch (w[0]) {
        case "base" -> base = w[1];
        case "tls" -> tls = w.length > 1 ? w[1] : "";
        case "timeout" -> timeoutMs = Integer.parseInt(w[1]);
        case "worker" -> { workers.add(new ArrayList<>()); workers.get(workers.size() - 1).add(w); }
        default -> workers.get(workers.size() - 1).add(w);
      }
    }
    ssl = trustAll();
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      final int number = i;
      all.add(pool.submit(() -> { run(args[0], number, workers.get(number)); return null; }));
    }
    for (Future<?> f : all) f.get();
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  static void run(String kind, int number, List<String[]> lines) throws Exception {
    Caller caller = kind.equals("jnet") ? jnet() : kind.equals("huc") ? huc() : ahc();
    Thread.sleep(Long.parseLong(lines.get(0)[1]));
    for (int i = 1; i < lines.size(); i++) {
      String[] r = lines.get(i);
      Thread.sleep(Long.parseLong(r[0]));
      double at = System.currentTimeMillis() / 1e3;
      String result;
      try {
        result = "\"outcome\":\"ok\",\"status\":" + caller.call(r[1], Integer.parseInt(r[2]), r[3]);
      } catch (Exception e) {
        String outcome = e instanceof ConnectException || e.getCause() instanceof ConnectException || e instanceof java.net.http.HttpConnectTimeoutException ? "connect" : "lost";
        result = "\"outcome\":\"" + outcome + "\",\"error\":\"" + (e.getClass().getName() + ": " + e.getMessage()).replaceAll("[\"\\\\\n]", " ") + "\"";
      }
      synchronized (System.out) {
        System.out.printf(Locale.ROOT, "{\"worker\":%d,\"index\":%d,\"at\":%.3f,\"path\":\"%s\",%s}%n", number, i - 1, at, r[3], result);
      }
    }
  }

  static Caller jnet() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(ssl).sslParameters(parameters())
        .connectTimeout(Duration.ofSeconds(9)).build();
    return (method, body, path) -> {
      HttpRequest.Builder b = HttpRequest.newBuilder(URI.create(base + path))
          .method(method, body == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(new byte[body]));
      if (timeoutMs > 0) b.timeout(Duration.ofMillis(timeoutMs));
      return client.send(b.build(), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    };
  }

  static Caller huc() {
    return (method, body, path) -> {
      HttpURLConnection c = (HttpURLConnection) new URL(base + path).openConnection();
      if (c instanceof HttpsURLConnection s) { s.setSSLSocketFactory(ssl.getSocketFactory()); s.setHostnameVerifier((h, x) -> true); }
      c.setRequestMethod(method);
      if (timeoutMs > 0) c.setReadTimeout(timeoutMs);
      c.setConnectTimeout(9000);
      if (body > 0) { c.setDoOutput(true); c.setFixedLengthStreamingMode(body); c.getOutputStream().write(new byte[body]); }
      int status = c.getResponseCode();
      try (InputStream in = status < 400 ? c.getInputStream() : c.getErrorStream()) { if (in != null) in.readAllBytes(); }
      return status;
    };
  }

  static Caller ahc() {
    PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
        org.apache.http.config.RegistryBuilder.<org.apache.http.conn.socket.ConnectionSocketFactory>create()
            .register("http", org.apache.http.conn.socket.PlainConnectionSocketFactory.getSocketFactory())
            .register("https", new org.apache.http.conn.ssl.SSLConnectionSocketFactory(ssl, tls.isEmpty() ? null : new String[] {"TLSv" + tls}, null, NoopHostnameVerifier.INSTANCE)).build());
    manager.setValidateAfterInactivity(-1);
    manager.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeoutMs).build());
    CloseableHttpClient client = HttpClients.custom().setConnectionManager(manager).disableAutomaticRetries()
        .setDefaultRequestConfig(RequestConfig.custom().setConnectTimeout(9000).setSocketTimeout(timeoutMs).build()).build();
    return (method, body, path) -> {
      HttpRequestBase q = body > 0 ? new HttpPost(base + path) : new HttpGet(base + path);
      if (body > 0) ((HttpPost) q).setEntity(new ByteArrayEntity(new byte[body]));
      try (CloseableHttpResponse r = client.execute(q)) {
        EntityUtils.consume(r.getEntity());
        return r.getStatusLine().getStatusCode();
      }
    };
  }

  static SSLParameters parameters() {
    SSLParameters p = new SSLParameters();
    if (!tls.isEmpty()) p.setProtocols(new String[] {"TLSv" + tls});
    return p;
  }

  static SSLContext trustAll() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new X509ExtendedTrustManager() {
      public void checkClientTrusted(X509Certificate[] c, String a) {}
      public void checkServerTrusted(X509Certificate[] c, String a) {}
      public void checkClientTrusted(X509Certificate[] c, String a, Socket s) {}
      public void checkServerTrusted(X509Certificate[] c, String a, Socket s) {}
      public void checkClientTrusted(X509Certificate[] c, String a, SSLEngine e) {}
      public void checkServerTrusted(X509Certificate[] c, String a, SSLEngine e) {}
      public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }}, null);
    return context;
  }
}
