/** Recipes for reqwest (Rust). */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall } from '../recipe-values.ts';

export const reqwestRecipes: ProductRecipes = {
  product: 'reqwest',
  title: 'reqwest',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'ClientBuilder::pool_idle_timeout',
      language: 'rust',
      snippet: (valueS) =>
        builder(`pool_idle_timeout(${timeCall(valueS, 'Duration::from_secs', 'Duration::from_millis')})`),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      setting: 'ClientBuilder::pool_max_idle_per_host',
      language: 'rust',
      snippet: () => builder('pool_max_idle_per_host(0)'),
      tested: false,
    },
    {
      purpose: 'retry',
      setting: 'Error::is_request',
      language: 'rust',
      snippet: () => `let response = match client.get(url).send().await {
    Err(error) if error.is_request() && !error.is_timeout() => client.get(url).send().await?,
    other => other?,
};`,
      tested: false,
      notes:
        'For idempotent requests. A request that a kept connection did not take at all is already repeated underneath (hyper, retry_canceled_requests).',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'ClientBuilder::tcp_keepalive',
      language: 'rust',
      snippet: (valueS) =>
        builder(`tcp_keepalive(${timeCall(valueS, 'Duration::from_secs', 'Duration::from_millis')})`),
      tested: false,
    },
    {
      purpose: 'response-timeout',
      setting: 'ClientBuilder::timeout',
      language: 'rust',
      snippet: (valueS) =>
        builder(`timeout(${timeCall(valueS, 'Duration::from_secs', 'Duration::from_millis')})`),
      tested: false,
      notes: 'For the whole request.',
    },
    {
      purpose: 'print-current',
      setting: 'Debug',
      language: 'rust',
      snippet: () => 'println!("{client:?}");',
      tested: false,
      notes: 'Shows the timeouts that were set; the pool is not among them.',
    },
  ],
};

function builder(option: string): string {
  return `let client = reqwest::Client::builder()
    .${option}
    .build()?;`;
}
