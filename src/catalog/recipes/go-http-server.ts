/** Recipes for net/http servers in Go. */
import type { ProductRecipes } from '../recipe.ts';
import { goDuration } from '../recipe-values.ts';

export const goHttpServerRecipes: ProductRecipes = {
  product: 'go-http-server',
  title: 'Go net/http server',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'http.Server.IdleTimeout',
      language: 'go',
      snippet: (valueS) => `server := &http.Server{
	Addr:        ":8080",
	Handler:     handler,
	IdleTimeout: ${goDuration(valueS)},
}`,
      tested: true,
      notes: 'Unset, ReadTimeout applies; with neither, idle connections are kept for ever.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Server.SetKeepAlivesEnabled',
      language: 'go',
      snippet: () => 'server.SetKeepAlivesEnabled(false)',
      tested: true,
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'net.ListenConfig.KeepAlive',
      language: 'go',
      snippet: (
        valueS,
      ) => `listener, err := (&net.ListenConfig{KeepAlive: ${goDuration(valueS)}}).Listen(ctx, "tcp", ":8080")
if err != nil {
	return err
}
return server.Serve(listener)`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'http.Server',
      language: 'go',
      snippet: () =>
        'log.Println(server.IdleTimeout, server.ReadTimeout, server.ReadHeaderTimeout, server.WriteTimeout)',
      tested: true,
    },
  ],
};
