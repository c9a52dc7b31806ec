/** Every reader. Of two that recognise a file, the first one gets it. */
import { nginxReader } from './nginx/nginx-reader.ts';
import type { Reader } from './reader.ts';

export const readers: readonly Reader[] = [nginxReader];
