/**
 * Measures the digit reader, as docs/vision.md tells: `node scripts/run.mjs scripts/medir-digitos.ts [--actas 60] [--semilla medicion]`. Actas of the
 * demo election, filled with MNIST's test images (written by people whom the training never saw), go the whole way: marks,
 * alignment, boxes, digits. Prints the table and, by confidence, how many readings are right. With another seed there are other
 * pages: a limit chosen on one is told on the other.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodificar } from '#electron/vision/decodificar.ts';
import { armarCampo, verCampo, type Visto } from '#electron/vision/digitos/leer-campo.ts';
import { lugarDe } from '#electron/vision/digitos/leer-digitos.ts';
import { lectorDigitos } from '#electron/vision/digitos/modelo.ts';
import { examinarImagen } from '#electron/vision/examinar.ts';
import { CONFIANZA_CLARA } from '#shared/domain/lectura.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { contar, precisionDeAvisos, type CampoLeido, type Cuenta } from './digitos/cuentas.ts';
import { CONDICIONES, hacerHojas } from './digitos/hojas-medicion.ts';
import { fotoReal } from './digitos/foto-real.ts';

const { values: opciones } = parseArgs({ options: { actas: { type: 'string', default: '60' }, semilla: { type: 'string', default: 'medicion' }, solo: { type: 'string' } } });
const { lector, clasificar } = lectorDigitos();

type PorLeer<T> = { readonly bytes: Uint8Array; readonly campos: readonly (T & { readonly numero: readonly Rect[] })[] };

/** What is seen in each field; null when the page cannot be aligned. */
const leer = async <T>({ bytes, campos }: PorLeer<T>): Promise<{ readonly campo: T; readonly vistos: readonly Visto[] }[] | null> => {
  const { examen } = await examinarImagen(bytes);
  const decodificada = await decodificar(bytes);
  if (!examen?.alineacion || !('pagina' in decodificada)) return null;
  const lugar = lugarDe(decodificada.pagina, examen.giro, examen.alineacion);
  return campos.map((campo) => ({ campo, vistos: verCampo(lugar, campo.numero, clasificar) }));
};

/** How rare two equal wrong captures may be: nobody has measured it. */
const UNA_DE_CADA = [100, 1_000, 10_000] as const;
const porciento = (n: number): string => `${(n * 100).toFixed(1)} %`;
const fila = (nombre: string, actas: string, c: Cuenta): string =>
  `| ${[nombre, actas, c.digitos, porciento(c.digitosBien), `${porciento(c.digitosSegurosBien)} of ${porciento(c.digitosSeguros)}`, c.campos, porciento(c.camposBien), `${porciento(c.camposClarosBien)} of ${porciento(c.camposClaros)}`, porciento(c.avisados), c.falsosPorMil.toFixed(1)].join(' | ')} |`;

console.log(`Reader ${lector}\n`);
console.log('| pages | actas aligned | digits | right | right of those ≥ 95 % sure | fields | right | right of the clear ones | wrong captures flagged | false flags per 1,000 fields |');
console.log('|---|---|---|---|---|---|---|---|---|---|');
const todos: CampoLeido[] = [];
for (const condicion of CONDICIONES) {
  if (opciones.solo !== undefined && !condicion.nombre.includes(opciones.solo)) continue;
  const leidos: CampoLeido[] = [];
  let [alineadas, actas] = [0, 0];
  for await (const { bytes, campos } of hacerHojas(condicion, Number(opciones.actas), opciones.semilla)) {
    actas++;
    const vistos = await leer({ bytes, campos: campos.map((c) => ({ ...c, numero: c.campo.numero })) });
    if (vistos === null) continue;
    alineadas++;
    for (const v of vistos) leidos.push({ modo: v.campo.modo, valor: v.campo.valor, cifras: v.campo.cifras, vistos: v.vistos, lectura: armarCampo(v.vistos) });
  }
  todos.push(...leidos);
  console.log(fila(condicion.nombre, `${alineadas} of ${actas}`, contar(leidos)));
}

console.log('\n| confidence of a field | fields | right |\n|---|---|---|');
const tramos = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01];
tramos.slice(1).forEach((hasta, i) => {
  const [desde] = [tramos[i] ?? 0];
  const enTramo = todos.filter(({ lectura: l }) => l.valor !== null && l.confianza >= desde && l.confianza < hasta);
  console.log(`| ${desde} to ${Math.min(1, hasta)} | ${enTramo.length} | ${porciento(enTramo.filter((c) => c.lectura.valor === c.valor).length / Math.max(1, enTramo.length))} |`);
});

console.log('\n| clear from | fields that are | right | wrong captures flagged | false flags per 1,000 fields | flags that are right when 1 in 100, 1,000, 10,000 figures is wrong |\n|---|---|---|---|---|---|');
for (const clara of [0.9, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995]) {
  const c = contar(todos, clara);
  console.log(`| ${[clara, porciento(c.camposClaros), porciento(c.camposClarosBien), porciento(c.avisados), c.falsosPorMil.toFixed(2), UNA_DE_CADA.map((n) => porciento(precisionDeAvisos(c, n))).join(', ')].join(' | ')} |`);
}

for (const modo of ['vacio', 'garabato', 'cuatro', 'sueltas']) {
  const deModo = todos.filter((c) => c.modo === modo);
  const conNumero = deModo.filter((c) => c.lectura.valor !== null && c.lectura.valor !== c.valor);
  console.log(`${modo}: ${deModo.length} fields, ${conNumero.length} read as another number, ${conNumero.filter((c) => c.lectura.confianza >= CONFIANZA_CLARA).length} of them clearly`);
}

const real = fotoReal();
if (real === null) console.log('\nThe real photo is not here.');
else {
  const vistos = await leer({ bytes: readFileSync(real.archivo), campos: real.campos });
  if (vistos === null) console.log('\nThe real photo was not aligned.');
  else {
    const leidos = vistos.map(({ campo, vistos: v }) => ({ modo: 'tres', valor: campo.valor, cifras: String(campo.valor).padStart(3, '0'), vistos: v, lectura: armarCampo(v) }));
    console.log(`\n${fila('the real photo', '1 of 1', contar(leidos))}`);
    for (const [i, l] of leidos.entries()) if (l.lectura.valor !== l.valor || l.lectura.confianza < CONFIANZA_CLARA) console.log(`  ${real.campos[i]?.clave ?? ''}: says ${String(l.valor)}, read ${String(l.lectura.valor)} (${l.lectura.confianza.toFixed(3)})`);
  }
}
