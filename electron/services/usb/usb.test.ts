import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importarUsb, type Importado } from '#central/ingesta/importar-usb.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { crearAlmacenAjenos } from '#electron/station/almacen-ajenos.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { crearMedioUsb } from '#electron/station/medio-usb.ts';
import { rastrearEnCarpeta } from '#electron/station/rastrear-carpeta.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { manifiestoUsbSchema } from '#shared/sync/manifiesto-usb.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { codigoDe, crearEstacionDePrueba, relojDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { eventosEnCentral, type EventoEnCentral } from '#tests/eventos-en-central.ts';

type Trabajo = NonNullable<Salida<ContratoEstacion, 'usb.estado'>['trabajo']>;

let c: CentralDePrueba;
/** Without network. */
let lejos: EstacionDePrueba;
let usb: string;
const porCerrar: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  c = await crearCentralDePrueba();
  usb = mkdtempSync(join(tmpdir(), 'acopio-usb-'));
  lejos = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj: relojDePrueba(AHORA), puertos: { medios: () => Promise.resolve([{ ruta: usb, nombre: 'USB' }]) } });
  await lejos.digitalizar(...c.paquete.actas.slice(0, 3).map((a) => a.clave));
});
afterEach(async () => {
  for (const cerrar of porCerrar.splice(0)) await cerrar();
  await lejos.cerrar();
  await c.cerrar();
  rmSync(usb, { recursive: true, force: true });
});

/** Another station of the election, which reaches the central. */
const conRed = async ({ url = c.url } = {}): Promise<EstacionDePrueba> => {
  const reloj = relojDePrueba(AHORA);
  const e = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj, estacion: 'C1-Z', puertos: { crearTransmision: transmisionHttp(reloj, { red: crearRedHttp(url) }) } });
  porCerrar.push(e.cerrar);
  return e;
};
/** Asks for something to be done with the medium and waits for its end. */
const hacer = async (e: EstacionDePrueba, pedir: (api: ClienteEstacion) => ReturnType<ClienteEstacion['usb.acusar']>): Promise<Trabajo> => {
  const api = await e.entrar('supervisor');
  const estado = async (): Promise<Trabajo | null> => (await valorDe(api['usb.estado']({}))).trabajo;
  const fin = new Promise<void>((resolve) => {
    const dejar = e.estacion.alCambiar((partes) => {
      if (!partes.includes('usb')) return;
      void estado().then((t) => {
        if (t?.terminado !== true) return;
        dejar();
        resolve();
      });
    });
  });
  await valorDe(pedir(api));
  await fin;
  return (await estado())!;
};
const exportar = (rango: { desde: number; hasta: number } | null = null): Promise<Trabajo> => hacer(lejos, (api) => api['usb.exportar']({ ruta: usb, rango }));
const traer = (e: EstacionDePrueba): Promise<Trabajo> => hacer(e, (api) => api['usb.traer']({ ruta: usb }));
const suya = (): string => join(usb, 'acopio-C1-A');
const importarEnCentral = (): Promise<Importado> => importarUsb({
  medio: crearMedioUsb(suya(), criptoNode.sha256), manifiesto: manifiestoUsbSchema.parse(JSON.parse(readFileSync(join(suya(), 'manifiesto.json'), 'utf8'))),
  cripto: criptoNode, lote: c.central.entrega.lote, imagen: c.central.entrega.imagen,
});
const enCentral = (sql: string): unknown[] => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const filas = base.prepare<[]>(sql).pluck().all();
  base.close();
  return filas;
};
const eventosDe = (epoca: string): EventoEnCentral[] => eventosEnCentral(c.carpeta).filter((x) => x.epoca === epoca);

