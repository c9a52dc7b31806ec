/** Bytes of a capture that `whyreset serve` offers, as they come. */
import type { ByteSource } from '../../input/byte-source.ts';

export class DownloadSource implements ByteSource {
  problem: string | null = null;
  position = 0;
  readonly length: number;
  private readonly url: string;
  private reader: ReadableStreamDefaultReader<Uint8Array> | null = null;

  constructor(url: string, length: number) {
    this.url = url;
    this.length = length;
  }

  async read(): Promise<Uint8Array | null> {
    try {
      this.reader ??= await this.start();
      const { value } = await this.reader.read();
      this.position += value?.length ?? 0;
      return value ?? null;
    } catch (error) {
      this.problem = `The download ended after byte ${this.position}: ${(error as Error).message}`;
      return null;
    }
  }

  close(): void {
    this.reader?.cancel().catch(() => undefined);
  }

  private async start(): Promise<ReadableStreamDefaultReader<Uint8Array>> {
    const { ok, status, body } = await fetch(this.url);
    if (!ok || body === null) throw new Error(`the server answered with status ${status}`);
    return body.getReader();
  }
}
