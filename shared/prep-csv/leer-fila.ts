import { MECANISMOS_TRASLADO, TIPOS_DOCUMENTO, ORIGENES, DIGITALIZACIONES } from '#shared/domain/acta.ts';
import { TIPOS_CASILLA } from '#shared/domain/casilla.ts';
import { ASENTADO, CAMPOS_CABECERA } from '#shared/domain/eleccion.ts';
import type { Observacion } from '#shared/domain/inconsistencias.ts';
import { NO_APLICA, type Valor } from '#shared/domain/valor.ts';
import { enteroVestido, leerCelda, sinMarca } from './celdas.ts';
import type { ColumnaFija, Esquema } from './columnas.ts';
import { leerFecha } from './fechas.ts';
import type { FilaPrep } from './fila.ts';
import type { CabeceraPrep, CeldaRara, CodigoRareza } from './leer.ts';
import { esSinActaDeOtroMotivo, leerObservaciones, motivoSinActa } from './observaciones.ts';
import { conCeros, copiar } from './texto.ts';

type PartesFila = Pick<FilaPrep, 'seccion' | 'idCasilla' | 'tipoCasilla' | 'extContigua' | 'tipoActa'>;

/** What the cells of an acta mean depends on what kind of row it is. */
type ClaseFila = 'capturada' | 'sin_acta' | 'sin_capturar' | 'fuera';

const CLAVE = /^\d{6}[A-Z]\d{4}$/;
/** Keys printed on actas: `2`, `A02E`, `3ERP`, `2PVPP`, `A01PPP` (domain: 2.6). */
const TIPO_ACTA = /^A?\d{1,2}(E|EMR|ERP|EX|VA|UE|PPP|PVE|PVA|PVPP)?$/;
const TIPOS: ReadonlySet<string> = new Set(TIPOS_CASILLA);
const LISTAS: Readonly<Partial<Record<ColumnaFija, ReadonlySet<string>>>> = {
  UBICACION_CASILLA: new Set(['', '1', '2', '3']),
  ORIGEN: new Set<string>(['', ...ORIGENES]),
  DIGITALIZACION: new Set<string>(['', ...DIGITALIZACIONES]),
  TIPO_DOCUMENTO: new Set<string>(['', ...TIPOS_DOCUMENTO]),
};
/** Distinct leyendas of a file are a handful; the limit only stops a file made to fill the memory. */
const MAXIMO_LEYENDAS = 1000;

const vacio = (texto: string): string => (texto === '-' || texto === 'N/A' ? '' : texto);

