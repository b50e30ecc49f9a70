import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodificar } from './decodificar.ts';
import { grisDe } from './luma.ts';
import { esNeutro } from './perfil-color.ts';

/** A page in colours, in the space of a profile, which it carries. */
const pagina = (perfil: 'srgb' | 'p3'): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 700, channels: 3, background: '#f01008' } }).withIccProfile(perfil).jpeg({ quality: 95 }).toBuffer();

const nivelDe = async (bytes: Buffer): Promise<number> => {
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) throw new Error(decodificada.problema);
  return decodificada.pagina.datos[0]!;
};

describe('the colour profile of a page', () => {
  it('changes nothing when it says sRGB, which most devices write', async () => {
    expect(await esNeutro((await sharp(await pagina('srgb')).metadata()).icc)).toBe(true);
    expect(await esNeutro(undefined)).toBe(true);
  });

  it('is told from one that does, also after the other', async () => {
    const [srgb, p3] = await Promise.all((['srgb', 'p3'] as const).map(async (p) => (await sharp(await pagina(p)).metadata()).icc));
    expect([await esNeutro(p3), await esNeutro(srgb), await esNeutro(p3)]).toEqual([false, true, false]);
  });

  it('is applied where it changes colours: the same red is as dark in both spaces', async () => {
    const [srgb, p3] = [await nivelDe(await pagina('srgb')), await nivelDe(await pagina('p3'))];
    expect(Math.abs(srgb - p3)).toBeLessThanOrEqual(1);
    const sinPerfil = grisDe(await sharp(await pagina('p3'), { ignoreIcc: true }).raw().toBuffer());
    expect(Math.abs((sinPerfil[0] ?? 0) - srgb)).toBeGreaterThan(2);
  });

  it('that is none, or longer than a segment of a JPEG, harms nothing', async () => {
    expect(await esNeutro(Buffer.from('no profile'))).toBe(true);
    expect(await esNeutro(Buffer.alloc(200_000, 7))).toBe(true);
  });
});
