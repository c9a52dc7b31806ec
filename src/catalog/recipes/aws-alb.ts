/** Recipes for an AWS Application Load Balancer, with the AWS command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const awsAlbRecipes: ProductRecipes = {
  product: 'aws-alb',
  title: 'AWS ALB',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'idle_timeout.timeout_seconds',
      language: 'sh',
      snippet: idleTimeout,
      tested: false,
      notes:
        'One value, 1 to 4000 s, for clients and targets, idle or waiting for a response. The keep-alive of the targets must be longer.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'idle_timeout.timeout_seconds',
      language: 'sh',
      snippet: idleTimeout,
      tested: false,
      notes: 'The same attribute. client_keep_alive.seconds limits the whole life of a client connection.',
    },
    {
      purpose: 'response-timeout',
      setting: 'idle_timeout.timeout_seconds',
      language: 'sh',
      snippet: idleTimeout,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'describe-load-balancer-attributes',
      language: 'sh',
      snippet: () =>
        'aws elbv2 describe-load-balancer-attributes --load-balancer-arn "$ARN" --query "Attributes[?contains(Key, \'timeout\') || contains(Key, \'keep_alive\')]"',
      tested: false,
    },
  ],
};

function idleTimeout(valueS: number): string {
  return `aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$ARN" --attributes Key=idle_timeout.timeout_seconds,Value=${wholeSecondsUp(valueS)}`;
}
