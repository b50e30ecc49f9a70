import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { abrirCopia, type Copia } from '#electron/copia/copia.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { crearReplica } from '#electron/station/replica.ts';
import { verificarCarpeta } from '#electron/station/verificar-carpeta.ts';
import { textoSeguir } from '#shared/api/reserva.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { certificadoDeRed, type CertificadoRed } from '../red/certificado.ts';
import { abrirServidorRed, type ServidorRed } from '../red/servidor-red.ts';
import { conectarPrincipal, type Identidad } from './principal.ts';
import { relevar } from './relevar.ts';
import { seguir, type EstadoReserva } from './seguir.ts';

const [UNA, OTRA] = ['990010B0100A02', '990010B0100A01'];
const registro = { info: () => undefined, error: () => undefined };
const porCerrar: (() => unknown)[] = [];
afterEach(async () => {
  for (const cerrar of porCerrar.splice(0).reverse()) await cerrar();
});

const carpetaNueva = (): string => {
  const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-reserva-'));
  porCerrar.push(() => rmSync(carpeta, { recursive: true, force: true }));
  return carpeta;
};

type Sala = { readonly p: EstacionDePrueba; readonly red: CertificadoRed; readonly direccion: () => string; readonly cortar: () => Promise<void>; readonly volver: () => Promise<void> };
/** A main station with its room open. */
const sala = async (): Promise<Sala> => {
  const p = await crearEstacionDePrueba();
  const red = await certificadoDeRed(path.join(p.carpeta, 'red'), 'C1-A', Date.now());
  const abrir = (puerto: number): Promise<ServidorRed> => abrirServidorRed({ estacion: p.estacion, puestos: p.estacion.puestos, replica: p.estacion.replica, certificado: red, paginas: carpetaNueva(), puerto, registro });
  let servidor = await abrir(0);
  const { puerto } = servidor;
  porCerrar.push(p.cerrar, () => servidor.cerrar());
  return {
    p, red, direccion: () => `https://127.0.0.1:${String(puerto)}`, cortar: () => servidor.cerrar(),
    volver: async () => { servidor = await abrir(puerto); },
  };
};

/** Who a standby says that it is; certified by the OPL unless another signs. */
const identidad = (p: EstacionDePrueba, { estacion = 'C1-B', catd = 'C1', opl = p.opl } = {}): Identidad => {
  const firmante = crearFirmante(nuevaLlave());
  const certificado = firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ estacion, catd, llave: firmante.llave, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' }));
  return { firmante, certificado, llaveOpl: p.opl.llave, catd };
};

type Reserva = { readonly copia: Copia; readonly hasta: (cumple: (e: EstadoReserva) => boolean) => Promise<EstadoReserva>; readonly fin: Promise<unknown>; readonly red: () => string | null };
const reservaDe = async ({ p, direccion }: Sala): Promise<Reserva> => {
  const copia = await abrirCopia(carpetaNueva(), p.paqueteTexto, p.opl.llave);
  const alto = new AbortController();
  let ultimo: EstadoReserva | null = null;
  let llave: string | null = null;
  const oyentes = new Set<() => void>();
  const fin = seguir({
    direccion: direccion(), identidad: identidad(p), copia, alto: alto.signal,
    guardarRed: ({ llave: suya }) => Promise.resolve(void (llave = suya)),
    alCambiar: (estado) => {
      ultimo = estado;
      oyentes.forEach((oyente) => { oyente(); });
    },
  }).catch((error: unknown) => error);
  porCerrar.push(async () => {
    alto.abort();
    await fin;
    copia.cerrar();
  });
  const hasta = async (cumple: (e: EstadoReserva) => boolean): Promise<EstadoReserva> => {
    while (ultimo === null || !cumple(ultimo)) await new Promise<void>((resolver) => { oyentes.add(resolver); });
    return ultimo;
  };
  return { copia, hasta, fin, red: () => llave };
};
const alCorriente = (e: EstadoReserva): boolean => e.pendientes === 0;

