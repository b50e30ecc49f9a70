import { clavesVoto, NULOS, type ColumnaVoto } from '#shared/domain/eleccion.ts';
import { nombresColumnas, type ArchivoPrep } from './escribir.ts';
import type { Formato } from './formatos.ts';
import type { NombresPrep } from './nombres.ts';
import { textoObservaciones } from './observaciones.ts';

/** What each of the 13 figures is, in their order. */
const CIFRAS = [
  'Actas PREP que se esperan: una por cada casilla aprobada y tipo de acta. No cambia durante la operación.',
  'Actas asentadas en el sistema al momento del corte, contabilizadas o no. Incluye las actas fuera de catálogo.',
  'Actas que no pudieron asociarse a ninguna casilla aprobada.',
  'Actas registradas que sí están en el catálogo de actas esperadas, contabilizadas o no.',
  'Actas capturadas entre actas esperadas, por 100.',
  'Actas capturadas con al menos un voto legible y cuya suma no excede el límite de la casilla.',
  'Actas contabilizadas entre actas esperadas, por 100.',
  'Actas que exceden la lista nominal, con algún dato ilegible o sin dato, o con todos, entre actas esperadas, por 100. No incluye las que no tienen acta ni las fuera de catálogo.',
  'Actas capturadas que no se contabilizan.',
  'Suma de la lista nominal de las casillas cuyas actas se contabilizan.',
  'Suma de los votos de las actas contabilizadas, con casillas especiales.',
  'Suma de los votos de las actas contabilizadas, sin casillas especiales.',
  'Votos entre lista nominal de las actas contabilizadas, por 100. Durante la operación se usan los votos sin casillas especiales; en el último corte, con ellas.',
];

const DESCRIPCIONES: Readonly<Record<string, string>> = {
  CLAVE_CASILLA: 'Clave de la casilla: entidad (2), sección (4), tipo (1), número (2) y extensión contigua (2). En un acta fuera de catálogo, un guion.',
  CLAVE_ACTA: 'Clave del acta: la de la casilla seguida del tipo de acta.',
  SECCION: 'Sección electoral.',
  ID_CASILLA: 'Número de la casilla dentro de su tipo.',
  TIPO_CASILLA: 'B básica, C contigua, E extraordinaria, S especial, M mesa de voto en el extranjero, A voto anticipado, P voto en prisión preventiva.',
  EXT_CONTIGUA: 'Número de contigua de una casilla extraordinaria; ceros si no lo es.',
  UBICACION_CASILLA: '1 urbana, 2 no urbana, 3 fuera de catálogo.',
  TIPO_ACTA: 'Clave impresa en el acta.',
  TOTAL_BOLETAS_SOBRANTES: 'Boletas que sobraron y se cancelaron.',
  TOTAL_PERSONAS_VOTARON: 'Personas que votaron.',
  TOTAL_REP_PARTIDO_CI_VOTARON: 'Representantes de partidos y de candidaturas independientes que votaron.',
  TOTAL_VOTOS_SACADOS: 'Votos sacados de la urna.',
  [NULOS]: 'Votos nulos.',
  TOTAL_VOTOS_ASENTADO: 'Total de votos como está escrito en el acta. No se usa en ningún cálculo.',
  TOTAL_VOTOS_CALCULADO: 'Suma de los votos legibles del acta, hecha por el sistema.',
  LISTA_NOMINAL: 'Personas en la lista nominal de la casilla. Cero en las casillas especiales. Dato precargado.',
  REPRESENTANTES_PP_CI: 'Representantes acreditados ante la casilla. Dato precargado.',
  CONTABILIZADA: '1 se contabiliza, 0 no se contabiliza; el motivo está en OBSERVACIONES.',
  MECANISMOS_TRASLADO: 'D dispositivo de apoyo, F centro de recepción y traslado fijo, I itinerante; vacío si no hubo.',
  FECHA_HORA_ACOPIO: 'Fecha y hora en que se recibió el acta en el CATD, o en que se fotografió en la casilla.',
  FECHA_HORA_CAPTURA: 'Fecha y hora de la primera captura.',
  FECHA_HORA_VERIFICACION: 'Fecha y hora en que dos capturas coincidieron o una tercera persona resolvió.',
  ORIGEN: 'CATD o CASILLA: dónde se obtuvo la imagen.',
  DIGITALIZACION: 'ESCANER, MOVIL o URNA: con qué se obtuvo.',
  TIPO_DOCUMENTO: 'ACTA PREP, o la copia que se usó en su lugar.',
};

