/** Recipes for PHP: the curl extension, bare and through Guzzle. Connections live as long as the handle, at most the process. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds, wholeSecondsDown, wholeSecondsUp } from '../recipe-values.ts';

export const phpRecipes: ProductRecipes = {
  product: 'php',
  title: 'PHP',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'CURLOPT_MAXAGE_CONN',
      language: 'php',
      snippet: (valueS) =>
        `$client = new GuzzleHttp\\Client(['curl' => [CURLOPT_MAXAGE_CONN => ${wholeSecondsDown(valueS)}]]);`,
      tested: true,
      notes:
        'The constant needs PHP 8.2 and libcurl 7.65. Bare: curl_setopt($handle, CURLOPT_MAXAGE_CONN, ...).',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'CURLOPT_FORBID_REUSE',
      language: 'php',
      snippet: () =>
        `$client = new GuzzleHttp\\Client(['curl' => [CURLOPT_FORBID_REUSE => true, CURLOPT_FRESH_CONNECT => true]]);`,
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'GuzzleHttp\\Middleware::retry',
      language: 'php',
      snippet: () => `$stack = GuzzleHttp\\HandlerStack::create();
$stack->push(GuzzleHttp\\Middleware::retry(
    fn (int $retries, $request, $response = null, $error = null) =>
        $retries < 1 && $error !== null && in_array($request->getMethod(), ['GET', 'HEAD', 'OPTIONS'], true)
));
$client = new GuzzleHttp\\Client(['handler' => $stack]);
$once = new GuzzleHttp\\Client(['curl' => [CURLOPT_FRESH_CONNECT => true]]);`,
      tested: true,
      notes:
        'Send what must not be repeated with the second client: libcurl by itself sends even a POST again when a reused connection fails before a response byte.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'CURLOPT_TCP_KEEPALIVE',
      language: 'php',
      snippet: (valueS) => `$client = new GuzzleHttp\\Client(['curl' => [
    CURLOPT_TCP_KEEPALIVE => 1,
    CURLOPT_TCP_KEEPIDLE => ${wholeSecondsUp(valueS)},
    CURLOPT_TCP_KEEPINTVL => 10,
]]);`,
      tested: true,
    },
    {
      purpose: 'response-timeout',
      setting: 'timeout',
      language: 'php',
      snippet: (valueS) =>
        `$client = new GuzzleHttp\\Client(['connect_timeout' => 5, 'timeout' => ${seconds(valueS)}]);`,
      tested: true,
      notes: 'Seconds for the whole request; 0 (the default) waits for ever.',
    },
    {
      purpose: 'print-current',
      setting: 'Client::getConfig',
      language: 'php',
      snippet: () =>
        "var_dump($client->getConfig('curl'), $client->getConfig('timeout'), ini_get('default_socket_timeout'));",
      tested: true,
      notes: 'getConfig of the client is deprecated in Guzzle 7 but works.',
    },
  ],
};
