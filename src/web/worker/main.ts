/** The worker's script, which the page carries as text. */
import { serveRequests } from './serve-requests.ts';

serveRequests();
