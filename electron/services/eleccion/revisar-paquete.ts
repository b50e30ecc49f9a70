import { ambitoDe, type ActaEsperada } from '#shared/domain/acta.ts';
import { claveCasilla, esMesaSinSeccion, type Casilla } from '#shared/domain/casilla.ts';
import type { Eleccion, TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

const invalido = (lugar: string, detalle: string): AppError => new AppError('paquete_invalido', { lugar, detalle });

const sinRepetir = (claves: readonly string[]): ReadonlySet<string> => {
  const vistas = new Set<string>();
  for (const clave of claves) {
    if (vistas.has(clave)) throw new AppError('paquete_clave_repetida', { clave });
    vistas.add(clave);
  }
  return vistas;
};

/** Issuers pad the type inside the key and not in its column: `230085B010002` and `2` (Quintana Roo 2019, Campeche 2021). */
const sinCeros = (texto: string): string => texto.replace(/^0+(?=.)/, '');

/** Ids of the districts or municipalities where an election has casillas; '' is that of its mesas outside the sections. */
const ambitosDe = (eleccion: Eleccion, casillas: readonly Casilla[]): ReadonlySet<string> => new Set(casillas.map((c) => ambitoDe(eleccion, c)));

const revisarColumnas = (eleccion: Eleccion): void => {
  const claves = sinRepetir(eleccion.columnas.map((c) => c.clave));
  const partidos = new Set(eleccion.columnas.filter((c) => c.clase === 'partido').map((c) => c.clave));
  for (const columna of eleccion.columnas) {
    const lugar = `elección ${eleccion.id}, columna ${columna.clave}`;
    const conMiembros = columna.clase === 'coalicion' || columna.clase === 'comun';
    if (conMiembros && columna.miembros.length < 2) throw invalido(lugar, 'una coalición o candidatura común tiene al menos dos partidos');
    if (!conMiembros && columna.miembros.length > 0) throw invalido(lugar, 'solo las coaliciones y candidaturas comunes tienen miembros');
    sinRepetir(columna.miembros);
    // Parties of a candidatura común have no column of their own on the acta (Sonora 2021: CC_PAN_PRI_PRD).
    const ajeno = columna.clase === 'coalicion' ? columna.miembros.find((m) => !partidos.has(m)) : undefined;
    if (ajeno !== undefined) throw invalido(lugar, `«${ajeno}» no es un partido de esta elección`);
  }
  for (const [ambito, boleta] of Object.entries(eleccion.boletas)) {
    const lugar = `elección ${eleccion.id}, boleta de ${ambito}`;
    sinRepetir(boleta);
    if (boleta.length === 0) throw invalido(lugar, 'la boleta no tiene columnas');
    const ajena = boleta.find((clave) => !claves.has(clave));
    if (ajena !== undefined) throw invalido(lugar, `la columna «${ajena}» no existe`);
  }
};

const revisarCasilla = (casilla: Casilla, paquete: Paquete, catds: ReadonlySet<string>): void => {
  const lugar = `casilla ${casilla.clave}`;
  if (casilla.clave !== claveCasilla(paquete.entidad.id, casilla)) throw invalido(lugar, 'la clave no corresponde a su entidad, sección, tipo, número y extensión');
  if (!catds.has(casilla.catd)) throw invalido(lugar, `el CATD «${casilla.catd}» no existe`);
};

const revisarActa = (acta: ActaEsperada, casillas: ReadonlyMap<string, Casilla>, elecciones: ReadonlyMap<string, Eleccion>): void => {
  const lugar = `acta ${acta.clave}`;
  const casilla = casillas.get(acta.casilla);
  if (!casilla) throw new AppError('paquete_casilla_faltante', { acta: acta.clave, casilla: acta.casilla });
  const eleccion = elecciones.get(acta.eleccion);
  if (!eleccion) throw invalido(lugar, `la elección ${acta.eleccion} no está en el paquete`);
  if (!acta.clave.startsWith(acta.casilla) || sinCeros(acta.clave.slice(acta.casilla.length)) !== sinCeros(acta.tipoActa)) throw invalido(lugar, 'la clave no es la de su casilla seguida del tipo de acta');
  if (eleccion.ambito !== 'entidad' && ambitoDe(eleccion, casilla) === '' && !esMesaSinSeccion(casilla.tipo)) {
    throw invalido(lugar, `su casilla no tiene ${eleccion.ambito}`);
  }
};

const revisarAmbitos = (paquete: Paquete, ambitos: ReadonlyMap<TipoEleccion, ReadonlySet<string>>): void => {
  for (const eleccion of paquete.elecciones) {
    const ajeno = Object.keys(eleccion.boletas).find((id) => !ambitos.get(eleccion.id)?.has(id));
    // A typing error here would silently give that ámbito the ballot with every column.
    if (ajeno !== undefined) throw invalido(`elección ${eleccion.id}, boleta de ${ajeno}`, 'ninguna casilla es de ese distrito o municipio');
  }
};

const revisarCandidaturas = (paquete: Paquete, elecciones: ReadonlyMap<string, Eleccion>, ambitos: ReadonlyMap<TipoEleccion, ReadonlySet<string>>): void => {
  sinRepetir(paquete.candidaturas.map((c) => `${c.eleccion} ${c.ambito ?? ''} ${c.clave}`));
  for (const c of paquete.candidaturas) {
    const lugar = `candidatura ${c.clave} de ${c.eleccion}${c.ambito === null ? '' : ` en ${c.ambito}`}`;
    const eleccion = elecciones.get(c.eleccion);
    if (!eleccion) throw invalido(lugar, `la elección ${c.eleccion} no está en el paquete`);
    if (!eleccion.columnas.some((columna) => columna.clave === c.clave)) throw invalido(lugar, 'esa columna no existe en su elección');
    if (c.ambito === null) {
      if (eleccion.ambito !== 'entidad') throw invalido(lugar, `falta su ${eleccion.ambito}`);
    } else if (!ambitos.get(eleccion.id)?.has(c.ambito)) throw invalido(lugar, 'ninguna casilla es de ese distrito o municipio');
    else if (eleccion.boletas[c.ambito]?.includes(c.clave) === false) throw invalido(lugar, 'no está en la boleta de su distrito o municipio');
  }
};

const revisarPlantillas = (paquete: Paquete): void => {
  if (Object.hasOwn(paquete.plantillas, '*')) return;
  const sin = paquete.actas.find((a) => !Object.hasOwn(paquete.plantillas, a.tipoActa));
  if (sin) throw invalido(`acta ${sin.clave}`, `no hay plantilla para el tipo de acta ${sin.tipoActa}`);
};

/** What is sent on the night goes to the central that the OPL named, and nobody else reads or answers it. */
const revisarCentral = ({ modo, central }: Paquete): void => {
  if (modo === 'simulacro') return;
  if (!central.url.startsWith('https://') || (central.huellas ?? []).length === 0) throw invalido('central', 'en una jornada su dirección es https y lleva la huella de su certificado');
};

const revisarUsuarios = (paquete: Paquete): void => {
  sinRepetir(paquete.usuarios.map((u) => u.id));
  if (paquete.modo === 'simulacro') return;
  const conPin = paquete.usuarios.find((u) => u.pinDemo !== undefined);
  if (conPin) throw invalido(`usuario ${conPin.id}`, 'solo un simulacro puede llevar el PIN a la vista');
};

/**
 * What the schema cannot see: that the parts of a package fit each other. Throws the AppError of the first problem.
 * Each check answers a failure seen in real catalogues (domain: section 6, rows 10, 14 and 17).
 */
export const revisarPaquete = (paquete: Paquete): void => {
  if (Date.parse(paquete.ventana.inicio) >= Date.parse(paquete.ventana.fin)) throw invalido('ventana', 'el inicio no es anterior al fin');
  const elecciones = new Map(paquete.elecciones.map((e) => [e.id as string, e]));
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  sinRepetir(paquete.elecciones.map((e) => e.id));
  sinRepetir(paquete.casillas.map((c) => c.clave));
  sinRepetir(paquete.actas.map((a) => a.clave));
  const catds = sinRepetir(paquete.catds.map((c) => c.id));
  paquete.elecciones.forEach(revisarColumnas);
  for (const casilla of paquete.casillas) revisarCasilla(casilla, paquete, catds);
  for (const acta of paquete.actas) revisarActa(acta, casillas, elecciones);
  const ambitos = new Map(paquete.elecciones.map((e) => [e.id, ambitosDe(e, paquete.casillas)] as const));
  revisarAmbitos(paquete, ambitos);
  revisarCandidaturas(paquete, elecciones, ambitos);
  revisarPlantillas(paquete);
  revisarUsuarios(paquete);
  revisarCentral(paquete);
};
