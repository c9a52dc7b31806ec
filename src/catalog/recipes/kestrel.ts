/** Recipes for Kestrel, the server of ASP.NET Core: Program.cs. */
import type { ProductRecipes } from '../recipe.ts';
import { timeCall } from '../recipe-values.ts';

export const kestrelRecipes: ProductRecipes = {
  product: 'kestrel',
  title: 'Kestrel (ASP.NET Core)',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'KestrelServerLimits.KeepAliveTimeout',
      language: 'csharp',
      snippet: (valueS) =>
        `builder.WebHost.ConfigureKestrel(options => options.Limits.KeepAliveTimeout = ${timeCall(valueS, 'TimeSpan.FromSeconds', 'TimeSpan.FromMilliseconds')});`,
      tested: false,
      notes: 'Not enforced while a debugger is attached.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Connection: close',
      language: 'csharp',
      snippet: () => `app.Use((context, next) =>
{
    context.Response.Headers.Connection = "close";
    return next(context);
});`,
      tested: false,
      notes: 'HTTP/1.1 only; as the first middleware.',
    },
    {
      purpose: 'print-current',
      setting: 'KestrelServerOptions',
      language: 'csharp',
      snippet: () =>
        'Console.WriteLine(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.KeepAliveTimeout);',
      tested: false,
    },
  ],
};
