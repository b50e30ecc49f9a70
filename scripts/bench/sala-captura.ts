import { setTimeout as dormir } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { exigir, type Persona } from '#electron/simulacro/personas.ts';
import { actaEnMesa, teclasDe } from '#tests/e2e/sala/capturista.ts';
import type { Centro } from '#tests/e2e/sala/centro.ts';
import type { Programa } from '#tests/e2e/sala/programa.ts';
import { abrirVentana, entrar, irA } from '#tests/e2e/ventanas.ts';
import { leerSonda, ponerSonda, siguientesVistas, type Sondeo } from './sala-sonda.ts';

/** Faster than the fastest person, slower than a hand reader. */
const ENTRE_TECLAS_MS = 35;
const ESPERA_ACTA_MS = 20_000;
/** Before the clock runs: a window is opened once and used all night. */
const CALENTAMIENTO = 2;
const CALENTAMIENTO_MS = 5_000;

export type MedidaCaptura = {
  readonly captura: Sondeo;
  /** Keys beyond the digits of each acta, one for each field and one, in the acta where there were most. */
  readonly teclasDeMas: number;
  /** Fields that were stored otherwise than they were typed. */
  readonly perdidas: number;
};
export type MedidaConSala = MedidaCaptura & { readonly supervision: Sondeo };

/** Captures one acta with the keyboard; gives its key and how many keys it took beyond digits, fields and one. */
const capturarUna = async (centro: Centro, pagina: Page): Promise<{ readonly acta: string; readonly deMas: number }> => {
  const { acta, campos } = await actaEnMesa(centro, pagina);
  const valores = centro.valores(acta);
  const vistas = await siguientesVistas(pagina);
  let teclas = 0;
  let cifras = 0;
  for (const campo of campos) {
    const texto = teclasDe(valores[campo]);
    await pagina.keyboard.type(texto, { delay: ENTRE_TECLAS_MS });
    await pagina.keyboard.press('Enter', { delay: ENTRE_TECLAS_MS });
    cifras += texto.length;
    teclas += texto.length + 1;
  }
  // A person begins when they see the next one whole.
  const hasta = Date.now() + ESPERA_ACTA_MS;
  while ((await siguientesVistas(pagina)) === vistas) {
    if (Date.now() > hasta) throw new Error(`after ${acta} nothing came`);
    await dormir(20);
  }
  return { acta, deMas: teclas - cifras - campos.length - 1 };
};

export type Ritmo = {
  /** One capture for each of these, by turns. */
  readonly cadaMs: number;
  /** Captures that the posts do at most: on a slow machine they must leave work for the one who is watched. */
  readonly limite: number;
};

/** The room at its pace in real time, until it is told to stop. */
const sala = async (centro: Centro, personas: readonly Persona[], { cadaMs, limite }: Ritmo, alto: AbortSignal): Promise<void> => {
  for (let i = 0; i < limite && !alto.aborted; i++) {
    const persona = personas[i % personas.length];
    if (!persona) return;
    const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
    if (trabajo) {
      await exigir(persona.api['imagen.ver']({ imagen: trabajo.imagen, version: 'pantalla' }));
      await exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...centro.valores(trabajo.acta) } }));
    }
    await dormir(cadaMs, undefined, { signal: alto }).catch(() => undefined);
  }
};

const ventana = async (navegador: Browser, programa: Programa, puesto: string): Promise<Page> => {
  const { pagina } = await abrirVentana(navegador, programa, puesto, { viewport: { width: 1366, height: 768 } });
  await ponerSonda(pagina);
  await pagina.reload();
  return pagina;
};

/** A person captures `actas` in a window of their own. */
export const medirCaptura = async (navegador: Browser, programa: Programa, centro: Centro, actas: number): Promise<MedidaCaptura> => {
  const mesa = await ventana(navegador, programa, 'principal');
  await entrar(mesa, 'captura1');
  const hechas: string[] = [];
  let teclasDeMas = Number.NEGATIVE_INFINITY;
  let antes = await leerSonda(mesa);
  while (hechas.length < actas) {
    const { acta, deMas } = await capturarUna(centro, mesa);
    hechas.push(acta);
    if (hechas.length === CALENTAMIENTO) antes = await leerSonda(mesa);
    teclasDeMas = Math.max(teclasDeMas, deMas);
  }
  const todo = await leerSonda(mesa);
  const captura = { ...todo, teclas: todo.teclas.slice(antes.teclas.length), siguientes: todo.siguientes.slice(antes.siguientes.length) };
  await mesa.context().close();
  const porActa = new Map(captura.guardadas.map((g) => [g.acta, g.valores]));
  const perdidas = hechas.reduce((n, acta) => n + Object.entries(centro.valores(acta)).filter(([clave, valor]) => porActa.get(acta)?.[clave] !== valor).length, 0);
  return { captura, teclasDeMas, perdidas };
};

/** The same while twelve posts work and a supervisor looks on in another window of the same browser. */
export const medirConSala = async (navegador: Browser, programa: Programa, centro: Centro, personas: readonly Persona[], actas: number, ritmo: Ritmo): Promise<MedidaConSala> => {
  const direccion = await ventana(navegador, programa, 'direccion');
  await entrar(direccion, 'supervisa1');
  await irA(direccion, 'sala');
  await dormir(CALENTAMIENTO_MS);
  const antes = await leerSonda(direccion);
  const alto = new AbortController();
  const trabajando = sala(centro, personas, ritmo, alto.signal);
  try {
    const medida = await medirCaptura(navegador, programa, centro, actas);
    const todo = await leerSonda(direccion);
    const supervision = { ...todo, llamadas: todo.llamadas.slice(antes.llamadas.length), avisos: todo.avisos.slice(antes.avisos.length) };
    return { ...medida, supervision };
  } finally {
    alto.abort();
    await trabajando;
    await direccion.context().close();
  }
};