describe('a standby', () => {
  test('has what a person was told is done before they are told, and the images', async () => {
    const s = await sala();
    await s.p.digitalizar(UNA);
    const r = await reservaDe(s);
    await r.hasta(alCorriente);
    // It is up to date once it has asked for more.
    while (s.p.estacion.replica.estado()[0]?.alCorriente !== true) await new Promise(setImmediate);
    const capturista = await s.p.entrar('capturista');
    const { trabajo } = await valorDe(capturista['captura.siguiente']({}));
    await valorDe(capturista['captura.guardar']({ acta: UNA, ciclo: trabajo?.ciclo ?? 0, valores: s.p.valores(UNA) }));
    expect(r.copia.cabeza()).toEqual(s.p.estacion.bitacora.cabeza());
    await s.p.digitalizar(OTRA);
    await r.hasta((e) => e.eventos === s.p.estacion.bitacora.cabeza().seq);
    expect(await verificarCarpeta(r.copia.carpeta)).toMatchObject({ cabeza: s.p.estacion.bitacora.cabeza().hash, imagenes: 2, imagenesMalas: [] });
    expect(r.red()).toBe(s.red.llave);
    expect(await valorDe((await s.p.entrar('supervisor'))['reserva.estado']({}))).toEqual({ reservas: [{ estacion: 'C1-B', alCorriente: true, pendientes: 0 }] });
  });

  test('waits out a broken network and a main station that was opened again', async () => {
    const s = await sala();
    const r = await reservaDe(s);
    await r.hasta(alCorriente);
    await s.cortar();
    await r.hasta((e) => e.falla?.codigo === 'estacion_inalcanzable');
    await s.p.reabrir();
    await s.p.digitalizar(UNA);
    await s.volver();
    await r.hasta((e) => e.pendientes === 0 && e.eventos === s.p.estacion.bitacora.cabeza().seq);
    expect(r.copia.cabeza().hash).toBe(s.p.estacion.bitacora.cabeza().hash);
  });

  test('goes on without an image that the main station cannot read, says so, and has it as soon as it can be read', async () => {
    const s = await sala();
    await s.p.digitalizar(UNA, OTRA);
    const { imagenes } = carpetaTrabajo(s.p.carpeta);
    const mala = (await valorDe((await s.p.entrar('digitalizador'))['digitalizacion.bandeja']({}))).imagenes[0]?.imagen ?? '';
    const ruta = rutaDeImagen(imagenes, mala);
    renameSync(ruta, `${ruta}.aparte`);
    // Reading a folder fails as a bad sector does: with an error of the system.
    mkdirSync(ruta);
    const r = await reservaDe(s);
    expect(await r.hasta(alCorriente)).toMatchObject({ sinImagen: 1, falla: null });
    expect(r.copia.cabeza()).toEqual(s.p.estacion.bitacora.cabeza());
    rmSync(ruta, { recursive: true });
    renameSync(`${ruta}.aparte`, ruta);
    await s.p.entrar('capturista');
    await s.p.entrar('capturista2');
    await r.hasta((e) => e.sinImagen === 0);
    expect(await verificarCarpeta(r.copia.carpeta)).toMatchObject({ imagenes: 2, imagenesMalas: [] });
  });

  test('of another journal stops and says so', async () => {
    const [s, ajena] = [await sala(), await sala()];
    const r = await reservaDe(s);
    r.copia.agregar(ajena.p.estacion.bitacora.leer(1, 1));
    expect(await r.fin).toMatchObject({ codigo: 'copia_de_otra' });
  });

  test('is let in only when the OPL certified it for this CATD, and is not the main station itself', async () => {
    const s = await sala();
    const entrar = (yo: Identidad): Promise<unknown> => conectarPrincipal(s.direccion(), yo).then((c) => (c.cerrar(), 'admitida'), (e: unknown) => (e as { codigo: string }).codigo);
    expect(await entrar(identidad(s.p, { catd: 'C2' }))).toBe('reserva_no_admitida');
    expect(await entrar(identidad(s.p, { estacion: 'C1-A' }))).toBe('reserva_no_admitida');
    expect(await entrar(identidad(s.p, { opl: crearFirmante(nuevaLlave()) }))).toBe('reserva_no_admitida');
    expect(await entrar({ ...identidad(s.p), firmante: crearFirmante(nuevaLlave()) })).toBe('reserva_no_admitida');
    expect(await entrar(identidad(s.p))).toBe('admitida');
    const estadoDe = (authorization: string): Promise<number | undefined> => new Promise((resolver, rechazar) => {
      request(`${s.direccion()}/reserva/bitacora?desde=1`, { rejectUnauthorized: false, agent: false, headers: { authorization } }, (r) => { resolver(r.resume().statusCode); }).on('error', rechazar).end();
    });
    expect(await estadoDe('')).toBe(403);
    expect(await estadoDe(`Reserva ${'x'.repeat(43)}`)).toBe(403);
  });

  test('does not believe a machine in the middle, which has another TLS certificate', async () => {
    const s = await sala();
    const impostora = await certificadoDeRed(carpetaNueva(), 'C1-A', Date.now());
    const medio = await abrirServidorRed({ estacion: s.p.estacion, puestos: s.p.estacion.puestos, replica: s.p.estacion.replica, certificado: { ...impostora, huella: s.red.huella }, paginas: carpetaNueva(), puerto: 0, registro });
    porCerrar.push(medio.cerrar);
    await expect(conectarPrincipal(`https://127.0.0.1:${String(medio.puerto)}`, identidad(s.p))).rejects.toMatchObject({ codigo: 'reserva_no_admitida' });
  });
});

