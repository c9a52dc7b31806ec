/**
 * Every product of the catalogue, most widely deployed first: where a number fits several products, this is the order
 * in which they are named.
 */
import { actixWeb } from './products/actix-web.ts';
import { agentkeepalive } from './products/agentkeepalive.ts';
import { aiohttp } from './products/aiohttp.ts';
import { akamai } from './products/akamai.ts';
import { apacheHttpclient4 } from './products/apache-httpclient4.ts';
import { apacheHttpclient5 } from './products/apache-httpclient5.ts';
import { apacheHttpd } from './products/apache-httpd.ts';
import { awc } from './products/awc.ts';
import { awsAlb } from './products/aws-alb.ts';
import { awsApiGateway } from './products/aws-api-gateway.ts';
import { awsAppMesh } from './products/aws-app-mesh.ts';
import { awsClb } from './products/aws-clb.ts';
import { awsEc2 } from './products/aws-ec2.ts';
import { awsEcsServiceConnect } from './products/aws-ecs-service-connect.ts';
import { awsGlobalAccelerator } from './products/aws-global-accelerator.ts';
import { awsNatGateway } from './products/aws-nat-gateway.ts';
import { awsNetworkFirewall } from './products/aws-network-firewall.ts';
import { awsNlb } from './products/aws-nlb.ts';
import { axios } from './products/axios.ts';
import { azureAppService } from './products/azure-app-service.ts';
import { azureApplicationGateway } from './products/azure-application-gateway.ts';
import { azureFrontDoor } from './products/azure-front-door.ts';
import { azureLb } from './products/azure-lb.ts';
import { azureNatGateway } from './products/azure-nat-gateway.ts';
import { caddy } from './products/caddy.ts';
import { checkPoint } from './products/check-point.ts';
import { chrome } from './products/chrome.ts';
import { ciscoAsa } from './products/cisco-asa.ts';
import { cloudRun } from './products/cloud-run.ts';
import { cloudflare } from './products/cloudflare.ts';
import { cloudfront } from './products/cloudfront.ts';
import { curl } from './products/curl.ts';
import { dart } from './products/dart.ts';
import { digitaloceanLb } from './products/digitalocean-lb.ts';
import { django } from './products/django.ts';
import { dotnet } from './products/dotnet.ts';
import { dotnetFramework } from './products/dotnet-framework.ts';
import { envoy } from './products/envoy.ts';
import { express } from './products/express.ts';
import { f5BigIp } from './products/f5-big-ip.ts';
import { faraday } from './products/faraday.ts';
import { fastify } from './products/fastify.ts';
import { fastly } from './products/fastly.ts';
import { firefox } from './products/firefox.ts';
import { flyIo } from './products/fly-io.ts';
import { fortigate } from './products/fortigate.ts';
import { gcore } from './products/gcore.ts';
import { gcpCloudNat } from './products/gcp-cloud-nat.ts';
import { gcpLb } from './products/gcp-lb.ts';
import { goHttpClient } from './products/go-http-client.ts';
import { goHttpServer } from './products/go-http-server.ts';
import { got } from './products/got.ts';
import { grpcCore } from './products/grpc-core.ts';
import { grpcGo } from './products/grpc-go.ts';
import { gunicorn } from './products/gunicorn.ts';
import { haproxy } from './products/haproxy.ts';
import { heroku } from './products/heroku.ts';
import { httpRb } from './products/http-rb.ts';
import { httpx } from './products/httpx.ts';
import { hyper } from './products/hyper.ts';
import { hypercorn } from './products/hypercorn.ts';
import { iis } from './products/iis.ts';
import { ingressNginx } from './products/ingress-nginx.ts';
import { istio } from './products/istio.ts';
import { javaHttpclient } from './products/java-httpclient.ts';
import { javaHttpurlconnection } from './products/java-httpurlconnection.ts';
import { jersey } from './products/jersey.ts';
import { jetty } from './products/jetty.ts';
import { jettyHttpclient } from './products/jetty-httpclient.ts';
import { kestrel } from './products/kestrel.ts';
import { kgateway } from './products/kgateway.ts';
import { kong } from './products/kong.ts';
import { kubeProxy } from './products/kube-proxy.ts';
import { layer7Gateway } from './products/layer7-gateway.ts';
import { lighttpd } from './products/lighttpd.ts';
import { linux } from './products/linux.ts';
import { linuxConntrack } from './products/linux-conntrack.ts';
import { macos } from './products/macos.ts';
import { membrane } from './products/membrane.ts';
import { mulesoftFlex } from './products/mulesoft-flex.ts';
import { netscaler } from './products/netscaler.ts';
import { nextjs } from './products/nextjs.ts';
import { nginx } from './products/nginx.ts';
import { node } from './products/node.ts';
import { nodeHttpAgent } from './products/node-http-agent.ts';
import { ociLb } from './products/oci-lb.ts';
import { okhttp } from './products/okhttp.ts';
import { panOs } from './products/pan-os.ts';
import { php } from './products/php.ts';
import { phpFpm } from './products/php-fpm.ts';
import { puma } from './products/puma.ts';
import { pythonRequests } from './products/python-requests.ts';
import { pythonUrllib } from './products/python-urllib.ts';
import { reactorNetty } from './products/reactor-netty.ts';
import { reqwest } from './products/reqwest.ts';
import { ruby } from './products/ruby.ts';
import { springBoot } from './products/spring-boot.ts';
import { springResttemplate } from './products/spring-resttemplate.ts';
import { springWebclient } from './products/spring-webclient.ts';
import { squid } from './products/squid.ts';
import { tomcat } from './products/tomcat.ts';
import { tornado } from './products/tornado.ts';
import { traefik } from './products/traefik.ts';
import { undertow } from './products/undertow.ts';
import { undici } from './products/undici.ts';
import { unicorn } from './products/unicorn.ts';
import { uvicorn } from './products/uvicorn.ts';
import { uwsgi } from './products/uwsgi.ts';
import { varnish } from './products/varnish.ts';
import { webrick } from './products/webrick.ts';
import { werkzeug } from './products/werkzeug.ts';
import { windows } from './products/windows.ts';
import { wininet } from './products/wininet.ts';
import type { Product } from './timeout-fact.ts';

