import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as dormir } from 'node:timers/promises';
import type { HojaTirada } from '#electron/papel/tirada.ts';
import { emparejar } from '#electron/host/red/emparejar.ts';
import { conectarEstacionRemota } from '#electron/host/red/estacion-remota.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import type { Transporte } from '#shared/api/metodo.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import { dejarEnEntrada, dibujar, type Centro } from '#tests/e2e/sala/centro.ts';
import type { Programa } from '#tests/e2e/sala/programa.ts';
import type { CentroMedido } from './sala-centro.ts';

const MUESTRA_MS = 250;
/** The least that a center scans at. */
const DPI = 200;
/** A tenth of the pace that is asked: past it the room is stuck, not slow. */
const MAXIMO_POR_ACTA_MS = 60_000;
/** Ticks of a second in /proc: what every Linux says. */
const TICS_POR_SEGUNDO = 100;

export type Pico = { readonly actas: number; readonly segundos: number; readonly cpuSegundos: number; readonly memoriaMb: readonly number[] };

/** Seconds of processor of a process and its threads, and its resident memory. */
export const consumo = async (pid: number): Promise<{ readonly cpuSegundos: number; readonly memoriaMb: number }> => {
  const campos = (await readFile(`/proc/${String(pid)}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  const rss = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? '0';
  return { cpuSegundos: (Number(campos[11]) + Number(campos[12])) / TICS_POR_SEGUNDO, memoriaMb: Number(rss) / 1024 };
};

/** Resolves when the process does next to nothing: what it does by itself after opening is over. */
export const esperarCalma = async (pid: number, limiteMs: number): Promise<void> => {
  const hasta = Date.now() + limiteMs;
  while (Date.now() < hasta) {
    const antes = await consumo(pid);
    await dormir(2_000);
    if ((await consumo(pid)).cpuSegundos - antes.cpuSegundos < 0.1) return;
  }
};

export type Sala = { readonly gente: (rol: Rol) => readonly Persona[]; readonly cerrar: () => void };

/** Twelve posts paired over TLS, as the app pairs them: each keeps its own connection and listens to what changes. */
export const abrirSalaDePuestos = async (programa: Programa, { centro }: CentroMedido, principal: Transporte, puestos: number): Promise<Sala> => {
  const tecnico = crearGente(centro.paquete.usuarios, principal)('tecnico')[0];
  if (!tecnico || programa.sala === null) throw new Error('nobody pairs posts here');
  const remotas: ReturnType<typeof conectarEstacionRemota>[] = [];
  for (let i = 1; i <= puestos; i++) {
    const { codigo } = await exigir(tecnico.api['puestos.abrirCodigo']({}));
    const remota = conectarEstacionRemota(await emparejar(programa.sala, codigo, `captura-${i}`));
    remota.alCambiar(() => undefined);
    remotas.push(remota);
  }
  // Each person sits at a post of their own; two may share one.
  const lugares = new Map(centro.paquete.usuarios.map((u, i) => [u.id, remotas[i % puestos]]));
  const personas = new Map(centro.paquete.usuarios.map((u) => [u.id, crearGente([u], (llamada) => (lugares.get(u.id) ?? remotas[0]!).despachar(llamada))]));
  return {
    gente: (rol) => centro.paquete.usuarios.filter((u) => u.roles.includes(rol)).flatMap((u) => personas.get(u.id)?.(rol) ?? []),
    cerrar: () => remotas.forEach((r) => r.cerrar()),
  };
};

/** A sheet drawn beforehand, with its own label: what the station reads of it is its own work. */
export type HojaPico = { readonly acta: string; readonly archivo: string };

/** Draws them into the folder. */
export const dibujarPico = async (centro: Centro, hojas: readonly HojaTirada[], carpeta: string): Promise<HojaPico[]> => {
  await mkdir(carpeta);
  const dibujadas: HojaPico[] = [];
  for (const hoja of hojas) {
    const archivo = path.join(carpeta, `${hoja.acta.clave}.jpg`);
    await writeFile(archivo, await dibujar(centro, hoja, DPI));
    dibujadas.push({ acta: hoja.acta.clave, archivo });
  }
  return dibujadas;
};

/** The next acta of that person, with its picture and saved; null when there is none. */
const capturarUna = async (centro: Centro, { api }: Persona): Promise<string | null> => {
  const { trabajo } = await exigir(api['captura.siguiente']({}));
  if (!trabajo) return null;
  await exigir(api['imagen.ver']({ imagen: trabajo.imagen, version: 'pantalla' }));
  await exigir(api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...centro.valores(trabajo.acta) } }));
  return trabajo.acta;
};

/** So that the peak is of its own actas only. */
export const capturarLoQueQueda = async (centro: Centro, capturistas: readonly Persona[]): Promise<void> => {
  await Promise.all(capturistas.map(async (persona) => {
    while ((await capturarUna(centro, persona)) !== null);
  }));
};

/** These actas through the whole room as fast as it takes them: received, scanned, captured twice with their picture. */
export const correrPico = async (programa: Programa, centro: Centro, sala: Sala, hojas: readonly HojaPico[], capturistas: readonly Persona[]): Promise<Pico> => {
  const acopiador = sala.gente('acopiador')[0];
  if (!acopiador) throw new Error('the room is not whole');
  const memoriaMb: number[] = [];
  const antes = await consumo(programa.pid);
  const desde = performance.now();
  const reloj = setInterval(() => void consumo(programa.pid).then((c) => memoriaMb.push(c.memoriaMb)).catch(() => undefined), MUESTRA_MS);
  const hasta = Date.now() + hojas.length * MAXIMO_POR_ACTA_MS;
  let guardadas = 0;
  const capturar = async (persona: Persona): Promise<void> => {
    while (guardadas < 2 * hojas.length) {
      if (Date.now() > hasta) throw new Error(`${String(guardadas)} captures of ${String(2 * hojas.length)}`);
      if ((await capturarUna(centro, persona)) === null) await dormir(100);
      else guardadas += 1;
    }
  };
  const recibir = async (): Promise<void> => {
    for (const { acta, archivo } of hojas) {
      await exigir(acopiador.api['acopio.registrar']({ acta, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }));
      // The station takes by itself what appears in its folder.
      await dejarEnEntrada(centro, [{ bytes: await readFile(archivo), fuente: path.basename(archivo) }]);
    }
  };
  try {
    await Promise.all([recibir(), ...capturistas.map(capturar)]);
  } finally {
    clearInterval(reloj);
  }
  return { actas: hojas.length, segundos: (performance.now() - desde) / 1000, cpuSegundos: (await consumo(programa.pid)).cpuSegundos - antes.cpuSegundos, memoriaMb };
};