test('a relief does not hang from the note of whom it followed: one that a power cut left empty is as none', async () => {
  const p = await crearEstacionDePrueba();
  porCerrar.push(p.cerrar);
  const carpeta = carpetaNueva();
  await prepararEstacion({
    carpeta, paqueteTexto: p.paqueteTexto, llaveOpl: p.opl.llave, estacion: 'C1-B', catd: 'C1', version: '0.0.0-prueba', reloj: p.reloj, reserva: true,
    firmarCertificado: (s) => firmarDocumento(p.opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' })),
  });
  const copia = await abrirCopia(carpeta, p.paqueteTexto, p.opl.llave);
  copia.agregar(p.estacion.bitacora.leer(1, 100));
  copia.cerrar();
  writeFileSync(path.join(carpeta, 'principal.json'), '');
  const hereda = await relevar({ carpeta, coordinador: 'coordinador', supervisor: 'supervisor', aunqueResponda: false, pedirPines: (preguntas) => Promise.resolve(preguntas.map(() => PIN_DE_PRUEBA)), reloj: p.reloj });
  expect(hereda).toMatchObject({ estacion: 'C1-A', hasta: p.estacion.bitacora.cabeza().seq });
});

test('a standby that stays behind holds the room up once, and is said to be late', async () => {
  const p = await crearEstacionDePrueba();
  porCerrar.push(p.cerrar);
  const errores: string[] = [];
  const yo = identidad(p);
  const replica = crearReplica({
    bitacora: p.estacion.bitacora, almacen: { leerRecibida: () => Promise.reject(new Error('not asked')) }, firmante: yo.firmante, certificado: yo.certificado, llaveOpl: p.opl.llave, estacion: 'C1-A', catd: 'C1',
    registro: { info: () => undefined, error: (m) => void errores.push(m) }, avisos: { cambio: () => undefined }, esperaMs: 1,
  });
  const saludo = { reto: 'r'.repeat(24), retoPropio: 'p'.repeat(24), huella: 'h' };
  const { token } = replica.entrar({ certificado: yo.certificado, reto: saludo.reto, retoPropio: saludo.retoPropio, firma: yo.firmante.firmar(textoSeguir({ quien: 'reserva', ...saludo, token: '' })) }, 'h');
  const { seq } = p.estacion.bitacora.cabeza();
  const cortada = AbortSignal.abort();
  await replica.novedades(token, { desde: 1, confirmado: seq }, cortada);
  expect(replica.estado()).toEqual([{ estacion: 'C1-B', alCorriente: true, pendientes: 0 }]);
  await p.digitalizar(UNA);
  await replica.replicado();
  expect(errores).toHaveLength(1);
  expect(replica.estado()[0]).toMatchObject({ alCorriente: false });
  await replica.replicado();
  expect(errores).toHaveLength(1);
  await replica.novedades(token, { desde: 1, confirmado: p.estacion.bitacora.cabeza().seq }, cortada);
  expect(replica.estado()[0]).toMatchObject({ alCorriente: true, pendientes: 0 });
});
