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

export type MedidaCaptura = {
  readonly captura: Sondeo;
  readonly supervision: Sondeo;
  /** Keys beyond the digits of each acta, one for each field and one, in the acta where there were most. */
  readonly teclasDeMas: number;
  /** Fields that were stored otherwise than they were typed. */
  readonly perdidas: number;
};

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

/** A person captures `actas` in a browser while twelve posts work and a supervisor looks on in another window. */
export const medirCaptura = async (navegador: Browser, programa: Programa, centro: Centro, personas: readonly Persona[], actas: number, ritmo: Ritmo): Promise<MedidaCaptura> => {
  const opciones = { viewport: { width: 1366, height: 768 } };
  const [mesa, direccion] = [await abrirVentana(navegador, programa, 'principal', opciones), await abrirVentana(navegador, programa, 'direccion', opciones)];
  for (const { pagina } of [mesa, direccion]) {
    await ponerSonda(pagina);
    await pagina.reload();
  }
  await entrar(direccion.pagina, 'supervisa1');
  await irA(direccion.pagina, 'sala');
  await entrar(mesa.pagina, 'captura1');
  const alto = new AbortController();
  const trabajando = sala(centro, personas, ritmo, alto.signal);
  const hechas: string[] = [];
  let teclasDeMas = Number.NEGATIVE_INFINITY;
  try {
    while (hechas.length < actas) {
      const { acta, deMas } = await capturarUna(centro, mesa.pagina);
      hechas.push(acta);
      teclasDeMas = Math.max(teclasDeMas, deMas);
    }
  } finally {
    alto.abort();
    await trabajando;
  }
  const [captura, supervision] = [await leerSonda(mesa.pagina), await leerSonda(direccion.pagina)];
  const porActa = new Map(captura.guardadas.map((g) => [g.acta, g.valores]));
  const perdidas = hechas.reduce((n, acta) => n + Object.entries(centro.valores(acta)).filter(([clave, valor]) => porActa.get(acta)?.[clave] !== valor).length, 0);
  await Promise.all([mesa, direccion].map(({ pagina }) => pagina.context().close()));
  return { captura, supervision, teclasDeMas, perdidas };
};
