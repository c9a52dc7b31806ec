/** Recipes for net/http clients in Go: the Transport. */
import type { ProductRecipes } from '../recipe.ts';
import { goDuration } from '../recipe-values.ts';

export const goHttpClientRecipes: ProductRecipes = {
  product: 'go-http-client',
  title: 'Go net/http client',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'http.Transport.IdleConnTimeout',
      language: 'go',
      snippet: (valueS) => transport(`transport.IdleConnTimeout = ${goDuration(valueS)}`),
      tested: true,
      notes: 'A Transport made by hand has no limit at all; this one starts from the defaults.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'http.Transport.DisableKeepAlives',
      language: 'go',
      snippet: () => transport('transport.DisableKeepAlives = true'),
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'Idempotency-Key',
      language: 'go',
      snippet: () => 'request.Header.Set("Idempotency-Key", key)',
      tested: true,
      notes:
        'GET, HEAD, OPTIONS and TRACE are sent again by themselves when a kept connection fails before a response. This field makes the Transport do the same for the request, whose server must then honour the key.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'net.Dialer.KeepAlive',
      language: 'go',
      snippet: (valueS) =>
        transport(
          `transport.DialContext = (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: ${goDuration(valueS)}}).DialContext`,
        ),
      tested: true,
    },
    {
      purpose: 'response-timeout',
      setting: 'http.Transport.ResponseHeaderTimeout',
      language: 'go',
      snippet: (valueS) => transport(`transport.ResponseHeaderTimeout = ${goDuration(valueS)}`),
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'http.Transport',
      language: 'go',
      snippet: () =>
        'log.Println(transport.IdleConnTimeout, transport.DisableKeepAlives, transport.ResponseHeaderTimeout)',
      tested: true,
    },
  ],
};

function transport(option: string): string {
  return `transport := http.DefaultTransport.(*http.Transport).Clone()
${option}
client := &http.Client{Transport: transport}`;
}
