/** Recipes for HttpWebRequest and HttpClient on .NET Framework: ServicePointManager, before the first request. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const dotnetFrameworkRecipes: ProductRecipes = {
  product: 'dotnet-framework',
  title: '.NET Framework ServicePoint',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'ServicePointManager.MaxServicePointIdleTime',
      language: 'csharp',
      snippet: (valueS) => `ServicePointManager.MaxServicePointIdleTime = ${milliseconds(valueS)};`,
      tested: false,
      notes: 'Milliseconds; for service points that are created afterwards.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpWebRequest.KeepAlive',
      language: 'csharp',
      snippet: () => 'request.KeepAlive = false;',
      tested: false,
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'ServicePointManager.SetTcpKeepAlive',
      language: 'csharp',
      snippet: (valueS) => `ServicePointManager.SetTcpKeepAlive(true, ${milliseconds(valueS)}, 10000);`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'ServicePoint.MaxIdleTime',
      language: 'csharp',
      snippet: () =>
        'Console.WriteLine(ServicePointManager.FindServicePoint(new Uri("https://api.example.com")).MaxIdleTime);',
      tested: false,
    },
  ],
};
