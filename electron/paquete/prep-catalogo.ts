import type { ArchivoLeido } from '#electron/prep/leer-archivo.ts';
import type { ActaEsperada } from '#shared/domain/acta.ts';
import { claveCasilla, TIPOS_CASILLA, type AmbitoRef, type Casilla, type TipoCasilla } from '#shared/domain/casilla.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';

/** Something of the file that did not pass as it was: `omitido` is not in the package, `corregido` is, with another value. */
export type Aviso = { readonly clase: 'omitido' | 'corregido'; readonly clave: string; readonly detalle: string };

export type ArchivoDeEleccion = { readonly eleccion: TipoEleccion; readonly ambito: 'distrito' | 'municipio'; readonly archivo: ArchivoLeido };
export type CatalogoLeido = { readonly casillas: Casilla[]; readonly actas: ActaEsperada[]; readonly avisos: Aviso[] };

type Partes = Pick<Casilla, 'seccion' | 'tipo' | 'idCasilla' | 'extContigua'>;

const esTipo = (texto: string): texto is TipoCasilla => (TIPOS_CASILLA as readonly string[]).includes(texto);
const partesDeClave = (clave: string): Partes | null => {
  const tipo = clave.slice(6, 7);
  if (!/^\d{6}[A-Z]\d{4}$/.test(clave) || !esTipo(tipo)) return null;
  return { seccion: clave.slice(2, 6), tipo, idCasilla: clave.slice(7, 9), extContigua: clave.slice(9, 11) };
};
const partesDeFila = (f: FilaPrep): Partes | null =>
  /^\d{4}$/.test(f.seccion) && /^\d{2}$/.test(f.idCasilla) && /^\d{2}$/.test(f.extContigua) && esTipo(f.tipoCasilla)
    ? { seccion: f.seccion, tipo: f.tipoCasilla, idCasilla: f.idCasilla, extContigua: f.extContigua } : null;

const tipoPlano = (f: FilaPrep): string => f.tipoActa.trim().toUpperCase().replace(/^0+(?=.)/, '');

/** Types rarer than this among the casillas of a kind are slips of the hand: Sonora 2021 has `3}`, `734`, `d3` (domain: section 6, row 14). */
const MINIMO_DE_TIPO = { veces: 3, parte: 0.05 };

/** `3EMR` and `3ERP`: the two actas that a casilla especial fills in of one election. In a small file there may be one pair of them, or half. */
const DE_ESPECIAL = /^(A?\d{1,2}E?)(MR|RP)$/;
const esPareja = (tipo: string, otro: string): boolean => {
  const raiz = DE_ESPECIAL.exec(tipo)?.[1];
  return raiz !== undefined && raiz === DE_ESPECIAL.exec(otro)?.[1];
};

/** Actas of which a state has a handful: urna electrónica, voto anticipado, extranjero, prisión preventiva (domain: 2.6). No slip of the hand looks like these. */
const DE_MODALIDAD = /^A?\d{1,2}(UE|VA|PPP|PVE|PVA|PVPP)$/;

/** TIPO_CASILLA → the TIPO_ACTA that are really of it, the most frequent first. */
const tiposValidos = (filas: readonly FilaPrep[]): Map<string, string[]> => {
  const cuentas = new Map<string, Map<string, number>>();
  for (const f of filas) {
    const tipo = tipoPlano(f);
    if (!/^[0-9A-Z]{1,8}$/.test(tipo)) continue;
    const cuenta = cuentas.get(f.tipoCasilla) ?? new Map<string, number>();
    cuentas.set(f.tipoCasilla, cuenta.set(tipo, (cuenta.get(tipo) ?? 0) + 1));
  }
  return new Map([...cuentas].map(([casilla, cuenta]) => {
    const total = [...cuenta.values()].reduce((a, b) => a + b, 0);
    const orden = [...cuenta].sort((a, b) => b[1] - a[1]);
    const [principal = ''] = orden[0] ?? [];
    const esBueno = (tipo: string, n: number): boolean =>
      tipo === principal || DE_MODALIDAD.test(tipo) || (n >= MINIMO_DE_TIPO.veces && n >= total * MINIMO_DE_TIPO.parte) || (casilla === 'S' && esPareja(tipo, principal));
    return [casilla, orden.filter(([tipo, n]) => esBueno(tipo, n)).map(([tipo]) => tipo)];
  }));
};

/** Reads the catalogue of several files into one: a casilla has the district of one and the municipality of another. */
class Constructor {
  readonly casillas = new Map<string, Casilla>();
  readonly actas = new Map<string, ActaEsperada>();
  readonly avisos: Aviso[] = [];
  readonly entidad: string;
  constructor(entidad: string) {
    this.entidad = entidad;
  }

