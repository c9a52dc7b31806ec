/** Recipes for HttpClient on .NET (SocketsHttpHandler; .NET Core 2.1 and later). */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall, wholeSecondsUp } from '../recipe-values.ts';

export const dotnetRecipes: ProductRecipes = {
  product: 'dotnet',
  title: '.NET HttpClient',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'SocketsHttpHandler.PooledConnectionIdleTimeout',
      language: 'csharp',
      snippet: (valueS) => `var client = new HttpClient(new SocketsHttpHandler
{
    PooledConnectionIdleTimeout = ${timeCall(valueS, 'TimeSpan.FromSeconds', 'TimeSpan.FromMilliseconds')}
});`,
      tested: false,
    },
    {
      purpose: 'idle-timeout-client',
      setting: 'SocketsHttpHandler.PooledConnectionIdleTimeout',
      language: 'csharp',
      snippet: (
        valueS,
      ) => `services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
{
    PooledConnectionIdleTimeout = ${timeCall(valueS, 'TimeSpan.FromSeconds', 'TimeSpan.FromMilliseconds')}
});`,
      tested: false,
      notes: 'With IHttpClientFactory.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpRequestHeaders.ConnectionClose',
      language: 'csharp',
      snippet: () => 'client.DefaultRequestHeaders.ConnectionClose = true;',
      tested: false,
      notes: 'HTTP/1.1.',
    },
    {
      purpose: 'retry',
      setting: 'AddStandardResilienceHandler',
      language: 'csharp',
      snippet: () => `services.AddHttpClient("api").AddStandardResilienceHandler(options =>
{
    options.Retry.MaxRetryAttempts = 1;
    options.Retry.DisableForUnsafeHttpMethods();
});`,
      tested: false,
      notes:
        'Package Microsoft.Extensions.Http.Resilience 9.0. The second line keeps POST, PUT, PATCH and DELETE from being sent twice.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'SocketsHttpHandler.ConnectCallback',
      language: 'csharp',
      snippet: (valueS) => `var handler = new SocketsHttpHandler
{
    ConnectCallback = async (context, cancellation) =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, ${wholeSecondsUp(valueS)});
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
};`,
      tested: false,
      notes: 'Since .NET 5.',
    },
    {
      purpose: 'response-timeout',
      setting: 'HttpClient.Timeout',
      language: 'csharp',
      snippet: (valueS) =>
        `client.Timeout = ${timeCall(valueS, 'TimeSpan.FromSeconds', 'TimeSpan.FromMilliseconds')};`,
      tested: false,
      notes: 'For the whole exchange.',
    },
    {
      purpose: 'print-current',
      setting: 'SocketsHttpHandler.PooledConnectionIdleTimeout',
      language: 'csharp',
      snippet: () =>
        'Console.WriteLine($"{handler.PooledConnectionIdleTimeout} {handler.PooledConnectionLifetime}");',
      tested: false,
    },
  ],
};
