/** Recipes by product and purpose. */
import type { ProductRecipes, Purpose, Recipe, RecipeSide } from './recipe.ts';
import { aiohttpRecipes } from './recipes/aiohttp.ts';
import { apacheHttpClient4Recipes } from './recipes/apache-httpclient4.ts';
import { apacheHttpClient5Recipes } from './recipes/apache-httpclient5.ts';
import { apacheHttpdRecipes } from './recipes/apache-httpd.ts';
import { awsAlbRecipes } from './recipes/aws-alb.ts';
import { awsNlbRecipes } from './recipes/aws-nlb.ts';
import { axiosRecipes } from './recipes/axios.ts';
import { azureApplicationGatewayRecipes } from './recipes/azure-application-gateway.ts';
import { azureLbRecipes } from './recipes/azure-lb.ts';
import { caddyRecipes } from './recipes/caddy.ts';
import { curlRecipes } from './recipes/curl.ts';
import { dotnetRecipes } from './recipes/dotnet.ts';
import { dotnetFrameworkRecipes } from './recipes/dotnet-framework.ts';
import { envoyRecipes } from './recipes/envoy.ts';
import { gcpLbRecipes } from './recipes/gcp-lb.ts';
import { goHttpClientRecipes } from './recipes/go-http-client.ts';
import { goHttpServerRecipes } from './recipes/go-http-server.ts';
import { gunicornRecipes } from './recipes/gunicorn.ts';
import { haproxyRecipes } from './recipes/haproxy.ts';
import { httpxRecipes } from './recipes/httpx.ts';
import { iisRecipes } from './recipes/iis.ts';
import { ingressNginxRecipes } from './recipes/ingress-nginx.ts';
import { istioRecipes } from './recipes/istio.ts';
import { javaHttpClientRecipes } from './recipes/java-httpclient.ts';
import { javaHttpUrlConnectionRecipes } from './recipes/java-httpurlconnection.ts';
import { jettyRecipes } from './recipes/jetty.ts';
import { kestrelRecipes } from './recipes/kestrel.ts';
import { layer7GatewayRecipes } from './recipes/layer7-gateway.ts';
import { linuxRecipes } from './recipes/linux.ts';
import { linuxConntrackRecipes } from './recipes/linux-conntrack.ts';
import { nginxRecipes } from './recipes/nginx.ts';
import { nodeRecipes } from './recipes/node.ts';
import { nodeHttpAgentRecipes } from './recipes/node-http-agent.ts';
import { okhttpRecipes } from './recipes/okhttp.ts';
import { phpRecipes } from './recipes/php.ts';
import { pumaRecipes } from './recipes/puma.ts';
import { pythonRequestsRecipes } from './recipes/python-requests.ts';
import { reactorNettyRecipes } from './recipes/reactor-netty.ts';
import { reqwestRecipes } from './recipes/reqwest.ts';
import { rubyRecipes } from './recipes/ruby.ts';
import { springBootRecipes } from './recipes/spring-boot.ts';
import { tomcatRecipes } from './recipes/tomcat.ts';
import { traefikRecipes } from './recipes/traefik.ts';
import { undiciRecipes } from './recipes/undici.ts';
import { uvicornRecipes } from './recipes/uvicorn.ts';

const lists: readonly ProductRecipes[] = [
  aiohttpRecipes,
  apacheHttpClient4Recipes,
  apacheHttpClient5Recipes,
  apacheHttpdRecipes,
  awsAlbRecipes,
  awsNlbRecipes,
  axiosRecipes,
  azureApplicationGatewayRecipes,
  azureLbRecipes,
  caddyRecipes,
  curlRecipes,
  dotnetRecipes,
  dotnetFrameworkRecipes,
  envoyRecipes,
  gcpLbRecipes,
  goHttpClientRecipes,
  goHttpServerRecipes,
  gunicornRecipes,
  haproxyRecipes,
  httpxRecipes,
  iisRecipes,
  ingressNginxRecipes,
  istioRecipes,
  javaHttpClientRecipes,
  javaHttpUrlConnectionRecipes,
  jettyRecipes,
  kestrelRecipes,
  layer7GatewayRecipes,
  linuxRecipes,
  linuxConntrackRecipes,
  nginxRecipes,
  nodeRecipes,
  nodeHttpAgentRecipes,
  okhttpRecipes,
  phpRecipes,
  pumaRecipes,
  pythonRequestsRecipes,
  reactorNettyRecipes,
  reqwestRecipes,
  rubyRecipes,
  springBootRecipes,
  tomcatRecipes,
  traefikRecipes,
  undiciRecipes,
  uvicornRecipes,
];

const byProduct: ReadonlyMap<string, ProductRecipes> = new Map(lists.map((list) => [list.product, list]));

/**
 * How to do that on this product; empty where it cannot be done or is not known. With `side`, not those for the other
 * side of a product that has two.
 */
export function recipesFor(product: string, purpose: Purpose, side?: RecipeSide): readonly Recipe[] {
  return recipesOf(product).filter(
    (recipe) =>
      recipe.purpose === purpose && (side === undefined || recipe.side === undefined || recipe.side === side),
  );
}

export function recipesOf(product: string): readonly Recipe[] {
  const { title = product, recipes = [] } = byProduct.get(product) ?? {};
  return recipes.map((recipe) => ({ product, title, ...recipe }));
}

/** Every product that has recipes. */
export const productsWithRecipes: readonly string[] = [...byProduct.keys()];
