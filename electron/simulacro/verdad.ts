import { crearAzar } from '#electron/papel/azar.ts';
import type { ActaEsperada } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { Eleccion, TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { ClaveEncabezado } from '#shared/prep-csv/encabezado-prep.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';

/** The published (or invented) result of one election. */
export type FuenteVerdad = {
  readonly eleccion: TipoEleccion;
  readonly filas: readonly FilaPrep[];
  /** The 13 figures as published; missing in a vote that was made up. */
  readonly encabezado?: Readonly<Record<ClaveEncabezado, string>>;
};

/** An acta of the drill: what the catalogue expects and what the truth says of it. */
export type ActaSimulada = { readonly acta: ActaEsperada; readonly casilla: Casilla; readonly eleccion: Eleccion; readonly fila: FilaPrep };
/** An acta that belongs to no casilla of the catalogue. */
export type FueraSimulada = { readonly eleccion: Eleccion; readonly fila: FilaPrep; readonly numero: number };

export type Verdad = {
  /** In the order in which they come to the door. */
  readonly actas: readonly ActaSimulada[];
  readonly fuera: readonly FueraSimulada[];
  /** Rows of the truth that the package has no acta for, and second rows of an acta. */
  readonly sinLugar: number;
};

type Busqueda = { readonly exactas: ReadonlyMap<string, ActaEsperada>; readonly deCasilla: ReadonlyMap<string, readonly ActaEsperada[]> };

const indices = (paquete: Paquete, eleccion: TipoEleccion): Busqueda => {
  const propias = paquete.actas.filter((a) => a.eleccion === eleccion);
  const deCasilla = new Map<string, ActaEsperada[]>();
  for (const a of propias) deCasilla.set(a.casilla, [...(deCasilla.get(a.casilla) ?? []), a]);
  return { exactas: new Map(propias.map((a) => [a.clave, a])), deCasilla };
};

/** The acta of a row: by its key; else by its casilla and its type, where some exporters end the key in the casilla; else the only one left of its casilla. */
const buscar = (fila: FilaPrep, { exactas, deCasilla }: Busqueda, tomadas: ReadonlySet<string>): ActaEsperada | null => {
  const exacta = exactas.get(fila.claveActa);
  if (exacta) return tomadas.has(exacta.clave) ? null : exacta;
  const libres = (deCasilla.get(fila.claveCasilla) ?? []).filter((a) => !tomadas.has(a.clave));
  const deSuTipo = libres.find((a) => a.tipoActa === fila.tipoActa.trim().toUpperCase());
  return deSuTipo ?? (libres.length === 1 ? (libres[0] ?? null) : null);
};

const barajar = <T>(lista: readonly T[], semilla: string): T[] => {
  const azar = crearAzar(semilla);
  const copia = [...lista];
  for (let i = copia.length - 1; i > 0; i--) {
    const j = azar.entero(0, i);
    [copia[i], copia[j]] = [copia[j]!, copia[i]!];
  }
  return copia;
};

/** What makes an acta worth having in a small drill: its outcome first, then its kind of casilla, then its election. */
const rasgos = (a: ActaSimulada): string[] => [`o:${a.fila.observaciones}`, `t:${a.casilla.tipo}${a.acta.tipoActa}`, `e:${a.eleccion.id}`];

/** `cuantas` of the actas: one of every outcome, of every kind of casilla and of every election first, then any. */
const elegir = (actas: readonly ActaSimulada[], cuantas: number, semilla: string): ActaSimulada[] => {
  const revueltas = barajar(actas, `${semilla}:elegir`);
  const elegidas = new Set<ActaSimulada>();
  const vistos = new Set<string>();
  for (const nivel of [0, 1, 2]) {
    for (const acta of revueltas) {
      const rasgo = rasgos(acta)[nivel] ?? '';
      if (elegidas.size >= cuantas || vistos.has(rasgo)) continue;
      for (const r of rasgos(acta)) vistos.add(r);
      elegidas.add(acta);
    }
  }
  for (const acta of revueltas) if (elegidas.size < cuantas) elegidas.add(acta);
  return barajar([...elegidas], `${semilla}:llegada`);
};

/**
 * Which actas a drill works with. `cuantas` counts those of the catalogue; those fuera de catálogo come in proportion
 * (at least one where the truth has any), and only for elections whose every row is in the package, since nothing says
 * where they are from. The same seed gives the same drill.
 */
export const prepararVerdad = (paquete: Paquete, fuentes: readonly FuenteVerdad[], { cuantas, semilla }: { readonly cuantas: number | null; readonly semilla: string }): Verdad => {
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  const posibles: ActaSimulada[] = [];
  const deFuera: { eleccion: Eleccion; fila: FilaPrep }[] = [];
  let sinLugar = 0;
  for (const fuente of fuentes) {
    const eleccion = paquete.elecciones.find((e) => e.id === fuente.eleccion);
    if (!eleccion) continue;
    const busqueda = indices(paquete, eleccion.id);
    const tomadas = new Set<string>();
    const enCatalogo = fuente.filas.filter((f) => f.contabilizada !== 2);
    // Exact keys take their acta before a spoiled one can.
    const orden = [...enCatalogo.filter((f) => busqueda.exactas.has(f.claveActa)), ...enCatalogo.filter((f) => !busqueda.exactas.has(f.claveActa))];
    let ajenas = 0;
    for (const fila of orden) {
      const acta = buscar(fila, busqueda, tomadas);
      const casilla = acta && casillas.get(acta.casilla);
      if (!acta || !casilla) ajenas += 1;
      else {
        tomadas.add(acta.clave);
        if (fila.contabilizada !== null) posibles.push({ acta, casilla, eleccion, fila });
      }
    }
    sinLugar += ajenas;
    if (ajenas === 0) deFuera.push(...fuente.filas.filter((f) => f.contabilizada === 2).map((fila) => ({ eleccion, fila })));
  }
  const actas = elegir(posibles, cuantas ?? posibles.length, semilla);
  const parte = posibles.length === 0 ? 0 : actas.length / posibles.length;
  const cuantasFuera = deFuera.length === 0 || actas.length === 0 ? 0 : Math.max(1, Math.round(deFuera.length * parte));
  const fuera = barajar(deFuera, `${semilla}:fuera`).slice(0, cuantasFuera).map((f, i) => ({ ...f, numero: i + 1 }));
  return { actas, fuera, sinLugar };
};