describe('the USB of a station', () => {
  test('from the screen: everything goes, comes back, and nothing waits any more', async () => {
    const api = await lejos.entrar('coordinador');
    const antes = await valorDe(api['usb.estado']({}));
    expect(antes).toMatchObject({ trabajo: null, ajenos: [], pendientes: { imagenes: 3, desde: 1 } });
    expect(await valorDe(api['usb.medios']({}))).toMatchObject({ medios: [{ ruta: usb, soloLectura: false, trae: [] }] });

    const t = await exportar();
    expect(t).toMatchObject({ clase: 'exportar', falla: null, exportado: { carpeta: suya(), desde: 1, imagenes: 3, sinBytes: 0 } });
    expect(t.hechos).toBe(t.total);
    expect((await valorDe(api['usb.mirar']({ ruta: usb }))).trae).toMatchObject([{ clase: 'propia', estacion: 'C1-A', imagenes: 3, acuses: 0 }]);

    expect((await importarEnCentral()).problemas).toEqual([]);
    expect(await hacer(lejos, (a) => a['usb.acusar']({ ruta: usb }))).toMatchObject({ falla: null, acusado: { acuses: 1, malos: 0, tomados: 1 } });
    const { pendientes } = await valorDe(api['usb.estado']({}));
    // What is left was written since: the sign-ins, the export itself and the acuses.
    expect(pendientes).toMatchObject({ imagenes: 0, desde: (t.exportado?.hasta ?? 0) + 1 });
    const eventos = lejos.estacion.bitacora.leer(1, 1_000).map((a) => JSON.parse(a.texto) as { tipo: string; actor: string });
    expect(eventos.filter((e) => e.tipo === 'usb.exportada')).toMatchObject([{ actor: 'supervisor' }]);
  });

  test('of a station whose key is kept by the keyring of its system, it is signed with that key', async () => {
    const abrir = (texto: string): string => (texto.startsWith('sellada:') ? Buffer.from(texto.slice('sellada:'.length), 'base64').toString('utf8') : texto);
    const custodia = { guardar: () => Promise.reject(new Error('it has its key')), leer: (ruta: string) => Promise.resolve(abrir(readFileSync(ruta, 'utf8'))) };
    const sellada = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj: relojDePrueba(AHORA), estacion: 'C1-S', puertos: { custodia } });
    porCerrar.push(sellada.cerrar);
    const llave = join(sellada.carpeta, 'llave.pem');
    writeFileSync(llave, `sellada:${readFileSync(llave).toString('base64')}`);
    expect(await hacer(sellada, (api) => api['usb.exportar']({ ruta: usb, rango: null }))).toMatchObject({ falla: null, exportado: { carpeta: join(usb, 'acopio-C1-S') } });
  });

  test('of an acta it is known when the central received its data and its image, by which lote and which receipt', async () => {
    const acta = c.paquete.actas[0]!.clave;
    const api = await lejos.entrar('supervisor');
    const antes = await valorDe(api['transmision.deActa']({ acta }));
    expect(antes.imagenes).toHaveLength(1);
    expect([...antes.eventos, ...antes.imagenes].map((x) => x.envio.estado)).toEqual(antes.eventos.map(() => 'sin_enviar').concat('sin_enviar'));
    await exportar();
    await importarEnCentral();
    await hacer(lejos, (a) => a['usb.acusar']({ ruta: usb }));
    const { eventos, imagenes } = rastrearEnCarpeta(lejos.carpeta, acta);
    const sha = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    for (const { envio } of [...eventos, ...imagenes]) expect(envio).toMatchObject({ estado: 'acusado', hora: '2027-06-06T21:00:00.000-06:00', desde: 1, lote: sha, acuse: sha });
    expect(await valorDe(api['transmision.deActa']({ acta }))).toMatchObject({ eventos, imagenes });
    expect(await codigoDe(api['transmision.deActa']({ acta: '990099B0100A02' }))).toBe('acta_desconocida');
    expect(await codigoDe((await lejos.entrar('capturista'))['transmision.deActa']({ acta }))).toBe('sin_permiso');
  });

  test('images that the network still owes go with their lotes, and no others', async () => {
    const red = crearRedHttp(c.url);
    const sinImagenes = { ...red, enviarParte: () => Promise.reject(new Error('not reached')), avanceImagen: () => Promise.reject(new Error('not reached')) };
    const reloj = relojDePrueba(AHORA);
    const e = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj, estacion: 'C1-Y', puertos: { crearTransmision: transmisionHttp(reloj, { red: sinImagenes }) } });
    porCerrar.push(e.cerrar);
    await e.digitalizar(c.paquete.actas[0]!.clave, c.paquete.actas[1]!.clave);
    await e.estacion.transmision.enviarPendientes().catch(() => undefined);
    expect(enCentral('select count(*) from imagen where completa = 1')).toEqual([0]);
    const t = await hacer(e, (api) => api['usb.exportar']({ ruta: usb, rango: null }));
    expect(t.exportado).toMatchObject({ imagenes: 2 });
  });

  test('a medium that is no medium, or is gone, is said; only one at a time', async () => {
    const api = await lejos.entrar('supervisor');
    const falla = async (ruta: string): Promise<unknown> => (await hacer(lejos, (a) => a['usb.exportar']({ ruta, rango: null }))).falla;
    expect(await falla('usb')).toMatchObject({ codigo: 'usb_ruta' });
    expect(await falla(join(lejos.carpeta, 'imagenes'))).toMatchObject({ codigo: 'usb_ruta' });
    expect(await falla(join(usb, 'no-esta'))).toMatchObject({ codigo: 'usb_retirado' });
    const [una, otra] = await Promise.all([api['usb.exportar']({ ruta: usb, rango: null }), api['usb.exportar']({ ruta: usb, rango: null })]);
    expect([una.ok, otra.ok ? '' : otra.error.codigo]).toEqual([true, 'usb_ocupada']);
    await valorDe(api['usb.detener']({}));
  });

  test('is for who directs the room', async () => {
    for (const quien of ['capturista', 'acopiador', 'observador']) expect(await codigoDe((await lejos.entrar(quien))['usb.exportar']({ ruta: usb, rango: null }))).toBe('sin_permiso');
  });
});

