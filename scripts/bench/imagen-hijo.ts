import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as dormir } from 'node:timers/promises';
import sharp from 'sharp';
import { exigir, type Persona } from '#electron/simulacro/personas.ts';
import { abrirMedida, bytesDe, exigirIdentificadas } from './imagen-estacion.ts';
import type { MedidaAlimentador, MedidaLatencia, MedidaRitmo } from './imagen.ts';
import { sinPerfil } from './sin-perfil.ts';

/** Child of imagen.ts: what to do, where the pages are, an empty folder, drawn pages, sheets, vision workers. Prints what it measured. */
const [modo = '', hojas = '', carpeta = '', nDibujadas = '0', nHojas = '0', nTrabajadores = '1'] = process.argv.slice(2);
const [dibujadas, cuantas, trabajadores] = [Number(nDibujadas), Number(nHojas), Number(nTrabajadores)];
/** Sheets before the clock starts: the engine, the workers and the page cache warm up. */
const CALENTAMIENTO = 3;
const ALIMENTADOR_POR_MINUTO = 100;
/** A capturista of the room sends an acta this often. */
const RITMO_CAPTURA_MS = 8_000;
const MUESTRA_MEMORIA_MS = 250;

/** The least that could be done with a scan: decode it, hash it and have it on the disk. */
const piso = async (bytes: Uint8Array, archivo: string): Promise<number> => {
  const desde = performance.now();
  const mango = await open(archivo, 'wx');
  await mango.writeFile(bytes);
  await mango.sync();
  await mango.close();
  createHash('sha256').update(bytes).digest('hex');
  await sharp(bytes).raw().toBuffer();
  return performance.now() - desde;
};

/** One sheet at a time, from its last byte to its acta in the queue of capture; the floor takes turns with it. */
const latencia = async (preparar = (jpeg: Buffer): Buffer => jpeg): Promise<MedidaLatencia> => {
  sharp.concurrency(1);
  sharp.cache(false);
  const m = await abrirMedida(path.join(carpeta, 'estacion'), 1);
  const [ms, pisoMs, cpuMs, pisoCpuMs]: [number[], number[], number[], number[]] = [[], [], [], []];
  const cpuDesde = (antes: NodeJS.CpuUsage): number => {
    const { user, system } = process.cpuUsage(antes);
    return (user + system) / 1000;
  };
  for (let i = 0; i < cuantas; i++) {
    const bytes = preparar(Buffer.from(await bytesDe(hojas, dibujadas, i)));
    let desde = 0;
    const antes = process.cpuUsage();
    await m.escanear([() => {
      desde = performance.now();
      return { bytes, fuente: `${i}.jpg` };
    }]);
    const lista = performance.now() - desde;
    const cpu = cpuDesde(antes);
    const antesPiso = process.cpuUsage();
    const suelo = await piso(bytes, path.join(carpeta, `piso-${i}`));
    if (i < CALENTAMIENTO) continue;
    ms.push(lista);
    pisoMs.push(suelo);
    cpuMs.push(cpu);
    pisoCpuMs.push(cpuDesde(antesPiso));
  }
  await exigirIdentificadas(m, cuantas, Math.min(cuantas, dibujadas));
  await m.cerrar();
  return { ms, pisoMs, cpuMs, pisoCpuMs };
};

/** Somebody who captures: looks at the page, types, sends, asks for the next one. */
const capturar = async ({ api }: Persona, alto: AbortSignal): Promise<void> => {
  while (!alto.aborted) {
    const { trabajo } = await exigir(api['captura.siguiente']({}));
    if (trabajo) {
      await exigir(api['imagen.ver']({ imagen: trabajo.imagen, version: 'pantalla' }));
      await exigir(api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: Object.fromEntries(trabajo.campos.map((c) => [c.clave, 7])) }));
    }
    await dormir(RITMO_CAPTURA_MS, undefined, { signal: alto }).catch(() => undefined);
  }
};

/** A tray as fast as it is taken, with the room at work. */
const ritmo = async (): Promise<MedidaRitmo> => {
  const m = await abrirMedida(path.join(carpeta, 'estacion'), trabajadores);
  const alto = new AbortController();
  const memoria: number[] = [];
  const reloj = setInterval(() => { memoria.push(process.memoryUsage.rss() / 1e6); }, MUESTRA_MEMORIA_MS);
  await m.escanear([async () => ({ bytes: await bytesDe(hojas, dibujadas, 0), fuente: '0' })]);
  const sala = m.capturistas.map((c) => capturar(c, alto.signal));
  const desde = performance.now();
  await m.escanear(Array.from({ length: cuantas - 1 }, (_, i) => async () => ({ bytes: await bytesDe(hojas, dibujadas, i + 1), fuente: `${i + 1}` })));
  const ms = performance.now() - desde;
  clearInterval(reloj);
  alto.abort();
  await Promise.all(sala);
  await exigirIdentificadas(m, cuantas, Math.min(cuantas, dibujadas));
  await m.cerrar();
  return { porMinuto: (cuantas - 1) / (ms / 60_000), memoria };
};

/** A feeder that does not wait, in real time: how long it stood still, and the sheets that waited behind it. */
const alimentador = async (): Promise<MedidaAlimentador> => {
  const m = await abrirMedida(path.join(carpeta, 'estacion'), trabajadores, ALIMENTADOR_POR_MINUTO);
  const paginas = await Promise.all(Array.from({ length: cuantas }, (_, i) => bytesDe(hojas, dibujadas, i)));
  let enEspera = 0;
  const dejar = m.estacion.alCambiar(() => {
    void m.digitalizador.api['digitalizacion.bandeja']({}).then((r) => { if (r.ok) enEspera = Math.max(enEspera, r.valor.pendientes.enProceso); });
  });
  await m.escanear(paginas.map((bytes, i) => () => ({ bytes, fuente: `${i}` })));
  dejar();
  await exigirIdentificadas(m, cuantas, Math.min(cuantas, dibujadas));
  await m.cerrar();
  return { detenidoMs: m.escaner.detenidoMs(), enEspera };
};

const MODOS: Readonly<Record<string, () => Promise<unknown>>> = { latencia: () => latencia(), 'latencia-sin-perfil': () => latencia(sinPerfil), ritmo, alimentador };
process.stdout.write(JSON.stringify((await MODOS[modo]?.()) ?? null));
