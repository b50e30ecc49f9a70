import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { finished } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/** What a ZIP says of one of its files. */
export type Esperado = { readonly crc32: number; readonly bytes: number };

/**
 * The bytes of a file of a ZIP, checked: after the last one they must add up to the CRC-32 and the size that the ZIP
 * says, which its library does not look at. Until it ends, nothing of what passed is known to be good. Fails with the
 * error of `dano`, whatever the failure of the source was.
 */
export class FlujoComprobado extends Transform {
  readonly #esperado: Esperado;
  readonly #dano: () => Error;
  #crc = 0;
  #bytes = 0;

  constructor(fuente: Readable, esperado: Esperado, dano: () => Error) {
    super();
    this.#esperado = esperado;
    this.#dano = dano;
    fuente.on('error', () => this.destroy(dano()));
    this.once('close', () => fuente.destroy());
    fuente.pipe(this);
  }

  override _transform(trozo: Buffer, _codificacion: BufferEncoding, listo: TransformCallback): void {
    this.#crc = crc32(trozo, this.#crc);
    this.#bytes += trozo.length;
    listo(null, trozo);
  }

  override _flush(listo: TransformCallback): void {
    const igual = this.#crc === this.#esperado.crc32 && this.#bytes === this.#esperado.bytes;
    listo(igual ? null : this.#dano());
  }

  /** Reads what is left and throws the damage, if there is any: bytes that made no sense may be those of a good file, spoiled. */
  async agotar(): Promise<void> {
    await finished(this.resume());
  }
}
