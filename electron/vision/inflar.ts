import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';

const TROZO = 1 << 20;

const tirar = (): Writable => new Writable({ write: (_, __, sigue) => { sigue(); } });

/** Rejects when a zlib stream is cut, damaged, or its checksum is of other bytes. Holds no more than a piece of it, however large it gets. */
export const comprobarZlib = (bytes: Uint8Array): Promise<void> => pipeline(Readable.from([bytes]), createInflate({ chunkSize: TROZO }), tirar());