export const products: readonly Product[] = [
  nginx,
  apacheHttpd,
  node,
  awsAlb,
  awsNlb,
  haproxy,
  envoy,
  ingressNginx,
  istio,
  iis,
  tomcat,
  springBoot,
  kestrel,
  gunicorn,
  uvicorn,
  goHttpServer,
  gcpLb,
  azureLb,
  azureApplicationGateway,
  cloudflare,
  traefik,
  caddy,
  jetty,
  puma,
  undertow,
  phpFpm,
  lighttpd,
  varnish,
  squid,
  cloudfront,
  awsClb,
  awsApiGateway,
  awsNatGateway,
  azureNatGateway,
  azureFrontDoor,
  gcpCloudNat,
  kubeProxy,
  linuxConntrack,
  f5BigIp,
  kong,
  netscaler,
  panOs,
  ciscoAsa,
  fortigate,
  checkPoint,
  layer7Gateway,
  dotnet,
  javaHttpurlconnection,
  javaHttpclient,
  apacheHttpclient4,
  apacheHttpclient5,
  okhttp,
  reactorNetty,
  nodeHttpAgent,
  undici,
  axios,
  goHttpClient,
  pythonRequests,
  pythonUrllib,
  httpx,
  aiohttp,
  curl,
  php,
  ruby,
  reqwest,
  linux,
  windows,
  macos,
  chrome,
  firefox,
  wininet,
  dotnetFramework,
  grpcCore,
  grpcGo,
  got,
  agentkeepalive,
  express,
  fastify,
  nextjs,
  uwsgi,
  hypercorn,
  tornado,
  werkzeug,
  django,
  unicorn,
  webrick,
  actixWeb,
  hyper,
  awc,
  jettyHttpclient,
  jersey,
  springResttemplate,
  springWebclient,
  faraday,
  httpRb,
  dart,
  awsEc2,
  awsNetworkFirewall,
  awsGlobalAccelerator,
  awsEcsServiceConnect,
  awsAppMesh,
  azureAppService,
  cloudRun,
  fastly,
  akamai,
  gcore,
  heroku,
  flyIo,
  digitaloceanLb,
  ociLb,
  kgateway,
  mulesoftFlex,
  membrane,
];
