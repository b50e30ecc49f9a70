import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { prepararEstacion, relevarEstacion } from '#electron/station/preparar.ts';
import { verificarCarpeta } from '#electron/station/verificar-carpeta.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Asiento } from '#shared/sync/lote.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { crearDiscoDePrueba } from '#tests/disco-de-prueba.ts';
import { abrirCopia } from './copia.ts';
import { copiar } from './copiar.ts';
import { fuenteLocal } from './fuente.ts';

const [UNA, OTRA] = ['990010B0100A02', '990010B0100A01'];
const RELEVO = { solicita: 'coordinador', confirma: 'supervisor' };
const porCerrar: (() => unknown)[] = [];
afterEach(async () => {
  for (const cerrar of porCerrar.splice(0).reverse()) await cerrar();
});

const estacion = async (): Promise<EstacionDePrueba> => {
  const p = await crearEstacionDePrueba();
  porCerrar.push(p.cerrar);
  return p;
};
const carpetaNueva = (): string => {
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-copia-'));
  porCerrar.push(() => rmSync(carpeta, { recursive: true, force: true }));
  return carpeta;
};
const entrarEn = async (abierta: Estacion, usuario: string): Promise<ClienteEstacion> => {
  const cliente = (sesion: string | null): ClienteEstacion => crearCliente(contratoEstacion, abierta.despachar, { sesion: () => sesion, puesto: `p-${usuario}` });
  return cliente((await valorDe(cliente(null)['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA }))).sesion);
};
const capturar = async (p: Pick<EstacionDePrueba, 'valores'>, cliente: ClienteEstacion): Promise<string> => {
  const { trabajo } = await valorDe(cliente['captura.siguiente']({}));
  if (trabajo === null) throw new Error('there is nothing to capture');
  await valorDe(cliente['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: p.valores(trabajo.acta) }));
  return trabajo.acta;
};
/** A standby of the same CATD, enrolled and empty. */
const reserva = async (p: EstacionDePrueba): Promise<string> => {
  const carpeta = carpetaNueva();
  await prepararEstacion({
    carpeta, paqueteTexto: p.paqueteTexto, llaveOpl: p.opl.llave, estacion: 'C1-B', catd: 'C1', version: '0.0.0-prueba', reloj: p.reloj, reserva: true,
    firmarCertificado: (s) => firmarDocumento(p.opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' })),
  });
  return carpeta;
};
const copiarDe = async (p: EstacionDePrueba, carpeta: string): Promise<Awaited<ReturnType<typeof copiar>>> => {
  const copia = await abrirCopia(carpeta, p.paqueteTexto, p.opl.llave);
  const fuente = fuenteLocal(p.carpeta);
  try {
    return await copiar(fuente, copia);
  } finally {
    copia.cerrar();
    fuente.cerrar();
  }
};

describe('a copy', () => {
  test('holds the journal and every image, and goes on from where it was', async () => {
    const p = await estacion();
    const carpeta = carpetaNueva();
    await p.digitalizar(UNA);
    expect(await copiarDe(p, carpeta)).toMatchObject({ imagenes: 1, sinBytes: [] });
    await p.digitalizar(OTRA);
    await p.escanear(Buffer.from('no es una imagen'));
    expect(await copiarDe(p, carpeta)).toMatchObject({ imagenes: 2, sinBytes: [] });
    const [original, copia] = [await verificarCarpeta(p.carpeta), await verificarCarpeta(carpeta)];
    expect(copia).toMatchObject({ eventos: original.eventos, cabeza: original.cabeza, imagenes: original.imagenes, imagenesMalas: [] });
    expect((await copiarDe(p, carpeta)).eventos).toBe(0);
  });

  test('says which images its source lost or changed, and holds the rest', async () => {
    const p = await estacion();
    await p.digitalizar(UNA, OTRA);
    const imagen = (await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}))).imagenes[0]?.imagen ?? '';
    rmSync(rutaDeImagen(carpetaTrabajo(p.carpeta).imagenes, imagen));
    expect(await copiarDe(p, carpetaNueva())).toMatchObject({ imagenes: 1, sinBytes: [imagen] });
  });

  test('that relieves with a clock behind the dead station begins its epoca with nothing before its first event: the central takes no other', async () => {
    const p = await estacion();
    await p.digitalizar(UNA);
    const carpeta = await reserva(p);
    await copiarDe(p, carpeta);
    const { hasta } = relevarEstacion({ carpeta, relevo: RELEVO, version: '0.0.0-prueba', reloj: { ahora: () => p.reloj.ahora() - 3_600_000 } });
    const abierta = await abrirEstacion({ carpeta, puertos: { ...p.puertos, reloj: { ahora: () => p.reloj.ahora() - 3_600_000 } } });
    porCerrar.push(() => abierta.cerrar());
    const tipos = abierta.bitacora.leer(hasta + 1, 10).map((a) => (JSON.parse(a.texto) as { tipo: string }).tipo);
    expect(tipos.slice(0, 3)).toEqual(['estacion.iniciada', 'reloj.retrocedio', 'estacion.abierta']);
  });

  test('takes nothing that does not follow what it holds', async () => {
    const [p, ajena] = [await estacion(), await estacion()];
    const copia = await abrirCopia(carpetaNueva(), p.paqueteTexto, p.opl.llave);
    porCerrar.push(copia.cerrar);
    const agregar = (asientos: readonly Asiento[]): string => {
      try {
        copia.agregar(asientos);
        return 'tomado';
      } catch (error) {
        return (error as { codigo?: string }).codigo ?? String(error);
      }
    };
    const asientos = p.estacion.bitacora.leer(1, 100);
    expect(agregar(asientos.slice(1))).toBe('copia_de_otra');
    expect(agregar(asientos.slice(0, 1))).toBe('tomado');
    expect(agregar(ajena.estacion.bitacora.leer(2, 1))).toBe('copia_de_otra');
    expect(agregar(asientos.slice(1).map((a) => ({ ...a, texto: a.texto.replace('0.0.0', '9.9.9') })))).toBe('bitacora_rota');
    expect(copia.cabeza().seq).toBe(1);
  });

  test('is not begun over a station that works, nor for another election', async () => {
    const [p, ajena] = [await estacion(), await estacion()];
    await expect(abrirCopia(p.carpeta, p.paqueteTexto, p.opl.llave)).rejects.toMatchObject({ codigo: 'estacion_ocupada' });
    const carpeta = carpetaNueva();
    (await abrirCopia(carpeta, p.paqueteTexto, p.opl.llave)).cerrar();
    await expect(abrirCopia(carpeta, ajena.paqueteTexto, ajena.opl.llave)).rejects.toMatchObject({ codigo: 'paquete_distinto' });
  });
});

describe('a relief', () => {
  test('goes on where the main station ended: its state, its people, its chain, in an epoca of its own', async () => {
    const p = await estacion();
    await p.digitalizar(UNA, OTRA);
    const acta = await capturar(p, await p.entrar('capturista'));
    const carpeta = await reserva(p);
    await copiarDe(p, carpeta);
    await expect(abrirEstacion({ carpeta, puertos: p.puertos })).rejects.toMatchObject({ codigo: 'estacion_en_reserva' });

    const { seq: hasta, hash: cabeza } = p.estacion.bitacora.cabeza();
    const principal = p.estacion.bitacora.epoca;
    const hereda = relevarEstacion({ carpeta, relevo: RELEVO, version: '0.0.0-prueba', reloj: p.reloj });
    expect(hereda).toEqual({ epoca: principal, estacion: 'C1-A', hasta, cabeza, ...RELEVO });
    const relevo = await abrirEstacion({ carpeta, puertos: p.puertos });
    porCerrar.push(relevo.cerrar);
    expect(relevo.bitacora.epoca).not.toBe(principal);
    expect(relevo.bitacora.epocaDe(hasta)).toEqual({ epoca: principal, hasta });
    expect(relevo.bitacora.epocaDe(hasta + 1)).toEqual({ epoca: relevo.bitacora.epoca, hasta: null });
    expect(relevo.bitacora.hashDe(hasta)).toBe(cabeza);

    // The second capture of what the first station captured; the same person is still kept out of it.
    const misma = await valorDe((await entrarEn(relevo, 'capturista'))['captura.siguiente']({}));
    expect(misma.trabajo?.acta).not.toBe(acta);
    expect(await capturar(p, await entrarEn(relevo, 'capturista2'))).toBe(acta);
    const { porEstado } = await valorDe((await entrarEn(relevo, 'supervisor'))['tablero.resumen']({}));
    expect(porEstado.verificada).toBe(1);
    expect(await relevo.verificarImagenes()).toEqual([]);
  });

  test('needs the copy of another station, and happens once', async () => {
    const p = await estacion();
    const carpeta = await reserva(p);
    const relevar = (): unknown => relevarEstacion({ carpeta, relevo: RELEVO, version: '0.0.0-prueba', reloj: p.reloj });
    expect(relevar).toThrow(expect.objectContaining({ codigo: 'relevo_sin_copia' }));
    await copiarDe(p, carpeta);
    relevar();
    expect(relevar).toThrow(expect.objectContaining({ codigo: 'relevo_sin_copia' }));
    await expect(copiarDe(p, carpeta)).rejects.toMatchObject({ codigo: 'copia_es_estacion' });
    expect(JSON.parse(readFileSync(carpetaTrabajo(carpeta).certificado, 'utf8'))).toHaveProperty('firma');
  });
});

test('a copy that does not fit on its disk says which disk', async ({ skip }) => {
  const disco = crearDiscoDePrueba('400k');
  if (disco === null) skip('no disk in memory can be mounted here: it takes root on Linux');
  porCerrar.push(() => disco?.cerrar());
  const p = await estacion();
  await p.escanear(Buffer.concat([hojaDePrueba(null, 'grande'), Buffer.alloc(800_000, 'x')]));
  await expect(copiarDe(p, disco!.ruta)).rejects.toMatchObject({ codigo: 'copia_sin_espacio', parametros: { carpeta: disco!.ruta } });
});
