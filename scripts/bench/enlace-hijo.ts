import { randomBytes } from 'node:crypto';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AHORA } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { abrirServidor, type ServidorDelEnlace } from './enlace-lados.ts';
import type { Enlace } from './enlace-real.ts';
import type { MedidaCorte } from './enlace.ts';

/** Child of enlace.ts, at the station's end: an empty folder, a mode, the link and the numbers of the mode. Prints what it measured. */
const [carpeta = '', modo = '', enTexto = '', ...resto] = process.argv.slice(2);
const enlace = JSON.parse(enTexto) as Enlace;
const [a = 0, b = 0] = resto.map(Number);

// The workspaces of tests are made where this says; /tmp is memory on many machines.
process.env['TMPDIR'] = carpeta;

/** A sheet of so many bytes that do not compress. */
const hoja = (bytes: number): Uint8Array => Buffer.concat([hojaDePrueba(null, randomBytes(8).toString('hex')), Buffer.from('\n'), randomBytes(bytes)]);

type Montaje = { readonly e: EstacionDePrueba; readonly paquete: Paquete; readonly servidor: ServidorDelEnlace; readonly cerrar: () => Promise<void> };
const montar = async (envolver: (red: RedCentral) => RedCentral = (red) => red): Promise<Montaje> => {
  const [opl, llave] = [nuevaLlave(), nuevaLlave()];
  const paquete = paqueteDePrueba({ central: { url: 'https://127.0.0.1:1', llave: crearFirmante(llave).llave, huellas: ['0'.repeat(64)] } });
  const servidor = await abrirServidor(carpeta, { enlace, central: { opl, llave, paquete } });
  const reloj = relojDePrueba(AHORA);
  const red = envolver(crearRedHttp({ url: servidor.url, huellas: [servidor.huella] }));
  const e = await crearEstacionDePrueba({ opl: crearFirmante(opl), central: crearFirmante(llave), paquete, reloj, puertos: { crearTransmision: transmisionHttp(reloj, { red }) } });
  return { e, paquete, servidor, cerrar: async () => {
    await e.cerrar();
    servidor.cerrar();
  } };
};

/** Bytes per second of images, from the first part there until the last of them is whole. */
const enviarImagenes = async (imagenes: number, bytes: number): Promise<number> => {
  const m = await montar();
  await m.e.escanear(...Array.from({ length: imagenes }, () => hoja(bytes)));
  for (let pendientes = 1; pendientes > 0;) ({ pendientes } = await m.e.estacion.transmision.enviarPendientes());
  const { empieza, completa } = m.servidor.horas;
  const ms = completa.at(-1)! - empieza[0]!;
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
const latencia = async (actas: number, cadaMs: number): Promise<readonly number[]> => {
  const m = await montar();
  await m.e.escanear(...Array.from({ length: 3 + actas }, () => hoja((enlace.opciones.kbps / 8) * cadaMs * 1.3)));
  const claves = m.paquete.actas.slice(0, actas).map((x) => x.clave);
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

/** Counts what left of an image, the times that it was cut, and the most that was on its way then. */
const contarCortes = () => {
  const cuenta = { salieron: 0, cortes: 0, mayor: 0 };
  const envolver = (red: RedCentral): RedCentral => ({
    ...red,
    enviarParte: async (imagen, parte, ms, marcha) => {
      let enCamino = 0;
      const sale = (bytes: number): void => {
        cuenta.salieron += bytes;
        enCamino += bytes;
      };
      if (marcha === undefined) sale(parte.bytes.length);
      try {
        return await red.enviarParte(imagen, parte, ms, marcha && { ...marcha, sale: (bytes) => {
          sale(bytes);
          const llego = marcha.sale(bytes);
          return () => {
            enCamino -= bytes;
            llego();
          };
        } });
      } catch (error) {
        cuenta.cortes += 1;
        cuenta.mayor = Math.max(cuenta.mayor, enCamino);
        throw error;
      }
    },
  });
  return { cuenta, envolver };
};

/** One image over a link that comes and goes: how long, how many bytes were put on the link for each of its own, and what each interruption cost. */
const conCortes = async (bytes: number): Promise<MedidaCorte> => {
  const { cuenta, envolver } = contarCortes();
  const m = await montar(envolver);
  const imagen = hoja(bytes);
  await m.e.escanear(imagen);
  const inicio = performance.now();
  const listo = new Promise<void>((resolver) => m.e.estacion.alCambiar(() => { if (m.e.estacion.transmision.estado().imagenesPendientes === 0) resolver(); }));
  m.e.estacion.transmision.iniciar();
  const llego = await Promise.race([listo.then(() => true), new Promise<boolean>((no) => { setTimeout(no, 600_000, false).unref(); })]);
  const repetidos = cuenta.salieron - imagen.length;
  const medida = {
    llego, segundos: (performance.now() - inicio) / 1000, veces: (await m.servidor.subidos()) / bytes,
    cortes: cuenta.cortes, partesPorCorte: cuenta.cortes === 0 ? (repetidos > 0 ? Infinity : 0) : repetidos / cuenta.cortes / cuenta.mayor,
  };
  await m.cerrar();
  return medida;
};

const medida = modo === 'corte' ? await conCortes(a) : modo === 'latencia' ? await latencia(a, b) : await enviarImagenes(a, b);
process.stdout.write(JSON.stringify(medida), () => process.exit(0));
