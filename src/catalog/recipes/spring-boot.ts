/** Recipes for Spring Boot's embedded servers, as application.properties. */
import type { ProductRecipes } from '../recipe.ts';
import { count, withUnit } from '../recipe-values.ts';

export const springBootRecipes: ProductRecipes = {
  product: 'spring-boot',
  title: 'Spring Boot',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'server.tomcat.keep-alive-timeout',
      language: 'properties',
      snippet: (valueS) => `server.tomcat.keep-alive-timeout=${withUnit(valueS)}`,
      tested: false,
      notes: 'Tomcat, since 2.5.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'server.jetty.connection-idle-timeout',
      language: 'properties',
      snippet: (valueS) => `server.jetty.connection-idle-timeout=${withUnit(valueS)}`,
      tested: false,
      notes: 'Jetty.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'server.undertow.no-request-timeout',
      language: 'properties',
      snippet: (valueS) => `server.undertow.no-request-timeout=${withUnit(valueS)}`,
      tested: false,
      notes: 'Undertow.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'server.netty.idle-timeout',
      language: 'properties',
      snippet: (valueS) => `server.netty.idle-timeout=${withUnit(valueS)}`,
      tested: false,
      notes: 'Reactor Netty (WebFlux), since 2.5.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'server.tomcat.max-keep-alive-requests',
      language: 'properties',
      snippet: () => 'server.tomcat.max-keep-alive-requests=1',
      tested: false,
      notes: 'Tomcat, since 2.5.',
    },
    {
      purpose: 'request-limit',
      setting: 'server.tomcat.max-keep-alive-requests',
      language: 'properties',
      snippet: (value) => `server.tomcat.max-keep-alive-requests=${count(value)}`,
      tested: false,
      notes: 'Tomcat, since 2.5.',
    },
    {
      purpose: 'print-current',
      setting: 'actuator configprops',
      language: 'sh',
      snippet: () => 'curl -s http://127.0.0.1:8080/actuator/configprops/server',
      tested: false,
      notes:
        'Needs management.endpoints.web.exposure.include=configprops, and from 3.0 management.endpoint.configprops.show-values=always.',
    },
  ],
};
