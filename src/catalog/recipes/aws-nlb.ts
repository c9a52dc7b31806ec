/** Recipes for an AWS Network Load Balancer, with the AWS command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const awsNlbRecipes: ProductRecipes = {
  product: 'aws-nlb',
  title: 'AWS NLB',
  recipes: [
    {
      purpose: 'idle-timeout-flow',
      setting: 'tcp.idle_timeout.seconds',
      language: 'sh',
      snippet: (valueS) =>
        `aws elbv2 modify-listener-attributes --listener-arn "$LISTENER" --attributes Key=tcp.idle_timeout.seconds,Value=${wholeSecondsUp(valueS)}`,
      tested: false,
      notes:
        '60 to 6000 s, TCP listeners only; a TLS listener has 350 s. Both ends must give up or send TCP keep-alive before.',
    },
    {
      purpose: 'print-current',
      setting: 'describe-listener-attributes',
      language: 'sh',
      snippet: () => 'aws elbv2 describe-listener-attributes --listener-arn "$LISTENER"',
      tested: false,
    },
  ],
};
