/** Configuration files of application servers, where no command that names them is among the files. */

import type { HopDraft } from '../hop-draft.ts';
import type { AuditWarning } from '../model.ts';
import { type ConfigFile, fileName, type Reader } from '../reader.ts';
import { gunicornFile } from './gunicorn.ts';
import { pumaFile } from './puma.ts';

export const gunicornReader: Reader = fileReader('gunicorn', /^gunicorn[\w.-]*\.py$/, gunicornFile);

export const pumaReader: Reader = fileReader('puma', /^puma[\w.-]*\.rb$/, pumaFile);

function fileReader(
  product: string,
  name: RegExp,
  readFile: (file: ConfigFile, warnings: AuditWarning[]) => HopDraft,
): Reader {
  return {
    product,
    recognises: ({ path }) => name.test(fileName(path)),
    read(files) {
      const warnings: AuditWarning[] = [];
      return { hops: files.map((file) => readFile(file, warnings)), warnings };
    },
  };
}
