import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { servir } from '#tests/e2e/sala/programa.ts';
import { abrirNavegador } from '#tests/e2e/ventanas.ts';
import { filaValorMaximo, mediana, percentil, type Bench, type FilaBench } from './fila.ts';
import { medirCaptura, medirConSala, type MedidaCaptura, type MedidaConSala } from './sala-captura.ts';
import { crearCentroMedido } from './sala-centro.ts';
import { despacharPorHttp } from './sala-http.ts';
import { abrirSalaDePuestos, capturarLoQueQueda, correrPico, dibujarPico, esperarCalma, type Pico } from './sala-pico.ts';
import { medirPiso } from './sala-piso.ts';

/** In the project's own disk: /tmp is memory on many machines, where an fsync costs nothing. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));
const ACOPIO = fileURLToPath(new URL('../acopio.mjs', import.meta.url));
const [BASE, POR_CAPTURAR, PUESTOS] = [2_000, 60, 12];
/** Actas of the one who is watched: alone in the room, and with everybody at work on the same machine. */
const [SOLA, ACOMPANADA] = [{ actas: 16, largo: 50 }, { actas: 6, largo: 25 }];
const TECLAS_PISO = 200;
/** At its peak a room captures ten actas a minute, twice each. */
const ACTAS_POR_HORA = 600;
const ENTRE_CAPTURAS_MS = 3_000;
const CALMA_MS = 120_000;

/** Median of the last quarter over that of the second: what grows without end shows, what is being filled at first does not. */
const crecimiento = (memoria: readonly number[]): number => {
  const cuarto = Math.floor(memoria.length / 4);
  return mediana(memoria.slice(-cuarto)) / mediana(memoria.slice(cuarto, 2 * cuarto));
};

/** For each notice of a change, how long until the supervisor's screen showed it. */
const demoras = ({ supervision }: MedidaConSala): number[] => {
  const vistas = supervision.llamadas.filter((l) => l.metodo === 'supervision.sala');
  return supervision.avisos.flatMap((aviso) => {
    const vista = vistas.find((l) => l.desde >= aviso);
    return vista ? [vista.pintada - aviso] : [];
  });
};

const filas = (piso: readonly number[], sola: MedidaCaptura, conSala: MedidaConSala, pico: Pico, largo: boolean): FilaBench[] => {
  const p95 = (medidas: readonly number[]): number => percentil(medidas, 95);
  const salas = conSala.supervision.llamadas.filter((l) => l.metodo === 'supervision.sala').map((l) => l.pintada - l.desde);
  return [
    filaValorMaximo('sala: tecla a pintura en captura, p95', p95(sola.captura.teclas), 'ms', 32, p95(piso)),
    filaValorMaximo('sala: del Enter a la siguiente acta con su imagen, p95', p95(sola.captura.siguientes), 'ms', 100, p95(piso)),
    filaValorMaximo('sala: tecla a pintura, con la sala entera en el mismo equipo, p95', p95(conSala.captura.teclas), 'ms', 64, p95(piso)),
    filaValorMaximo('sala: siguiente acta, con la sala entera en el mismo equipo, p95', p95(conSala.captura.siguientes), 'ms', 300, p95(piso)),
    filaValorMaximo('sala: pantalla de supervisión, p95', p95(salas), 'ms', 200, p95(piso)),
    filaValorMaximo('sala: un cambio se ve en supervisión, a lo más', Math.max(...demoras(conSala)), 'ms', 2_000),
    filaValorMaximo('sala: campos guardados distinto de lo tecleado', sola.perdidas + conSala.perdidas, '', 1),
    filaValorMaximo('sala: teclas de más por acta', Math.max(sola.teclasDeMas, conSala.teclasDeMas), '', 1),
    filaValorMaximo('sala: procesador en la hora pico', (pico.cpuSegundos / pico.actas) * (ACTAS_POR_HORA / 36), '% de un núcleo', 100),
    filaValorMaximo('sala: memoria en la hora pico', Math.max(...pico.memoriaMb), 'MB', 600),
    filaValorMaximo('sala: memoria al final / al principio', crecimiento(pico.memoriaMb), '', largo ? 1.05 : 1.35),
  ];
};

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  if (process.platform !== 'linux') throw new Error('the processor and memory of the station are read from /proc');
  const construido = spawnSync(process.execPath, [ACOPIO, '--version'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (construido.status !== 0) throw new Error('the program could not be built');
  await mkdir(CARPETA, { recursive: true });
  const raiz = await mkdtemp(path.join(CARPETA, 'bench-sala-'));
  const actasPico = largo ? ACTAS_POR_HORA : ACTAS_POR_HORA / 10;
  const [aSolas, conTodos] = largo ? [SOLA.largo, ACOMPANADA.largo] : [SOLA.actas, ACOMPANADA.actas];
  const enVentana = aSolas + conTodos;
  try {
    avisar(`${BASE} actas capturadas y ${POR_CAPTURAR} por capturar`);
    const medido = await crearCentroMedido(path.join(raiz, 'CATD01-A'), { hechas: BASE, pendientes: POR_CAPTURAR + enVentana, porLlegar: actasPico, capturistas: PUESTOS + 2 });
    // The browser first: without one there is nothing to measure, and nothing to close.
    const navegador = await abrirNavegador();
    const programa = await servir(medido.centro.carpeta);
    try {
      const sala = await abrirSalaDePuestos(programa, medido, await despacharPorHttp(programa.entrada()), PUESTOS);
      await esperarCalma(programa.pid, CALMA_MS);
      avisar('formulario vacío');
      const piso = await medirPiso(navegador, TECLAS_PISO);
      avisar(`captura de ${aSolas} actas en el navegador`);
      const sola = await medirCaptura(navegador, programa, medido.centro, aSolas);
      // The two who captured the base have done their part: the posts are of the others.
      const personas = sala.gente('capturista').slice(2);
      avisar(`captura de ${conTodos} actas en el navegador, con ${PUESTOS} puestos trabajando`);
      const conSala = await medirConSala(navegador, programa, medido.centro, personas, conTodos, { cadaMs: ENTRE_CAPTURAS_MS, limite: 2 * POR_CAPTURAR });
      await navegador.close();
      avisar(`${actasPico} actas por dibujar`);
      const desde = BASE + POR_CAPTURAR + enVentana;
      const hojas = await dibujarPico(medido.centro, medido.centro.hojas.slice(desde, desde + actasPico), path.join(raiz, 'hojas'));
      await capturarLoQueQueda(medido.centro, personas);
      await esperarCalma(programa.pid, CALMA_MS);
      avisar(`hora pico: ${actasPico} actas por ${PUESTOS} puestos`);
      const pico = await correrPico(programa, medido.centro, sala, hojas, personas);
      avisar(`${pico.actas} actas en ${pico.segundos.toFixed(0)} s, ${pico.cpuSegundos.toFixed(1)} s de procesador`);
      sala.cerrar();
      return filas(piso, sola, conSala, pico, largo);
    } finally {
      await navegador.close();
      await programa.cerrar();
    }
  } finally {
    await rm(raiz, { recursive: true, force: true });
  }
};

export const benchSala: Bench = {
  nombre: 'sala', descripcion: 'la captura y la supervisión en Chromium con 2,000 actas y 12 puestos, y la estación principal en la hora pico', correr,
};
