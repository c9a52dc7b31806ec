import java.io.IOException;
import java.io.OutputStream;
import java.util.*;
import javax.servlet.http.*;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The lab's embedded Jetty: key=value arguments; pages ok, page, big, slow, abort, upload. */
public class JettyServer {
  public static void main(String[] args) throws Exception {
    Map<String, String> o = new HashMap<>();
    for (String a : args) o.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    Server server = new Server();
    ServerConnector connector;
    if (o.containsKey("tls")) {
      SslContextFactory.Server ssl = new SslContextFactory.Server();
      ssl.setKeyStorePath(o.get("keystore"));
      ssl.setKeyStorePassword("labpass");
      ssl.setIncludeProtocols("TLSv" + o.get("tls"));
      ssl.setSniRequired(false);
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      connector = new ServerConnector(server, ssl, new HttpConnectionFactory(configuration));
    } else {
      connector = new ServerConnector(server);
    }
    connector.setHost(o.get("address"));
    connector.setPort(Integer.parseInt(o.get("port")));
    connector.setIdleTimeout(Long.parseLong(o.get("idleTimeout")));
    server.addConnector(connector);
    server.setHandler(new Pages());
    server.start();
    server.join();
  }

  static class Pages extends AbstractHandler {
    @Override
    public void handle(String target, Request base, HttpServletRequest q, HttpServletResponse r) throws IOException {
      base.setHandled(true);
      switch (target) {
        case "/upload": q.getInputStream().transferTo(OutputStream.nullOutputStream()); send(r, 320); return;
        case "/page": send(r, 20_000); return;
        case "/big": send(r, 3_000_000); return;
        case "/slow": sleep((long) (Double.parseDouble(q.getParameter("s")) * 1000)); send(r, 320); return;
        case "/abort":
          r.setContentLength(90_000);
          r.getOutputStream().write(new byte[30_000]);
          r.flushBuffer();
          sleep(60);
          base.getHttpChannel().getEndPoint().close();
          return;
        case "/destroy": base.getHttpChannel().getEndPoint().close(); return;
        default: send(r, 320);
      }
    }

    private static void send(HttpServletResponse r, int size) throws IOException {
      r.setContentType("text/plain");
      r.setContentLength(size);
      byte[] part = "The lab serves this page. ".repeat(700).getBytes();
      for (int left = size; left > 0; left -= part.length) r.getOutputStream().write(part, 0, Math.min(left, part.length));
    }

    private static void sleep(long ms) {
      try { Thread.sleep(ms); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
    }
  }
}