  private avisar(clase: Aviso['clase'], clave: string, detalle: string): void {
    this.avisos.push({ clase, clave, detalle });
  }

  private partes(f: FilaPrep): { clave: string; partes: Partes } | null {
    const deClave = partesDeClave(f.claveCasilla);
    const partes = deClave ?? partesDeFila(f);
    if (partes === null) {
      this.avisar('omitido', f.claveActa || f.claveCasilla, 'la clave de casilla y sus partes no se entienden');
      return null;
    }
    const clave = claveCasilla(this.entidad, partes);
    if (deClave !== null && clave !== f.claveCasilla) {
      this.avisar('omitido', f.claveActa, 'es de otra entidad');
      return null;
    }
    if (deClave === null) this.avisar('corregido', clave, `CLAVE_CASILLA «${f.claveCasilla}» se rehízo con sus partes`);
    return { clave, partes };
  }

  private casilla(f: FilaPrep, ambito: 'distrito' | 'municipio'): Casilla | null {
    const leida = this.partes(f);
    if (leida === null) return null;
    const previa = this.casillas.get(leida.clave);
    const lugar: AmbitoRef | null = f.ambito === null || f.ambito.id === '' ? null : { id: f.ambito.id, nombre: f.ambito.nombre.trim() };
    const conocido = previa?.[ambito];
    if (conocido && lugar && conocido.id !== lugar.id) {
      this.avisar('omitido', f.claveActa, `la casilla ${leida.clave} ya es del ${ambito} ${conocido.id}, y este renglón la pone en ${lugar.id}`);
      return null;
    }
    const ubicacion = f.ubicacion === '2' || f.ubicacion === '3' ? f.ubicacion : '1';
    if (previa !== undefined && f.ubicacion !== '' && f.ubicacion !== previa.ubicacion) this.avisar('corregido', f.claveActa, `UBICACION_CASILLA «${f.ubicacion}» se tomó como ${previa.ubicacion}, la de otro renglón de la casilla`);
    const base: Casilla = previa ?? { clave: leida.clave, ...leida.partes, ubicacion, distrito: null, municipio: null, catd: '' };
    const casilla = { ...base, [ambito]: conocido ?? lugar };
    this.casillas.set(leida.clave, casilla);
    return casilla;
  }

  private tipoActa(f: FilaPrep, casilla: string, validos: readonly string[]): string {
    const leido = tipoPlano(f);
    if (validos.includes(leido)) return leido;
    const tipo = validos.find((t) => !this.actas.has(casilla + t)) ?? validos[0] ?? '0';
    this.avisar('corregido', f.claveActa, `TIPO_ACTA «${f.tipoActa}» se tomó como ${tipo}`);
    return tipo;
  }

  agregar({ archivo, ambito, eleccion }: ArchivoDeEleccion): void {
    const enCatalogo = archivo.filas.filter((f) => f.contabilizada !== 2);
    const validos = tiposValidos(enCatalogo);
    for (const f of enCatalogo) {
      const casilla = this.casilla(f, ambito);
      if (casilla === null) continue;
      const tipoActa = this.tipoActa(f, casilla.clave, validos.get(f.tipoCasilla) ?? []);
      const sufijo = f.claveActa.slice(11);
      const publicada = f.claveActa.startsWith(casilla.clave) && /^[0-9A-Z]{1,8}$/.test(sufijo) && sufijo.replace(/^0+(?=.)/, '') === tipoActa;
      const clave = publicada ? f.claveActa : casilla.clave + tipoActa;
      if (this.actas.has(clave)) {
        this.avisar('omitido', clave, 'la clave de acta está repetida');
        continue;
      }
      if (f.listaNominal === null) this.avisar('corregido', clave, 'sin LISTA_NOMINAL: la regla de excede queda apagada en esta acta');
      const representantes = f.listaNominal === null ? null : f.representantes;
      this.actas.set(clave, { clave, casilla: casilla.clave, eleccion, tipoActa, listaNominal: f.listaNominal ?? 0, representantes });
    }
  }
}

/** Casillas and actas of one or several published files of the same entity (two digits). CATDs are left to be assigned. */
export const leerCatalogo = (entidad: string, archivos: readonly ArchivoDeEleccion[]): CatalogoLeido => {
  const constructor = new Constructor(entidad);
  for (const archivo of archivos) constructor.agregar(archivo);
  return { casillas: [...constructor.casillas.values()], actas: [...constructor.actas.values()], avisos: constructor.avisos };
};
