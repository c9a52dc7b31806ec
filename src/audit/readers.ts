/**
 * Every reader. Of two that recognise a file, the first one gets it. Those of containers come first: they know the
 * versions that run what the others read.
 */
import { httpdReader } from './apache/httpd-reader.ts';
import { awsReader } from './aws/aws-reader.ts';
import { terraformReader } from './aws/terraform-reader.ts';
import { caddyReader } from './caddy/caddy-reader.ts';
import { gunicornReader, pumaReader } from './commands/app-server-readers.ts';
import { uvicornReader } from './commands/uvicorn-source.ts';
import { composeReader } from './containers/compose-reader.ts';
import { envReader } from './containers/env-file.ts';
import { dockerfileReader, procfileReader, scriptReader, systemdReader } from './containers/image-readers.ts';
import { envoyReader } from './envoy/envoy-reader.ts';
import { goReader } from './go/go-reader.ts';
import { haproxyReader } from './haproxy/haproxy-reader.ts';
import { springReader } from './java/spring-reader.ts';
import { tomcatReader } from './java/tomcat-reader.ts';
import { kubernetesReader } from './kubernetes/kubernetes-reader.ts';
import { nginxReader } from './nginx/nginx-reader.ts';
import { nodeReader } from './node/node-reader.ts';
import type { Reader } from './reader.ts';
import { traefikReader } from './traefik/traefik-reader.ts';

export const readers: readonly Reader[] = [
  kubernetesReader,
  composeReader,
  dockerfileReader,
  procfileReader,
  systemdReader,
  nginxReader,
  haproxyReader,

  gunicornReader,
  pumaReader,
  uvicornReader,
  springReader,
  tomcatReader,
  nodeReader,
  goReader,
  envReader,
  terraformReader,
  awsReader,
  scriptReader,
  httpdReader,
  envoyReader,
  traefikReader,
  caddyReader,
];