const deVotos = (columna: ColumnaVoto): string => {
  if (columna.clase === 'coalicion') return `Votos para la combinación ${columna.miembros.join(', ')} de la coalición.`;
  if (columna.clase === 'comun') return `Votos para la candidatura común de ${columna.miembros.join(', ')}.`;
  return columna.clase === 'independiente' ? `Votos para la candidatura independiente ${columna.nombre}.` : `Votos para ${columna.nombre}.`;
};

const describir = (nombre: string, archivo: Pick<ArchivoPrep, 'columnas'>, formato: Formato): string => {
  const { entidad, distrito, municipio, noRegistradas, integridad } = formato.columnas;
  const propias: Record<string, string> = {
    [entidad[0]]: 'Clave de la entidad federativa, dos dígitos.', [entidad[1]]: 'Nombre de la entidad federativa.',
    [distrito[0]]: 'Número del distrito local.', [distrito[1]]: 'Nombre del distrito local.',
    [municipio[0]]: 'Número del municipio.', [municipio[1]]: 'Nombre del municipio.',
    [noRegistradas]: 'Votos para candidaturas no registradas.',
    [integridad]: 'SHA-256 de la imagen del acta, tal como se publica: quien la descargue puede calcularlo y compararlo.',
    OBSERVACIONES: `Por qué el acta tiene inconsistencias o no se contabiliza: ${Object.values(formato.observaciones).join('; ')}. Puede llevar más de una, como «${textoObservaciones(formato, ['excede_lista_nominal', 'algun_ilegible_o_sin_dato'])}».`,
  };
  const columna = archivo.columnas.find((c) => c.clave === nombre);
  return propias[nombre] ?? (columna === undefined ? DESCRIPCIONES[nombre] ?? '' : deVotos(columna));
};

const convenciones = (archivo: Pick<ArchivoPrep, 'columnas'>, formato: Formato): string[] => [
  `«${formato.ilegible}»: la cantidad no se lee ni con letra ni con número; se suma como cero.`,
  `«${formato.sinDato}»: no hay cantidad ni con letra ni con número; se suma como cero. No es lo mismo que 0.`,
  `«${formato.noEnBoleta}» en una columna de votos: esa candidatura no está en la boleta de la casilla. En todo el renglón: el acta aún no se captura.`,
  `Un acta fuera de catálogo lleva «${formato.fuera.contabilizada}» en CONTABILIZADA y va al final del archivo.`,
  `Un renglón sin acta lleva «${formato.sinActa.votos}» en sus ${clavesVoto(archivo).length} columnas de votos.`,
  'Los porcentajes llevan cuatro decimales, truncados y no redondeados.',
];

/** The LEEME that goes in the ZIP, in our own words: the files, the 13 figures and every column. Lines end as the layout says. */
export const escribirLeeme = (archivo: Pick<ArchivoPrep, 'titulo' | 'ambito' | 'columnas'>, nombres: NombresPrep, formato: Formato): string => {
  const columnas = nombresColumnas(archivo, formato);
  const lineas = [
    'PROGRAMA DE RESULTADOS ELECTORALES PRELIMINARES', archivo.titulo, '',
    'Los resultados son preliminares, de carácter informativo y sin efectos jurídicos.', '',
    'ARCHIVOS', `${nombres.csv}: resultados, un renglón por acta.`, `${nombres.candidaturas}: candidaturas.`, `${nombres.leeme}: este archivo.`, '',
    `El archivo de resultados está en UTF-8, separado por «${formato.delimitador}». Empieza con el nombre de la elección, la fecha y hora del corte en la hora oficial de la entidad, y trece datos del corte:`, '',
    ...formato.encabezado.map((nombre, i) => `${i + 1}. ${nombre}. ${CIFRAS[i] ?? ''}`), '',
    'Después, por cada acta:', '',
    ...columnas.map((nombre, i) => `${i + 1}. ${nombre}. ${describir(nombre, archivo, formato)}`), '',
    'CONVENCIONES', ...convenciones(archivo, formato), '',
  ];
  return (formato.bom ? '\uFEFF' : '') + lineas.join(formato.finDeLinea);
};
