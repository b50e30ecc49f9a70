/** One option of a device, as `scanimage -A` prints it. */
export type OpcionSane = {
  /** `--mode`, `-x`. */
  readonly nombre: string;
  /** What it may be; null when it is no list. */
  readonly valores: readonly string[] | null;
  readonly rango: { readonly min: number; readonly max: number; readonly paso: number | null } | null;
  readonly unidad: string | null;
  readonly booleana: boolean;
  /** Its present value; null when inactive or a button. */
  readonly actual: string | null;
  /** False for those that cannot be set now: inactive, read-only, hardware. */
  readonly ajustable: boolean;
};

/** Options are indented by four, their descriptions by eight. */
const RENGLON = /^ {4}(--?[A-Za-z0-9][A-Za-z0-9-]*)(.*)$/;
const MARCA = / \[([^[\]]*)\]$/;
const MARCAS_FIJAS: ReadonlySet<string> = new Set(['inactive', 'read-only', 'hardware', 'advanced']);
const NO_AJUSTABLE: ReadonlySet<string> = new Set(['inactive', 'read-only', 'hardware']);
const RANGO = /^(?:auto\|)?(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)([A-Za-z%]*)$/;
const NUMERO_CON_UNIDAD = /^(-?\d+(?:\.\d+)?)([A-Za-z%]+)$/;
const NUMERO = /^-?\d+(\.\d+)?$/;
const BOOLEANA = /^\[=\(([^)]*)\)\]$/;

/** Takes the marks off the end of a line: «[inactive]», «[50]», «[read-only]». */
const quitarMarcas = (texto: string): { readonly resto: string; readonly marcas: readonly string[] } => {
  const marcas: string[] = [];
  let resto = texto.trimEnd();
  for (let m = MARCA.exec(resto); m; m = MARCA.exec(resto)) {
    marcas.unshift(m[1] ?? '');
    resto = resto.slice(0, m.index).trimEnd();
  }
  return { resto, marcas };
};

/** A list «75|100|300dpi»: the unit hangs on its last number. */
const leerLista = (texto: string): { readonly valores: readonly string[]; readonly unidad: string | null } => {
  const valores = texto.split('|').filter((v) => v !== '');
  const ultimo = NUMERO_CON_UNIDAD.exec(valores.at(-1) ?? '');
  const numericos = valores.slice(0, -1).every((v) => NUMERO.test(v) || v === 'auto');
  if (ultimo?.[1] === undefined || !numericos) return { valores, unidad: null };
  return { valores: [...valores.slice(0, -1), ultimo[1]], unidad: ultimo[2] ?? null };
};

const leerRenglon = (nombre: string, definicion: string): OpcionSane => {
  const { resto, marcas } = quitarMarcas(definicion);
  const base = {
    nombre, valores: null, rango: null, unidad: null, booleana: false,
    actual: marcas.find((m) => !MARCAS_FIJAS.has(m)) ?? null, ajustable: !marcas.some((m) => NO_AJUSTABLE.has(m)),
  };
  const paso = /\(in steps of (\d+(?:\.\d+)?)\)$/.exec(resto)?.[1];
  const valor = resto.replace(/\(in steps of [^)]*\)$/, '').trim().replace(/,\.\.\.$/, '');
  const booleana = BOOLEANA.exec(valor)?.[1];
  if (booleana !== undefined) return { ...base, booleana: true, valores: booleana.split('|') };
  const rango = RANGO.exec(valor);
  if (rango) return { ...base, rango: { min: Number(rango[1]), max: Number(rango[2]), paso: paso === undefined ? null : Number(paso) }, unidad: rango[3] === '' ? null : (rango[3] ?? null) };
  if (valor === '' || valor.startsWith('<')) return base;
  return { ...base, ...leerLista(valor) };
};

/** The options of a device from the text of `scanimage -A`, by name. What is no option is passed over. */
export const leerOpcionesSane = (texto: string): ReadonlyMap<string, OpcionSane> => {
  const opciones = new Map<string, OpcionSane>();
  for (const renglon of texto.split(/\r?\n/)) {
    const m = RENGLON.exec(renglon);
    if (m?.[1] !== undefined) opciones.set(m[1], leerRenglon(m[1], m[2] ?? ''));
  }
  return opciones;
};
