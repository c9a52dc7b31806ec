/** AWS ALB, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const awsAlb: Product = {
  id: 'aws-alb',
  title: 'AWS ALB',
  category: 'load-balancer',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_alb.server.idle_timeout',
      role: 'server',
      setting: 'idle_timeout.timeout_seconds',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-load-balancer-attributes --load-balancer-arn $ARN --attributes Key=idle_timeout.timeout_seconds,Value=60',
        file: 'LB attribute (CLI/Terraform)',
      },
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
      notes:
        'Applies to the client side and the target side, to any inactivity, also while a response is pending (the client then gets 504). The documentation recommends a backend idle timeout larger than this, else 502. TCP keep-alive and HTTP/2 PING do not reset it.',
    },
    {
      id: 'aws_alb.client.idle_timeout',
      role: 'client',
      setting: 'idle_timeout.timeout_seconds',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-load-balancer-attributes --load-balancer-arn $ARN --attributes Key=idle_timeout.timeout_seconds,Value=60',
        file: 'LB attribute (CLI/Terraform)',
      },
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
      notes:
        'The same attribute on the target connection. A target with a shorter keep-alive closes first: HTTP 502 (documented).',
    },
    {
      id: 'aws_alb.client.response',
      role: 'client',
      setting: 'idle_timeout.timeout_seconds (target silent)',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-load-balancer-attributes --load-balancer-arn $ARN --attributes Key=idle_timeout.timeout_seconds,Value=300',
        file: 'LB attribute (CLI/Terraform)',
      },
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
      notes: "The same timer while waiting for the target's response.",
    },
    {
      id: 'aws_alb.server.client_keep_alive',
      role: 'server',
      setting: 'client_keep_alive.seconds',
      kind: 'connection-age',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-load-balancer-attributes --load-balancer-arn $ARN --attributes Key=client_keep_alive.seconds,Value=3600',
        file: 'LB attribute (CLI/Terraform)',
      },
      source:
        'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb#client_keep_alive',
      notes: '60 to 604800 s.',
      secondarySource: true,
    },
    {
      id: 'aws_alb.client.connect',
      role: 'client',
      setting: '(fixed) target connect',
      kind: 'connect',
      defaultS: 10,
      onExpiry: '504',
      basis: 'inferred',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      notes: 'Not configurable.',
      unverified: true,
    },
    {
      id: 'aws_alb.deregistration_delay',
      role: 'client',
      setting: 'deregistration_delay.timeout_seconds',
      kind: 'connection-age',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-target-group-attributes --target-group-arn $TG --attributes Key=deregistration_delay.timeout_seconds,Value=300',
        file: 'target group attribute',
      },
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
      notes: 'Draining time before in-flight requests are cut.',
      unverified: true,
    },
  ],
};
