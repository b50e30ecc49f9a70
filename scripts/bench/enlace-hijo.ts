import { randomBytes } from 'node:crypto';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { crearCentralDePrueba, AHORA } from '#tests/central-de-prueba.ts';
import { crearEnlaceMalo, type OpcionesEnlace } from '#tests/enlace-malo.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { subirUno } from './enlace-techo.ts';
import type { MedidaCortes, MedidaEnlace } from './enlace.ts';

/** Child of enlace.ts: a mode and its numbers. Prints what it measured. */
const [modo = '', ...resto] = process.argv.slice(2);
const numeros = resto.map(Number);

/** A sheet of so many bytes that do not compress. */
const hoja = (bytes: number): Uint8Array => Buffer.concat([hojaDePrueba(null, randomBytes(8).toString('hex')), Buffer.from('\n'), randomBytes(bytes)]);

type Montaje = { readonly e: EstacionDePrueba; readonly central: Awaited<ReturnType<typeof crearCentralDePrueba>>; readonly enlace: Awaited<ReturnType<typeof crearEnlaceMalo>>; readonly cerrar: () => Promise<void> };
const montar = async (o: OpcionesEnlace, envolver: (red: RedCentral) => RedCentral = (red) => red): Promise<Montaje> => {
  const central = await crearCentralDePrueba();
  const enlace = await crearEnlaceMalo(central.url, o);
  const reloj = relojDePrueba(AHORA);
  const e = await crearEstacionDePrueba({ opl: central.opl, central: central.firmante, reloj, puertos: { crearTransmision: transmisionHttp(reloj, { red: envolver(crearRedHttp(enlace.url)) }) } });
  return { e, central, enlace, cerrar: async () => {
    await e.cerrar();
    await enlace.cerrar();
    await central.cerrar();
  } };
};

/** Bytes per second of images over the same link, from the first part there to the last answer. */
const enviarImagenes = async (o: OpcionesEnlace, imagenes: number, bytes: number): Promise<number> => {
  const m = await montar(o);
  await m.e.escanear(...Array.from({ length: imagenes }, () => hoja(bytes)));
  let inicio = 0;
  m.central.central.app.server.on('request', (de: { method?: string }) => { if (de.method === 'PUT') inicio ||= performance.now(); });
  for (let pendientes = 1; pendientes > 0;) ({ pendientes } = await m.e.estacion.transmision.enviarPendientes());
  const ms = performance.now() - inicio;
  await m.cerrar();
  return (imagenes * bytes) / (ms / 1000);
};

/** One capture of whatever comes next for this person. */
const capturar = async (e: EstacionDePrueba, persona: Awaited<ReturnType<EstacionDePrueba['entrar']>>): Promise<void> => {
  const { trabajo } = await valorDe(persona['captura.siguiente']({}));
  if (!trabajo) throw new Error('no work to capture');
  await valorDe(persona['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: e.valores(trabajo.acta) }));
};

/** Milliseconds from verified to acknowledged, for so many actas, one every `cadaMs`, while images wait. */
const latencia = async (o: OpcionesEnlace, actas: number, cadaMs: number): Promise<readonly number[]> => {
  const m = await montar(o);
  await m.e.escanear(...Array.from({ length: 3 + actas }, () => hoja(((o.kbps / 8) * cadaMs * 1.3))));
  const claves = m.central.paquete.actas.slice(0, actas).map((x) => x.clave);
  const [acopiador, uno, dos] = [await m.e.entrar('acopiador'), await m.e.entrar('capturista'), await m.e.entrar('capturista2')];
  for (const acta of claves) await valorDe(acopiador['acopio.registrar']({ acta, mecanismoTraslado: 'F', tipoDocumento: 'ACTA PREP' }));
  await m.e.digitalizar(...claves);
  for (let i = 0; i < actas; i++) await capturar(m.e, uno);
  m.e.estacion.transmision.iniciar();
  const medidas: number[] = [];
  const ackeada = (): Promise<void> => new Promise((listo) => {
    const parar = m.e.estacion.alCambiar(() => {
      if (m.e.estacion.transmision.estado().actasPendientes > 0) return;
      parar();
      listo();
    });
  });
  const pausa = (ms: number): Promise<void> => new Promise((listo) => { setTimeout(listo, ms); });
  await ackeada();
  await pausa(6_000);
  for (let i = 0; i < actas; i++) {
    await capturar(m.e, dos);
    const desde = performance.now();
    await ackeada();
    medidas.push(performance.now() - desde);
    if (m.e.estacion.transmision.estado().imagenesPendientes === 0) throw new Error('no image was pending any more: nothing was measured');
    await pausa(Math.max(0, cadaMs - (performance.now() - desde)));
  }
  await m.cerrar();
  return medidas;
};

/** Counts what is offered of an image, and the parts that were lost on their way. */
const contarPartes = () => {
  const cuenta = { ofrecidos: 0, perdidas: 0, mayor: 0 };
  const envolver = (red: RedCentral): RedCentral => ({
    ...red,
    enviarParte: async (imagen, parte, ms) => {
      cuenta.ofrecidos += parte.bytes.length;
      try {
        return await red.enviarParte(imagen, parte, ms);
      } catch (error) {
        cuenta.perdidas += 1;
        cuenta.mayor = Math.max(cuenta.mayor, parte.bytes.length);
        throw error;
      }
    },
  });
  return { cuenta, envolver };
};

/** One image over a link that comes and goes: how long, how many bytes were put on the link for each of its own, and what each interruption cost. */
const conCortes = async (bytes: number): Promise<MedidaCortes> => {
  const o = { kbps: 64, latenciaMs: 500, ciclo: { arriba: 25, abajo: 20 } };
  const { cuenta, envolver } = contarPartes();
  const m = await montar(o, envolver);
  const imagen = hoja(bytes);
  await m.e.escanear(imagen);
  const inicio = performance.now();
  const listo = new Promise<void>((resolver) => m.e.estacion.alCambiar(() => { if (m.e.estacion.transmision.estado().imagenesPendientes === 0) resolver(); }));
  m.e.estacion.transmision.iniciar();
  const llego = await Promise.race([listo.then(() => true), new Promise<boolean>((no) => { setTimeout(no, 600_000, false).unref(); })]);
  const repetidos = cuenta.ofrecidos - imagen.length;
  const medida = {
    llego, segundos: (performance.now() - inicio) / 1000, veces: m.enlace.subidos() / bytes,
    cortes: cuenta.perdidas, partesPorCorte: cuenta.perdidas === 0 ? (repetidos > 0 ? Infinity : 0) : repetidos / cuenta.perdidas / cuenta.mayor,
  };
  await m.cerrar();
  return medida;
};

if (modo === 'cortes') {
  const [cuantas = 0, bytes = 0] = numeros;
  process.stdout.write(JSON.stringify(await Promise.all(Array.from({ length: cuantas }, () => conCortes(bytes)))));
} else {
  const [kbps = 0, latenciaMs = 0, perdida = 0, a = 0, b = 0] = numeros;
  const enlace: OpcionesEnlace = { kbps, latenciaMs, perdida };
  if (modo === 'latencia') process.stdout.write(JSON.stringify(await latencia(enlace, a, b)));
  else {
    // Two links alike, each with its own upload: neither needs the processor, and what else the machine does falls on both.
    const [techo, nuestro] = await Promise.all([subirUno(enlace, a * b), enviarImagenes(enlace, a, b)]);
    process.stdout.write(JSON.stringify({ techo, nuestro } satisfies MedidaEnlace));
  }
}
process.exit(0);
