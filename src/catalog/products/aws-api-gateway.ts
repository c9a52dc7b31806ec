/** AWS API Gateway, API gateway. */
import type { Product } from '../timeout-fact.ts';

export const awsApiGateway: Product = {
  id: 'aws-api-gateway',
  title: 'AWS API Gateway',
  category: 'api-gateway',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_apigw.rest.integration',
      role: 'client',
      setting: 'integration timeoutInMillis (REST)',
      kind: 'response-read',
      defaultS: 29,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws apigateway update-integration --rest-api-id $ID --resource-id $R --http-method GET --patch-operations op=replace,path=/timeoutInMillis,value=29000',
        file: 'integration',
      },
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
      notes: '50 to 29000 ms; since June 2024 the quota can be raised for regional and private REST APIs.',
    },
    {
      id: 'aws_apigw.http.integration',
      role: 'client',
      setting: 'integration timeoutInMillis (HTTP API)',
      kind: 'response-read',
      defaultS: 30,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws apigatewayv2 update-integration --api-id $ID --integration-id $I --timeout-in-millis 30000',
        file: 'integration',
      },
      source:
        'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html',
      notes: '30 s default and maximum; WebSocket APIs 29 s.',
    },
    {
      id: 'aws_apigw.ws.idle',
      role: 'server',
      setting: '(fixed) WebSocket idle',
      kind: 'stream-idle',
      defaultS: 600,
      onExpiry: 'fin',
      basis: 'inferred',
      source:
        'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
      notes: 'Not configurable; send pings. 10 minutes, cannot be raised.',
    },
    {
      id: 'aws_apigw.ws.duration',
      role: 'server',
      setting: '(fixed) WebSocket duration',
      kind: 'connection-age',
      defaultS: 7200,
      onExpiry: 'fin',
      basis: 'inferred',
      source:
        'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
      notes: 'Not configurable. 2 hours.',
    },
  ],
};
