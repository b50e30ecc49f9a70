import type { Page } from 'playwright-core';
import { camposDe, tituloDeActa } from '#shared/domain/acta.ts';
import { nombreCasilla } from '#shared/domain/casilla.ts';
import { ILEGIBLE, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import type { Centro } from './centro.ts';

/** The acta on the table, told by its names as a person tells it. */
export type EnMesa = { readonly acta: string; readonly campos: readonly string[] };

/** Which acta is on the table now. */
export const actaEnMesa = async (centro: Centro, pagina: Page): Promise<EnMesa> => {
  await pagina.locator('form').waitFor();
  const titulo = pagina.getByRole('heading', { level: 1 });
  const [nombre, cabeza] = [(await titulo.textContent()) ?? '', (await titulo.locator('..').textContent()) ?? ''];
  const elecciones = new Map(centro.paquete.elecciones.map((e) => [e.id, e]));
  const tituloDe = ({ acta }: Centro['hojas'][number]): string => {
    const suya = elecciones.get(acta.eleccion);
    return suya ? tituloDeActa(acta, suya) : '?';
  };
  // The name of one acta may begin as another's: the longest that fits is its own.
  const [hoja] = centro.hojas.filter((h) => nombreCasilla(h.casilla) === nombre && cabeza.includes(tituloDe(h))).sort((a, b) => tituloDe(b).length - tituloDe(a).length);
  const eleccion = elecciones.get(hoja?.acta.eleccion ?? 'GUB');
  if (!hoja || !eleccion) throw new Error(`no acta is «${cabeza}»`);
  return { acta: hoja.acta.clave, campos: camposDe(eleccion, hoja.casilla).map((c) => c.clave) };
};

/** What is typed for a value, without what goes to the next field. */
export const teclasDe = (valor: Valor | undefined): string => (valor === ILEGIBLE ? '/' : valor === SIN_DATO ? '*' : String(valor ?? '*'));

/** Types the acta on the table with the keyboard alone and saves it; gives which it was. `leer`: what this person reads in it. */
export const capturarEnMesa = async (centro: Centro, pagina: Page, leer: (acta: string) => Readonly<Record<string, Valor>> = centro.valores): Promise<string> => {
  const { acta, campos } = await actaEnMesa(centro, pagina);
  const valores = leer(acta);
  for (const campo of campos) {
    await pagina.keyboard.type(teclasDe(valores[campo]));
    await pagina.keyboard.press('Enter');
  }
  return acta;
};

/** Whether there is an acta on the table that nobody has written in. */
export const enBlanco = (pagina: Page): Promise<boolean> =>
  pagina.locator('form input').evaluateAll((campos) => campos.length > 0 && campos.every((c) => (c as HTMLInputElement).value === ''));