describe('the USB of another station', () => {
  test('is carried to the central as it is, kept apart, and its acuse goes back on it', async () => {
    const hasta = lejos.estacion.bitacora.cabeza().seq;
    await exportar({ desde: 1, hasta });
    const z = await conRed();
    expect(await traer(z)).toMatchObject({ falla: null, traido: [{ estacion: 'C1-A', lotes: 1, imagenes: 3, acuses: 0, problemas: [] }] });
    // Kept on the disk and nowhere in the journal: a restart goes on from there.
    await z.reabrir();
    expect(z.estacion.bitacora.leer(1, 1_000).some((a) => a.texto.includes(lejos.estacion.bitacora.epoca))).toBe(false);
    await z.estacion.transmision.enviarPendientes();
    expect(eventosDe(lejos.estacion.bitacora.epoca).map((x) => x.hash)).toEqual(lejos.estacion.bitacora.leer(1, hasta).map((a) => a.hash));
    expect(enCentral('select count(*) from imagen where completa = 1')).toEqual([3]);
    expect(await valorDe((await z.entrar('supervisor'))['usb.estado']({}))).toMatchObject({ ajenos: [{ estacion: 'C1-A', lotes: 1, conAcuse: 1, porAtender: null }] });

    // The medium comes by again, and then home.
    expect(await traer(z)).toMatchObject({ traido: [{ lotes: 1, imagenes: 3, acuses: 1 }] });
    expect(readdirSync(join(suya(), 'acuses'))).toHaveLength(1);
    expect(await hacer(lejos, (a) => a['usb.acusar']({ ruta: usb }))).toMatchObject({ acusado: { acuses: 1, tomados: 1 } });
    expect((await valorDe((await lejos.entrar('supervisor'))['usb.estado']({}))).pendientes).toMatchObject({ imagenes: 0, desde: hasta + 1 });
  });

  test('taken twice it is the same, and nothing of it is sent twice once it has its acuse', async () => {
    await exportar();
    const z = await conRed();
    await traer(z);
    await traer(z);
    expect(crearAlmacenAjenos(join(z.carpeta, 'ajenos')).lotes()).toHaveLength(1);
    await z.estacion.transmision.enviarPendientes();
    const antes = eventosEnCentral(c.carpeta).length;
    await z.estacion.transmision.enviarPendientes();
    expect(eventosDe(lejos.estacion.bitacora.epoca).map((x) => x.seq)).toEqual(eventosDe(lejos.estacion.bitacora.epoca).map((_, i) => i + 1));
    expect(eventosEnCentral(c.carpeta)).toHaveLength(antes);
  });

  test('what the disk of the carrier spoils holds up nothing of its own, and the medium brings it again', async () => {
    const { imagenes } = manifiestoUsbSchema.parse(JSON.parse((await exportar(), readFileSync(join(suya(), 'manifiesto.json'), 'utf8'))));
    const z = await conRed();
    await traer(z);
    const ajenos = join(z.carpeta, 'ajenos');
    const [llegada] = readdirSync(join(ajenos, 'llegadas'));
    writeFileSync(join(ajenos, 'llegadas', llegada!), '{"estacion":');
    writeFileSync(join(ajenos, 'imagenes', imagenes[0]!.imagen), 'otra cosa');
    await z.reabrir();
    expect((await z.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect(eventosDe(z.estacion.bitacora.epoca).length).toBeGreaterThan(0);
    expect(eventosDe(lejos.estacion.bitacora.epoca)).toEqual([]);
    expect((await traer(z)).traido).toMatchObject([{ lotes: 1, imagenes: 3, problemas: [] }]);
    await z.estacion.transmision.enviarPendientes();
    expect(eventosDe(lejos.estacion.bitacora.epoca).length).toBeGreaterThan(0);
    expect(enCentral('select count(*) from imagen where completa = 1')).toEqual([3]);
  });

  test('a damaged file is named and holds up no other; with no lote that serves, or no manifest, it is refused', async () => {
    await exportar();
    const z = await conRed();
    const [imagen] = readdirSync(join(suya(), 'imagenes'));
    writeFileSync(join(suya(), 'imagenes', imagen!), 'otra cosa');
    expect((await traer(z)).traido).toMatchObject([{ lotes: 1, imagenes: 2, problemas: [{ archivo: `imagenes/${imagen!}` }] }]);
    const [lote] = readdirSync(join(suya(), 'lotes'));
    writeFileSync(join(suya(), 'lotes', lote!), 'otra cosa');
    expect((await traer(z)).falla).toMatchObject({ codigo: 'usb_danada' });
    writeFileSync(join(suya(), 'manifiesto.json'), '{"formato":');
    expect((await traer(z)).falla).toMatchObject({ codigo: 'usb_sin_manifiesto' });
    rmSync(suya(), { recursive: true });
    mkdirSync(suya());
    expect((await traer(z)).falla).toMatchObject({ codigo: 'usb_sin_manifiesto' });
  });

  test('of another election, or of this same station, it is refused', async () => {
    await exportar();
    expect((await traer(lejos)).falla).toMatchObject({ codigo: 'usb_propia' });
    const otra = await crearCentralDePrueba();
    porCerrar.push(otra.cerrar);
    const ajena = await crearEstacionDePrueba({ opl: otra.opl, central: otra.firmante, reloj: relojDePrueba(AHORA) });
    porCerrar.push(ajena.cerrar);
    expect((await traer(ajena)).falla).toMatchObject({ codigo: 'usb_otro_paquete' });
  });

  test('what the central refuses is said, and holds up neither the rest nor its own data', async () => {
    await exportar();
    const { llave } = JSON.parse((JSON.parse(readFileSync(join(lejos.carpeta, 'certificado.json'), 'utf8')) as { contenido: string }).contenido) as { llave: string };
    const severa = await crearCentralDePrueba({ opl: c.opl, firmante: c.firmante, revocadas: new Set([llave]) });
    porCerrar.push(severa.cerrar);
    const z = await conRed({ url: severa.url });
    await traer(z);
    await z.estacion.transmision.enviarPendientes();
    expect(z.estacion.transmision.estado()).toMatchObject({ enLinea: true, eventosPendientes: 0 });
    const [ajeno] = (await valorDe((await z.entrar('supervisor'))['usb.estado']({}))).ajenos;
    expect(ajeno).toMatchObject({ estacion: 'C1-A', conAcuse: 0, porAtender: expect.stringContaining('C1-A') as string });
  });
});
