import java.io.*;
import java.util.*;
import jakarta.servlet.http.*;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.*;

/** The lab's embedded Tomcat: key=value arguments; pages ok, page, big, slow, abort, upload. */
public class TomcatServer {
  public static void main(String[] args) throws Exception {
    Map<String, String> o = new HashMap<>();
    for (String a : args) o.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(o.get("dir"));
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(Integer.parseInt(o.get("port")));
    connector.setProperty("address", o.get("address"));
    for (String key : new String[] {"keepAliveTimeout", "connectionTimeout", "maxSwallowSize", "maxKeepAliveRequests"})
      if (o.containsKey(key)) connector.setProperty(key, o.get(key));
    if (o.containsKey("tls")) {
      connector.setSecure(true);
      connector.setScheme("https");
      connector.setProperty("SSLEnabled", "true");
      SSLHostConfig host = new SSLHostConfig();
      host.setProtocols("TLSv" + o.get("tls"));
      SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.RSA);
      certificate.setCertificateKeystoreFile(o.get("keystore"));
      certificate.setCertificateKeystorePassword("labpass");
      host.addCertificate(certificate);
      connector.addSslHostConfig(host);
    }
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", o.get("dir"));
    Tomcat.addServlet(context, "lab", new Pages());
    context.addServletMappingDecoded("/*", "lab");
    tomcat.start();
    tomcat.getServer().await();
  }

  static class Pages extends HttpServlet {
    @Override
    protected void service(HttpServletRequest q, HttpServletResponse r) throws IOException {
      switch (q.getPathInfo() == null ? q.getServletPath() : q.getPathInfo()) {
        case "/reject": r.setStatus(413); r.getOutputStream().print("too large\n"); return;
        case "/upload": q.getInputStream().transferTo(OutputStream.nullOutputStream()); send(r, 320); return;
        case "/page": send(r, 20_000); return;
        case "/big": send(r, 3_000_000); return;
        case "/slow": sleep((long) (Double.parseDouble(q.getParameter("s")) * 1000)); send(r, 320); return;
        case "/abort":
          r.setContentLength(90_000);
          r.getOutputStream().write(new byte[30_000]);
          r.flushBuffer();
          sleep(60);
          throw new IOException("the handler failed");
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
