import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { emparejar } from '#electron/host/red/emparejar.ts';
import { conectarEstacionRemota } from '#electron/host/red/estacion-remota.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Borrador, Trabajo } from '#shared/api/contrato-estacion.ts';
import { actaEnMesa, capturarEnMesa, teclasDe } from './sala/capturista.ts';
import { crearCentro, trabajarEn, type Centro } from './sala/centro.ts';
import { puertoLibre, servir, type Programa } from './sala/programa.ts';
import { abrirCodigo, abrirPrincipal, sembrarPuesto } from './sala/puestos.ts';
import { abrirNavegador, entrar, type Ventana } from './ventanas.ts';

/** Posts with the app's own client, and one more that is a browser. */
const PUESTOS = 12;
/** Each has been told that so many of its keys are kept before the main station dies. */
const TECLAS_CONTESTADAS = 6;
const MAXIMO_TECLAS = 400;
const TECLEADOS = 3;

type Puesto = { readonly persona: Persona; readonly cerrar: () => void };
/** What one post sent, key by key, and the last that was answered. */
type Tecleo = { readonly trabajo: Trabajo; enviada: number; contestada: number };

/** What is on the screen after so many keys: it goes round the fields, so that each key changes something. */
const escritoTras = ({ campos }: Trabajo, teclas: number): Borrador => ({
  escritos: Object.fromEntries(campos.flatMap(({ clave }, i) => {
    const veces = Math.floor((teclas - i + campos.length - 1) / campos.length);
    return veces > 0 ? [[clave, String(veces * 10 + i)]] : [];
  })),
  foco: teclas,
});

describe('the main station dies while a whole room types', () => {
  const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-corte-'));
  let centro: Centro;
  let programa: Programa;
  let navegador: Browser;
  let ventana: Ventana;
  let puertoSala = 0;
  const puestos: Puesto[] = [];
  const tecleos: Tecleo[] = [];
  const vision = crearVision({ trabajadores: 2 });

  beforeAll(async () => {
    centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A'), capturistas: PUESTOS + 1 });
    await trabajarEn(centro, vision, (t) => t.digitalizar(centro.hojas.filter((h) => h.acta.eleccion === 'DIP_LOC').slice(0, PUESTOS + 1)));
    puertoSala = await puertoLibre();
    [programa, navegador] = await Promise.all([servir(centro.carpeta, { puertoSala }), abrirNavegador()]);
    const principal = await abrirPrincipal(navegador, programa);
    const capturistas = centro.paquete.usuarios.filter((u) => u.roles.includes('capturista'));
    for (const usuario of capturistas.slice(0, PUESTOS)) {
      const remota = conectarEstacionRemota(await emparejar(programa.sala ?? '', await abrirCodigo(principal), `puesto-${usuario.id}`));
      const [persona] = crearGente([usuario], remota.despachar)('capturista');
      if (persona) puestos.push({ persona, cerrar: remota.cerrar });
    }
    ventana = await sembrarPuesto(navegador, programa, principal, 'navegador');
    await principal.pagina.context().close();
    await entrar(ventana.pagina, capturistas[PUESTOS]?.id ?? '');
  });
  afterAll(async () => {
    for (const { cerrar } of puestos) cerrar();
    await navegador.close();
    await programa.cerrar();
    await vision.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  /** Types until the station is gone. */
  const teclear = async ({ persona }: Puesto): Promise<void> => {
    const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
    if (!trabajo) throw new Error(`nothing for ${persona.id}`);
    const tecleo: Tecleo = { trabajo, enviada: 0, contestada: 0 };
    tecleos.push(tecleo);
    while (tecleo.enviada < MAXIMO_TECLAS) {
      tecleo.enviada += 1;
      const r = await persona.api['captura.borrador']({ acta: trabajo.acta, ciclo: trabajo.ciclo, borrador: escritoTras(trabajo, tecleo.enviada) });
      if (!r.ok) return;
      tecleo.contestada = tecleo.enviada;
    }
  };

  test('each goes on at the last key that was answered, or at one that was on its way', async () => {
    const { pagina } = ventana;
    const { acta, campos } = await actaEnMesa(centro, pagina);
    for (const campo of campos.slice(0, TECLEADOS)) {
      await pagina.keyboard.type(teclasDe(centro.valores(acta)[campo]));
      await pagina.keyboard.press('Enter');
    }
    const escritos = (): Promise<string[]> => pagina.locator('form input').evaluateAll((c) => c.map((x) => (x as HTMLInputElement).value));
    const antes = (await escritos()).slice(0, TECLEADOS);
    await pagina.waitForLoadState('networkidle').catch(() => undefined);

    const tecleando = puestos.map(teclear);
    await expect.poll(() => tecleos.length === PUESTOS && tecleos.every((t) => t.contestada >= TECLAS_CONTESTADAS), { timeout: 60_000, interval: 5 }).toBe(true);
    await programa.matar();
    await Promise.all(tecleando);
    expect(new Set([acta, ...tecleos.map((t) => t.trabajo.acta)]).size).toBe(PUESTOS + 1);
    programa = await servir(centro.carpeta, { puertoSala });

    await Promise.all(puestos.map(async ({ persona }) => {
      const { trabajo, borrador } = await exigir(persona.api['captura.siguiente']({}));
      const tecleo = tecleos.find((t) => t.trabajo.acta === trabajo?.acta);
      if (!trabajo || !borrador || !tecleo) throw new Error(`${persona.id} lost their acta`);
      expect(borrador.foco).toBeGreaterThanOrEqual(tecleo.contestada);
      expect(borrador.foco).toBeLessThanOrEqual(tecleo.enviada);
      expect(borrador).toEqual(escritoTras(trabajo, borrador.foco));
    }));
    await expect.poll(async () => {
      if (await pagina.getByLabel(es.entrar.usuario).isVisible()) return true;
      await pagina.keyboard.press('ArrowUp');
      return false;
    }, { timeout: 60_000 }).toBe(true);
    await entrar(pagina, `captura${PUESTOS + 1}`);
    expect((await actaEnMesa(centro, pagina)).acta).toBe(acta);
    expect((await escritos()).slice(0, TECLEADOS)).toEqual(antes);
  });

  test('each saves once, however often the answer is lost', async () => {
    await Promise.all(puestos.map(async ({ persona }) => {
      const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
      if (!trabajo) throw new Error(`nothing for ${persona.id}`);
      const guardar = () => exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...centro.valores(trabajo.acta) } }));
      const primera = await guardar();
      expect(await guardar()).toEqual(primera);
    }));
    await ventana.pagina.keyboard.press('Home');
    await capturarEnMesa(centro, ventana.pagina);
    await ventana.pagina.getByText(/Guardada \d/).first().waitFor();
    expect(await programa.cerrar()).toBe(0);
    await trabajarEn(centro, vision, ({ estacion }) => {
      const capturas = estacion.bitacora.leer(1, 10_000).map((a) => JSON.parse(a.texto) as { tipo: string; acta?: string; actor: string }).filter((e) => e.tipo === 'captura.registrada');
      expect(capturas).toHaveLength(PUESTOS + 1);
      expect(new Set(capturas.map((c) => `${c.acta ?? ''} ${c.actor}`)).size).toBe(PUESTOS + 1);
      return Promise.resolve();
    });
  });
});
