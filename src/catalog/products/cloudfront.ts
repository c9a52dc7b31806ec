/** Amazon CloudFront, content delivery network. */
import type { Product } from '../timeout-fact.ts';

export const cloudfront: Product = {
  id: 'cloudfront',
  title: 'Amazon CloudFront',
  category: 'cdn',
  vendor: 'AWS',
  facts: [
    {
      id: 'cloudfront.client.origin_keepalive',
      role: 'client',
      setting: 'CustomOriginConfig.OriginKeepaliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'custom_origin_config { origin_keepalive_timeout = 5 }',
        file: 'aws_cloudfront_distribution (Terraform)',
      },
      source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html',
      notes:
        '1 to 120 s (60 at most in older documentation). The same 5 s as a Node.js, Apache httpd or uvicorn origin: a race.',
    },
    {
      id: 'cloudfront.client.origin_read',
      role: 'client',
      setting: 'CustomOriginConfig.OriginReadTimeout',
      kind: 'response-read',
      defaultS: 30,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: 'custom_origin_config { origin_read_timeout = 30 }',
        file: 'aws_cloudfront_distribution (Terraform)',
      },
      source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html',
      notes: '30 s default, 1-120 s.',
    },
    {
      id: 'cloudfront.client.connection_timeout',
      role: 'client',
      setting: 'Origin.ConnectionTimeout',
      kind: 'connect',
      defaultS: 10,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `origin { connection_timeout = 10
 connection_attempts = 3 }`,
        file: 'aws_cloudfront_distribution (Terraform)',
      },
      source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html',
      notes: '10 s x 3 attempts = up to 30 s.',
    },
    {
      id: 'cloudfront.client.response_completion',
      role: 'client',
      setting: 'Origin.ResponseCompletionTimeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'origin { response_completion_timeout = 120 }',
        file: 'aws_cloudfront_distribution (Terraform)',
      },
      source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html',
      notes: 'Not set = no maximum.',
    },
  ],
};
