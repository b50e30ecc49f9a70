import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { seccionesDe } from '#renderer/features/sesion/secciones.ts';
import { es } from '#renderer/i18n/es.ts';
import { rotuloTecla } from '#renderer/teclado/tecla.ts';
import { CARPETA_MANUAL, imagenesDelManual, leerManual } from '#scripts/pantallas/manual.ts';
import { ESCENAS } from '#scripts/pantallas/escenas.ts';
import { ROLES } from '#shared/domain/permisos.ts';

/** The manual names what is on the screens: a key, a section or a message that changes there must change here. */

const RAIZ = fileURLToPath(new URL('../', import.meta.url));
const leer = (archivo: string): string => readFileSync(path.join(RAIZ, archivo), 'utf8');
const fuentes = (carpeta: string): string[] =>
  readdirSync(path.join(RAIZ, carpeta), { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !f.includes('.test.')).map((f) => path.posix.join(carpeta, f.replaceAll(path.sep, '/')));
const paginas = [...(await leerManual())];

/** Every key that some screen registers, as the help shows it. Shortcuts are written where they are used: their text is the registry of all. */
const teclasDeLasPantallas = (): ReadonlySet<string> => {
  const textos = fuentes('renderer').map(leer);
  const listas = textos.flatMap((t) => [...t.matchAll(/(?:teclas: |TECLAS\w* = )\[([^\]]+)\]/g)].map((m) => m[1] ?? ''));
  const teclas = listas.flatMap((l) => [...l.matchAll(/'([^']+)'/g)].map((m) => rotuloTecla(m[1] ?? '')));
  const rotulos = textos.flatMap((t) => [...t.matchAll(/rotulo: '([^']+)'/g)].map((m) => m[1] ?? ''));
  const secciones = Object.keys(es.secciones).map((_, i) => rotuloTecla(`Alt+${i + 1}`));
  // The first answer of a dialog, and the keys that fields and buttons have in every program.
  return new Set([...teclas, ...rotulos, ...secciones, '1', 'Tab']);
};

/** All that the program says, as it is written in the code; what varies in it is left out. */
const loQueSeDice = [...fuentes('shared'), ...fuentes('renderer'), ...fuentes('electron')].map(leer).join('\n');

test('there is a page for each role that works in the room', () => {
  expect(paginas.map(([archivo]) => archivo).sort()).toEqual(
    ['README.md', 'acopio.md', 'captura.md', 'cotejo.md', 'digitalizacion.md', 'empaquetado.md', 'supervision-y-coordinacion.md', 'tecnico.md', 'verificacion.md'],
  );
});

describe.each(paginas)('%s', (_archivo, texto) => {
  test('its keys are keys of the screens', () => {
    const teclas = teclasDeLasPantallas();
    expect([...texto.matchAll(/<kbd>(.+?)<\/kbd>/g)].map((m) => m[1] ?? '').filter((t) => !teclas.has(t))).toEqual([]);
  });

  test('its sections are sections of the screens', () => {
    const secciones = new Set<string>(Object.values(es.secciones));
    expect([...texto.matchAll(/[Ss]ección \*\*([^*]+)\*\*/g)].map((m) => m[1] ?? '').filter((s) => !secciones.has(s))).toEqual([]);
  });

  test('the sections of a role are those that open to it, each with its key', () => {
    for (const [, rol = '', lista = ''] of texto.matchAll(/^Secciones de ([^:]+): (.+)$/gm)) {
      const id = ROLES.find((r) => es.roles[r] === rol);
      const dichas = [...lista.matchAll(/<kbd>Alt \+ (\d)<\/kbd> \*\*([^*]+)\*\*/g)].map((m) => `${m[1] ?? ''} ${m[2] ?? ''}`);
      expect([rol, dichas]).toEqual([rol, seccionesDe(id === undefined ? [] : [id]).map((s, i) => `${i + 1} ${es.secciones[s]}`)]);
    }
  });

  test('what it quotes is what the program says', () => {
    const citas = [...texto.matchAll(/«([^»]+(?:«…»[^»]*)?)»/g)].map((m) => m[1] ?? '');
    const partes = citas.flatMap((c) => c.split(/[…«»]/)).map((p) => p.trim()).filter((p) => p.length > 3);
    expect(partes.filter((p) => !loQueSeDice.includes(p))).toEqual([]);
  });

  test('its links lead to files that exist', () => {
    const enlaces = [...texto.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map((m) => m[1] ?? '');
    expect(enlaces.filter((e) => !existsSync(path.join(CARPETA_MANUAL, e)))).toEqual([]);
  });
});

test('`npm run manual` makes every picture that it shows, and no other is kept', async () => {
  const escenas = new Set(ESCENAS.map((e) => e.nombre));
  const imagenes = await imagenesDelManual();
  expect(imagenes.filter((i) => !escenas.has(i))).toEqual([]);
  expect(readdirSync(path.join(CARPETA_MANUAL, 'pantallas')).sort()).toEqual(imagenes.map((i) => `${i}.webp`).sort());
});
