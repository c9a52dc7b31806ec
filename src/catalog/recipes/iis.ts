/** Recipes for IIS, from an elevated command prompt. */
import type { ProductRecipes } from '../recipe.ts';
import { clock } from '../recipe-values.ts';

export const iisRecipes: ProductRecipes = {
  product: 'iis',
  title: 'IIS',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'sites/siteDefaults/limits@connectionTimeout',
      language: 'bat',
      snippet: (valueS) =>
        `%windir%\\system32\\inetsrv\\appcmd.exe set config -section:system.applicationHost/sites "/siteDefaults.limits.connectionTimeout:${clock(valueS)}" /commit:apphost`,
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      setting: 'httpProtocol@allowKeepAlive',
      language: 'bat',
      snippet: () =>
        '%windir%\\system32\\inetsrv\\appcmd.exe set config "Default Web Site" -section:system.webServer/httpProtocol /allowKeepAlive:"False"',
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'appcmd list config',
      language: 'bat',
      snippet: () =>
        '%windir%\\system32\\inetsrv\\appcmd.exe list config -section:system.applicationHost/sites | findstr /i connectionTimeout',
      tested: false,
      notes: 'Without a line, 00:02:00.',
    },
  ],
};
