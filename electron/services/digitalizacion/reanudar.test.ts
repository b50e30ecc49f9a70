import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { archivoDePrueba, crearEstacionDePrueba, hojaDePrueba, valorDe, visionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { proyeccionesYReconstruccion } from '#tests/proyecciones.ts';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { escaneresDe, type Vision } from '#electron/station/puertos.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

let p: EstacionDePrueba;
const copias: string[] = [];
afterEach(async () => {
  await p.cerrar();
  for (const copia of copias.splice(0)) rmSync(copia, { recursive: true, force: true });
});

type Leido = { tipo: string; acta?: string; datos: Record<string, unknown> };
const leer = (estacion: Estacion): Leido[] => estacion.bitacora.leer(1, 5000).map((a) => JSON.parse(a.texto) as Leido);

/** The workspace as a dead process would leave it now: in this turn nothing else writes, and a half written file is copied half written. */
const fotografiar = (carpeta: string): string => {
  const copia = mkdtempSync(join(tmpdir(), 'acopio-foto-'));
  cpSync(carpeta, copia, { recursive: true });
  rmSync(carpetaTrabajo(copia).cerrojo, { recursive: true, force: true });
  copias.push(copia);
  return copia;
};

/** Opens the station of a photograph and lets it do what it finds to do. */
const revivir = async (carpeta: string, vision: Vision = visionDePrueba, escaner = crearEscanerVirtual()): Promise<Estacion> => {
  const estacion = await abrirEstacion({ carpeta, puertos: { ...p.puertos, vision, escaneres: escaneresDe(escaner) } });
  await estacion.enReposo();
  return estacion;
};
const entrar = async (estacion: Estacion, usuario: string) => {
  const { sesion } = await valorDe(crearCliente(contratoEstacion, estacion.despachar, { sesion: () => null, puesto: 'p' })['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA }));
  return crearCliente(contratoEstacion, estacion.despachar, { sesion: () => sesion, puesto: 'p' });
};
const turno = (): Promise<void> => new Promise((resolver) => { setImmediate(resolver); });
const archivos = (carpeta: string): number => readdirSync(carpeta, { recursive: true }).length;

const RESULTADOS = new Set(['imagen.guardada', 'imagen.repetida', 'entrada.rechazada', 'entrada.separada']);
const nombreDe = (e: Leido): string => String(e.datos['imagen'] ?? e.datos['sha256']);
const contar = (nombres: readonly string[]): Record<string, number> => nombres.reduce<Record<string, number>>((n, x) => ({ ...n, [x]: (n[x] ?? 0) + 1 }), {});

test('whatever step it dies at, no sheet is lost or counted twice, and the tray is told where to go on', async () => {
  p = await crearEstacionDePrueba();
  const etiqueta = (i: number): string => escribirEtiqueta(p.paquete.id, p.paquete.actas[i]!.clave);
  const hojas = [
    hojaDePrueba(etiqueta(0)), Buffer.from('no es imagen'), hojaDePrueba(etiqueta(1)), hojaDePrueba(etiqueta(1)), hojaDePrueba(null, 'sin QR'),
    archivoDePrueba(hojaDePrueba(etiqueta(2)), Buffer.from('ILEGIBLE'), Buffer.from('CORTADA'), hojaDePrueba(etiqueta(3))), hojaDePrueba(etiqueta(4), '', { veredicto: 'dudosa' }), Buffer.from('no es imagen'),
  ];
  const paginas = hojas.map((bytes, i) => () => ({ bytes, fuente: `${i}` }));
  p.escaner.cargar(paginas);
  await valorDe((await p.entrar('digitalizador'))['digitalizacion.escanear']({ escaner: 'virtual' }));
  const marcha = { termino: false };
  const fin = p.estacion.enReposo().finally(() => { marcha.termino = true; });
  const fotos: { carpeta: string; soltadas: number }[] = [];
  let visto = '';
  while (!marcha.termino) {
    await turno();
    const ahora = [p.estacion.bitacora.cabeza().seq, archivos(join(p.carpeta, 'imagenes')), archivos(join(p.carpeta, 'rechazos')), p.escaner.hojas()].join();
    if (ahora !== visto) fotos.push({ carpeta: fotografiar(p.carpeta), soltadas: hojas.length - (p.escaner.hojas() ?? 0) });
    visto = ahora;
  }
  await fin;
  const esperado = contar(leer(p.estacion).filter((e) => e.tipo === 'acta.digitalizada').map((e) => e.acta ?? ''));
  expect(Object.keys(esperado)).toHaveLength(4);
  // Enough photographs for every step to have been one.
  expect(fotos.length).toBeGreaterThan(20);

  for (const { carpeta, soltadas } of fotos) {
    const charola = crearEscanerVirtual();
    const estacion = await revivir(carpeta, visionDePrueba, charola);
    const digitalizador = await entrar(estacion, 'digitalizador');
    const { escaneres, pendientes } = await valorDe(digitalizador['digitalizacion.bandeja']({}));
    expect(pendientes.enProceso).toBe(0);
    const tanda = escaneres[0]?.tanda;
    // What the feeder let go of was stored before it was let go of.
    const recibidas = tanda?.recibidas ?? 0;
    expect(recibidas).toBeGreaterThanOrEqual(soltadas);
    if (tanda && tanda.falla !== null) expect(tanda).toMatchObject({ terminada: true, falla: { codigo: 'tanda_interrumpida' }, hojaPerdida: recibidas + 1 });
    if (tanda === null || tanda === undefined || recibidas < hojas.length) {
      // The operator does as the screen says: puts back the sheets from that number on.
      charola.cargar(paginas.slice((tanda?.hojaPerdida ?? 1) - 1));
      await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
      await estacion.enReposo();
    }
    const eventos = leer(estacion);
    expect(await estacion.verificarImagenes()).toEqual([]);
    await estacion.cerrar();
    // Every sheet received has one outcome; every page of the file too.
    const llegadas = eventos.flatMap((e) => (e.tipo === 'hoja.recibida' ? [nombreDe(e)] : e.tipo === 'entrada.separada' ? (e.datos['paginas'] as string[]) : []));
    expect(contar(eventos.filter((e) => RESULTADOS.has(e.tipo)).map(nombreDe))).toEqual(contar(llegadas));
    expect(llegadas).toHaveLength(hojas.length + 3);
    expect(eventos.flatMap((e) => (e.tipo === 'entrada.separada' ? [e.datos['ilegibles']] : []))).toEqual([[2]]);
    expect(contar(eventos.filter((e) => e.tipo === 'acta.digitalizada').map((e) => e.acta ?? ''))).toEqual(esperado);
    expect(eventos.filter((e) => e.tipo === 'imagen.por_revisar' || e.tipo === 'imagen.por_identificar')).toHaveLength(2);
    const { antes, despues } = proyeccionesYReconstruccion(carpeta, p.paquete);
    expect(despues).toEqual(antes);
  }
}, 240_000);

test('an image that kills the process again and again ends with a person, and the others are not kept from their way', async () => {
  p = await crearEstacionDePrueba();
  const veneno = hojaDePrueba(null, 'VENENO');
  let vistas = 0;
  let enVeneno = (): void => undefined;
  // A process that dies over an image never hears of it again.
  const mortal: Vision = {
    ...visionDePrueba,
    examinar: (bytes, o) => {
      if (!Buffer.from(bytes).toString().includes('VENENO')) return visionDePrueba.examinar(bytes, o);
      vistas += 1;
      enVeneno();
      return new Promise(() => undefined);
    },
  };
  const buena = hojaDePrueba(escribirEtiqueta(p.paquete.id, p.paquete.actas[0]!.clave));
  const escaner = crearEscanerVirtual({ paginas: [veneno, buena].map((bytes, i) => () => ({ bytes, fuente: `${i}` })) });
  const estacion = await abrirEstacion({ carpeta: fotografiar(p.carpeta), puertos: { ...p.puertos, vision: mortal, escaneres: escaneresDe(escaner) } });
  const digitalizador = await entrar(estacion, 'digitalizador');
  const listo = new Promise<void>((resolver) => {
    estacion.alCambiar(() => { if (leer(estacion).some((e) => e.tipo === 'acta.digitalizada') && leer(estacion).some((e) => e.tipo === 'tanda.terminada')) resolver(); });
  });
  await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
  await listo;
  let carpeta = fotografiar(estacion.carpeta);
  for (let muerte = 1; muerte <= 2; muerte++) {
    const visto = new Promise<void>((resolver) => { enVeneno = resolver; });
    const viva = await abrirEstacion({ carpeta, puertos: { ...p.puertos, vision: mortal, escaneres: escaneresDe() } });
    await visto;
    carpeta = fotografiar(viva.carpeta);
  }
  const ultima = await revivir(carpeta, mortal);
  expect(vistas).toBe(3);
  expect(leer(ultima).filter((e) => e.tipo === 'imagen.por_identificar').map((e) => e.datos['motivo'])).toEqual(['sin_examen']);
  await ultima.cerrar();
});
