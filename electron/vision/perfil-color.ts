import sharp from 'sharp';

/** Levels of each channel in the chart, and pixels on its sides: every colour once. */
const NIVELES = 32;
const LADOS = { width: 256, height: 128, channels: 3 } as const;

/** A JPEG that has a colour of each sort. */
const hacerCarta = (): Promise<Buffer> => {
  const nivel = (k: number): number => Math.round(((k % NIVELES) * 255) / (NIVELES - 1));
  const datos = Uint8Array.from({ length: 3 * NIVELES ** 3 }, (_, i) => nivel(Math.floor(Math.floor(i / 3) / NIVELES ** (i % 3))));
  return sharp(datos, { raw: LADOS }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
};

const MAXIMO_POR_TROZO = 65_000;

/** The segments by which a JPEG carries a profile (ICC.1, annex B.4). */
const segmentosDe = (perfil: Uint8Array): Buffer => {
  const trozos = Math.ceil(perfil.length / MAXIMO_POR_TROZO);
  return Buffer.concat(Array.from({ length: trozos }, (_, i) => {
    const trozo = perfil.subarray(i * MAXIMO_POR_TROZO, (i + 1) * MAXIMO_POR_TROZO);
    const cabeza = Buffer.from(`\xff\xe2\0\0ICC_PROFILE\0${String.fromCharCode(i + 1, trozos)}`, 'latin1');
    cabeza.writeUInt16BE(cabeza.length - 2 + trozo.length, 2);
    return Buffer.concat([cabeza, trozo]);
  }));
};

const probar = async (perfil: Uint8Array): Promise<boolean> => {
  const carta = await hacerCarta();
  const conPerfil = Buffer.concat([carta.subarray(0, 2), segmentosDe(perfil), carta.subarray(2)]);
  const [con, sin] = await Promise.all([sharp(conPerfil).raw().toBuffer(), sharp(conPerfil, { ignoreIcc: true }).raw().toBuffer()]);
  return con.equals(sin);
};

/** All the sheets of a scanner carry the same one. */
let ultimo: { readonly perfil: Buffer; readonly neutro: Promise<boolean> } | null = null;

/**
 * Whether converting the colours of an image from this ICC profile to sRGB leaves them as they are, level by level, as with the
 * sRGB that most devices write: that conversion takes as long as decoding the page. Asked of a chart, once for each profile.
 */
export const esNeutro = (perfil: Buffer | undefined): Promise<boolean> => {
  if (perfil === undefined) return Promise.resolve(true);
  if (!ultimo?.perfil.equals(perfil)) ultimo = { perfil: Buffer.from(perfil), neutro: probar(perfil) };
  return ultimo.neutro;
};