/** Makes the function that turns one record into a FilaPrep. The zone is that of the cut, for times without one. */
export const crearLectorFila = (esquema: Esquema, { ambito, nombresColumnas: nombres }: Pick<CabeceraPrep, 'ambito' | 'nombresColumnas'>, zonaMinutos: number, raro: (celda: CeldaRara) => void):
(celdas: readonly string[], renglon: number) => FilaPrep => {
  const { lugar, votos } = esquema;
  const [lugarAmbito, lugarNombreAmbito] = ambito === 'municipio' ? [lugar.ID_MUNICIPIO, lugar.MUNICIPIO] : [lugar.ID_DISTRITO, lugar.DISTRITO];
  const cabecera = CAMPOS_CABECERA.map((clave) => ({ clave, lugar: lugar[clave] }));
  const leyendas = new Map<string, readonly Observacion[] | null>();
  let celdas: readonly string[] = [];
  let renglon = 0;
  /** Of a row that is not whole nothing more is said: what its cells lack is not odd one by one. */
  let cortado = false;

  const reportar = (columna: number, codigo: CodigoRareza): void => {
    if (!cortado) raro({ renglon, columna: nombres[columna] ?? '', valor: celdas[columna] ?? '', codigo });
  };
  const texto = (columna: number): string => (columna < 0 ? '' : (celdas[columna] ?? '').trim());

  const observacionesDe = (leyenda: string): readonly Observacion[] => {
    let codigos = leyendas.get(leyenda);
    if (codigos === undefined) {
      codigos = leerObservaciones(leyenda);
      if (leyendas.size < MAXIMO_LEYENDAS) leyendas.set(copiar(leyenda), codigos);
    }
    if (codigos !== null) return codigos;
    reportar(lugar.OBSERVACIONES, 'observacion_desconocida');
    // Whatever the reason, the row has no acta: its cells say so, and it is captured and not counted.
    return esSinActaDeOtroMotivo(leyenda) ? ['sin_acta_paquete_sin_bolsa'] : [];
  };

  const contabilizadaDe = (fuera: boolean): FilaPrep['contabilizada'] => {
    const publicada = vacio(texto(lugar.CONTABILIZADA));
    if (fuera || publicada === '2') return 2;
    if (publicada === '') return null;
    if (publicada === '0' || publicada === '1') return publicada === '1' ? 1 : 0;
    reportar(lugar.CONTABILIZADA, 'contabilizada_no_valida');
    return null;
  };

  /** Whole numbers of the catalogue: lista nominal and representantes. */
  const cantidad = (columna: number): number | null => {
    const publicada = vacio(texto(columna));
    if (publicada === '') return null;
    const n = enteroVestido(publicada);
    if (n >= 0) return n;
    reportar(columna, 'numero_no_valido');
    return null;
  };

  const hora = (columna: number): string | null => {
    const publicada = vacio(texto(columna));
    if (publicada === '') return null;
    const iso = leerFecha(publicada, zonaMinutos);
    if (iso === null) reportar(columna, 'fecha_no_valida');
    return iso;
  };

  /** A cell of the acta in a row that has one: an empty cell is a column that is not on the ballot (domain: 11). */
  const leerCapturada = (valores: Record<string, Valor>, clave: string, columna: number, deVoto: boolean): void => {
    const lectura = leerCelda(celdas[columna] ?? '');
    if (lectura === 'rara' || lectura === 'sin_acta') reportar(columna, 'valor_no_reconocido');
    else if (lectura !== 'vacia') valores[clave] = lectura;
    else {
      if (!deVoto && (celdas[columna] ?? '').trim() === '') reportar(columna, 'celda_vacia');
      valores[clave] = NO_APLICA;
    }
  };

  /** Rows without an acta show zeros, dashes or words in its cells: only what is none of these is kept, for it should not be there. */
  const leerSinDatos = (valores: Record<string, Valor>, clave: string, columna: number, clase: ClaseFila): void => {
    const lectura = leerCelda(celdas[columna] ?? '');
    if (lectura === 'rara') reportar(columna, 'valor_no_reconocido');
    else if (lectura !== 'vacia' && lectura !== 'sin_acta' && !(lectura === 0 && clase === 'sin_acta')) valores[clave] = lectura;
  };

  /** Columns not on the ballot of a SIN ACTA row can only be told where the others are not dashes too. */
  const marcarNoAplica = (valores: Record<string, Valor>): void => {
    const vacias = votos.filter((v) => leerCelda(celdas[v.lugar] ?? '') === 'vacia');
    if (vacias.length < votos.length) for (const v of vacias) valores[v.clave] = NO_APLICA;
  };

  const leerValores = (clase: ClaseFila): Record<string, Valor> => {
    const valores: Record<string, Valor> = {};
    if (clase === 'capturada') {
      for (const c of cabecera) if (c.lugar >= 0) leerCapturada(valores, c.clave, c.lugar, false);
      for (const v of votos) leerCapturada(valores, v.clave, v.lugar, true);
      leerCapturada(valores, ASENTADO, lugar.TOTAL_VOTOS_ASENTADO, false);
      return valores;
    }
    for (const c of cabecera) if (c.lugar >= 0) leerSinDatos(valores, c.clave, c.lugar, clase);
    for (const v of votos) leerSinDatos(valores, v.clave, v.lugar, clase);
    leerSinDatos(valores, ASENTADO, lugar.TOTAL_VOTOS_ASENTADO, clase);
    if (clase === 'sin_acta') marcarNoAplica(valores);
    return valores;
  };

  /** TOTAL_VOTOS_CALCULADO: Sonora writes `Ilegible` where all votes are, which is a sum of 0; SIN ACTA rows have none. */
  const calculadoDe = (clase: ClaseFila): number | null => {
    const lectura = leerCelda(celdas[lugar.TOTAL_VOTOS_CALCULADO] ?? '');
    if (typeof lectura === 'number') return lectura === 0 && clase === 'sin_acta' ? null : lectura;
    if (lectura === 'rara') reportar(lugar.TOTAL_VOTOS_CALCULADO, 'numero_no_valido');
    return clase === 'capturada' && lectura !== 'vacia' && lectura !== 'rara' ? 0 : null;
  };

  const deLista = (columna: ColumnaFija): string => {
    const publicado = vacio(texto(lugar[columna]));
    if (LISTAS[columna]?.has(publicado) === false) reportar(lugar[columna], 'valor_fuera_de_lista');
    return publicado;
  };

  const mecanismo = (): string => {
    const publicado = vacio(texto(lugar.MECANISMOS_TRASLADO));
    if ((MECANISMOS_TRASLADO as readonly string[]).includes(publicado)) return publicado;
    reportar(lugar.MECANISMOS_TRASLADO, 'valor_fuera_de_lista');
    const mayuscula = publicado.toUpperCase();
    return (MECANISMOS_TRASLADO as readonly string[]).includes(mayuscula) ? mayuscula : publicado;
  };

  /** A small letter is the type that it is, and odd: an especial written `s` is no more of a section than one written `S`. */
  const tipoDeCasilla = (): string => {
    const publicado = vacio(texto(lugar.TIPO_CASILLA));
    const mayuscula = publicado.toUpperCase();
    return TIPOS.has(mayuscula) ? mayuscula : publicado;
  };

  /** Sección, type, id and extension that the other columns say, against those of the key; what a column does not say is not looked at. */
  const coincide = (clave: string, p: PartesFila): boolean =>
    clave[6] === p.tipoCasilla && (p.seccion === '' || clave.slice(2, 6) === p.seccion) && (p.idCasilla === '' || clave.slice(7, 9) === p.idCasilla)
    && (p.extContigua === '' || clave.slice(9, 11) === p.extContigua);

  /** The keys must be well formed and agree with each other; rows fuera de catálogo have none to check. */
  const revisarClaves = (clave: string, claveActa: string, partes: PartesFila, clase: ClaseFila): void => {
    if (clase === 'fuera') return;
    const { tipoActa } = partes;
    if (!CLAVE.test(clave)) reportar(lugar.CLAVE_CASILLA, 'clave_mal_formada');
    else if (!coincide(clave, partes)) reportar(lugar.CLAVE_CASILLA, 'clave_no_coincide');
    // Real exporters have ended CLAVE_ACTA in the casilla, without the TIPO_ACTA (domain: 11).
    if (lugar.CLAVE_ACTA >= 0 && (!claveActa.startsWith(clave) || (claveActa === clave && tipoActa !== ''))) reportar(lugar.CLAVE_ACTA, 'clave_no_coincide');
    if (!TIPOS.has(texto(lugar.TIPO_CASILLA))) reportar(lugar.TIPO_CASILLA, 'tipo_casilla_desconocido');
    if (lugar.TIPO_ACTA >= 0 && !TIPO_ACTA.test(tipoActa)) reportar(lugar.TIPO_ACTA, 'tipo_acta_dudoso');
  };

  const ambitoDe = (): FilaPrep['ambito'] => {
    const id = vacio(sinMarca(texto(lugarAmbito)));
    return id === '' ? null : { id, nombre: vacio(texto(lugarNombreAmbito)) };
  };

  return (registro, linea) => {
    celdas = registro;
    renglon = linea;
    cortado = false;
    if (celdas.length < esquema.total) {
      reportar(celdas.length - 1, 'renglon_incompleto');
      cortado = true;
    } else if (celdas.length > esquema.total && celdas.slice(esquema.total).some((c) => c.trim() !== '')) reportar(esquema.total, 'renglon_con_celdas_de_mas');
    const leyenda = vacio(texto(lugar.OBSERVACIONES));
    const codigos = leyenda === '' ? [] : observacionesDe(leyenda);
    const contabilizada = contabilizadaDe(codigos.includes('fuera_de_catalogo'));
    const sinActa = motivoSinActa(codigos);
    const clase: ClaseFila = contabilizada === 2 ? 'fuera' : sinActa !== null ? 'sin_acta' : contabilizada === null ? 'sin_capturar' : 'capturada';
    const claveCasilla = sinMarca(texto(lugar.CLAVE_CASILLA));
    const tipoCasilla = tipoDeCasilla();
    const tipoActa = vacio(texto(lugar.TIPO_ACTA));
    const claveActa = lugar.CLAVE_ACTA < 0 ? claveCasilla + tipoActa : sinMarca(texto(lugar.CLAVE_ACTA));
    const partes: PartesFila = {
      seccion: conCeros(vacio(sinMarca(texto(lugar.SECCION))), 4), idCasilla: conCeros(vacio(sinMarca(texto(lugar.ID_CASILLA))), 2), tipoCasilla,
      extContigua: conCeros(vacio(sinMarca(texto(lugar.EXT_CONTIGUA))), 2), tipoActa,
    };
    revisarClaves(claveCasilla, claveActa, partes, clase);
    return {
      claveCasilla, claveActa,
      entidad: { id: conCeros(sinMarca(texto(lugar.ID_ENTIDAD)), 2), nombre: texto(lugar.ENTIDAD) },
      ambito: ambitoDe(),
      seccion: partes.seccion, idCasilla: partes.idCasilla, tipoCasilla, extContigua: partes.extContigua,
      // The template writes 0 where an acta fuera de catálogo has no key to show.
      ubicacion: deLista('UBICACION_CASILLA'), tipoActa: clase === 'fuera' && tipoActa === '0' ? '' : tipoActa,
      valores: leerValores(clase), calculado: calculadoDe(clase),
      listaNominal: cantidad(lugar.LISTA_NOMINAL), representantes: cantidad(lugar.REPRESENTANTES_PP_CI),
      observaciones: leyenda, sinActa, contabilizada,
      mecanismoTraslado: mecanismo(), codigoIntegridad: vacio(texto(lugar.CODIGO_INTEGRIDAD)),
      horaAcopio: hora(lugar.FECHA_HORA_ACOPIO), horaCaptura: hora(lugar.FECHA_HORA_CAPTURA), horaVerificacion: hora(lugar.FECHA_HORA_VERIFICACION),
      origen: deLista('ORIGEN'), digitalizacion: deLista('DIGITALIZACION'), tipoDocumento: deLista('TIPO_DOCUMENTO'),
    };
  };
};
