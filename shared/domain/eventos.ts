import { z } from 'zod';
import { DIGITALIZACIONES, MECANISMOS_TRASLADO, MOTIVOS_SIN_ACTA, ORIGENES, TIPOS_DOCUMENTO } from './acta.ts';
import { crearComprobador, type Comprobar } from './comprobador.ts';
import { TIPOS_ELECCION } from './eleccion.ts';
import { TIPOS_ESCANER } from './escaner.ts';
import { examenSchema } from './examen.ts';
import { lecturaSchema } from './lectura.ts';
import { rolSchema } from './permisos.ts';
import { valoresSchema } from './valor.ts';

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const hora = z.iso.datetime({ offset: true });

export const evaluacionSchema = z.object({
  /** Codes of inconsistencias.ts. */
  observaciones: z.array(z.string()),
  contabilizada: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  calculado: z.number().int().nullable(),
});

/** The journal that an epoca goes on from: the last entry of it that is held here, and the two people who said so. */
export const herenciaSchema = z.object({ epoca: z.string(), estacion: z.string(), hasta: z.number().int().positive(), cabeza: sha, solicita: z.string(), confirma: z.string() });
export type Herencia = z.infer<typeof herenciaSchema>;

/** What goes to a printer. A label is of one acta; `folio`: of which paper without a name, or of which box. */
export const DOCUMENTOS_IMPRESOS = ['etiqueta', 'sin_identificar', 'caja', 'entrega'] as const;

const definir = <S extends z.ZodType>(version: number, datos: S, frase: string, regla: string) => ({ version, datos, frase, regla });

/**
 * Every type of event: schema of `datos`, one sentence for operators, the rule it comes from.
 * Milestones (`acta.verificada`, `acta.sin_acta`, `acta.fuera_de_catalogo`) carry all their fields, so that the
 * central can use a lote even while an earlier one is missing.
 */
export const EVENTOS = {
  'estacion.iniciada': definir(1, z.object({ epoca: z.string(), estacion: z.string(), catd: z.string(), paquete: sha, version: z.string(), modo: z.enum(['jornada', 'simulacro']), hereda: herenciaSchema.optional() }), 'La estación se puso en ceros con el paquete de elección, o siguió la bitácora de la que relevó.', 'architecture: epoca; domain 1.8'),
  'estacion.abierta': definir(1, z.object({ version: z.string() }), 'Se abrió la aplicación.', 'architecture: bitacora'),
  'proyecciones.rehechas': definir(1, z.object({ tablas: z.array(z.string()).min(1) }), 'El disco había cambiado datos de trabajo; se hicieron otra vez desde la bitácora. Avise al técnico.', 'architecture: bitacora'),
  'sesion.iniciada': definir(1, z.object({ roles: z.array(z.string()) }), 'Una persona entró.', 'architecture: trust'),
  'sesion.fallida': definir(1, z.object({ usuario: z.string(), fallas: z.number().int() }), 'Un intento de entrar falló.', 'architecture: trust'),
  'sesion.cerrada': definir(1, z.object({ motivo: z.enum(['salida', 'inactividad', 'cierre']) }), 'Una persona salió.', 'architecture: trust'),
  'puesto.emparejado': definir(1, z.object({ puesto: z.string(), nombre: z.string(), huella: sha }), 'Se emparejó un puesto de la sala.', 'architecture: trust'),
  'puesto.revocado': definir(1, z.object({ puesto: z.string() }), 'Se retiró un puesto de la sala.', 'architecture: trust'),
  'puesto.pausado': definir(1, z.object({ puesto: z.string(), motivo: z.string() }), 'Se puso en pausa un puesto de la sala.', 'domain 8(e)'),
  'puesto.reanudado': definir(1, z.object({ puesto: z.string() }), 'Un puesto de la sala volvió de la pausa.', 'domain 8(e)'),
  'persona.pausada': definir(1, z.object({ persona: z.string(), motivo: z.string() }), 'Se puso en pausa a una persona.', 'domain 8(e)'),
  'persona.reanudada': definir(1, z.object({ persona: z.string() }), 'Una persona volvió de la pausa.', 'domain 8(e)'),
  'persona.funcion_cambiada': definir(1, z.object({ persona: z.string(), antes: z.array(rolSchema), roles: z.array(rolSchema).min(1), motivo: z.string() }), 'Se cambió la función de una persona.', 'domain 8(e)'),
  'trabajo.reasignado': definir(1, z.object({ tarea: z.enum(['captura', 'verificacion', 'cotejo']), persona: z.string() }), 'Se quitó un acta a una persona para que la tome otra.', 'domain 8(e)'),
  'entrada.rechazada': definir(1, z.object({ codigo: z.string(), detalle: z.string(), archivo: z.string().nullable(), sha256: sha.nullable() }), 'Se rechazó una entrada que no se pudo usar; se guardó aparte.', 'standards: bad input is kept'),
  'reloj.desfase': definir(1, z.object({ desfaseMs: z.number().int(), margenMs: z.number().int().nonnegative() }), 'Cambió la diferencia entre el reloj del equipo y el del servidor central.', 'architecture: journal'),
  'reloj.retrocedio': definir(1, z.object({ sistema: hora, bitacora: hora }), 'El reloj del equipo se atrasó; la bitácora conserva su orden.', 'domain 6, row 13'),

  'acta.acopiada': definir(1, z.object({ mecanismoTraslado: z.enum(MECANISMOS_TRASLADO), tipoDocumento: z.enum(TIPOS_DOCUMENTO), catdReceptor: z.string(), catdAsignado: z.string(), fueraDeVentana: z.literal(true).optional() }), 'Se recibió el acta en el centro.', 'LEEME 2024, 41'),
  'papel.sin_identificar': definir(1, z.object({ folio: z.string(), nota: z.string().nullable() }), 'Llegó un papel que no se pudo identificar; se identifica con su imagen.', 'domain 8(b)'),
  'papel.identificado': definir(1, z.object({ folio: z.string(), imagen: sha.nullable(), horaAcopio: hora }), 'Se supo de qué acta es un papel que llegó sin identificar.', 'domain 8(b)'),
  'documento.impreso': definir(1, z.object({ documento: z.enum(DOCUMENTOS_IMPRESOS), folio: z.string().nullable() }), 'Se mandó imprimir una etiqueta o un documento.', 'domain 8(b)'),
  'acta.sin_acta_solicitada': definir(1, z.object({ motivo: z.enum(MOTIVOS_SIN_ACTA) }), 'Se reportó que el paquete llegó sin acta.', 'domain 8(e)'),
  'acta.sin_acta_retirada': definir(1, z.object({ solicita: z.string() }), 'Se retiró un reporte sin acta que nadie había confirmado: el acta se sigue esperando.', 'domain 8(e)'),
  'acta.sin_acta': definir(1, z.object({ eleccion: z.enum(TIPOS_ELECCION), motivo: z.enum(MOTIVOS_SIN_ACTA), solicita: z.string(), confirma: z.string(), evaluacion: evaluacionSchema, mecanismoTraslado: z.enum(MECANISMOS_TRASLADO), horaAcopio: hora.nullable() }), 'Dos personas confirmaron que no hay acta.', 'LEEME 2024, 37'),

  'tanda.iniciada': definir(1, z.object({ tanda: z.string(), escaner: z.string(), nombre: z.string(), tipo: z.enum(TIPOS_ESCANER) }), 'Un escáner empezó una tanda de hojas.', 'architecture: images'),
  'hoja.recibida': definir(1, z.object({ tanda: z.string(), hoja: z.number().int().positive(), sha256: sha, bytes: z.number().int().nonnegative(), fuente: z.string(), origen: z.enum(ORIGENES), digitalizacion: z.enum(DIGITALIZACIONES) }), 'Una hoja salió del escáner y sus bytes quedaron guardados.', 'architecture: images'),
  'tanda.terminada': definir(1, z.object({ tanda: z.string(), recibidas: z.number().int().nonnegative(), falla: z.string().nullable(), hojaPerdida: z.number().int().positive().nullable() }), 'Terminó una tanda de hojas.', 'architecture: images'),
  'tanda.atendida': definir(1, z.object({ tanda: z.string() }), 'Una persona leyó qué hacer con una tanda que se detuvo.', 'architecture: images'),
  'entrada.separada': definir(1, z.object({ sha256: sha, archivo: z.string(), paginas: z.array(sha).min(1), ilegibles: z.array(z.number().int().positive()).min(1).optional() }), 'Un archivo de varias páginas se separó en imágenes; se dice cuáles no se pudieron leer.', 'standards: bad input is kept'),
  'imagen.guardada': definir(1, z.object({ imagen: sha, bytes: z.number().int().positive(), origen: z.enum(ORIGENES), digitalizacion: z.enum(DIGITALIZACIONES), fuente: z.string(), hoja: z.number().int().nullable(), qr: z.string().nullable(), lector: z.string().nullable(), examen: examenSchema.optional() }), 'Se guardó la imagen de una hoja.', 'architecture: images'),
  'imagen.repetida': definir(1, z.object({ imagen: sha, fuente: z.string() }), 'Llegó otra vez la misma imagen; no se guardó dos veces.', 'domain 3.1, 3'),
  'imagen.por_identificar': definir(1, z.object({ imagen: sha, motivo: z.enum(['sin_qr', 'otra_eleccion', 'no_en_catalogo', 'qr_ilegible', 'plantilla_distinta', 'sin_examen']) }), 'Una imagen quedó por identificar.', 'domain 8(b)'),
  'imagen.por_revisar': definir(1, z.object({ imagen: sha, veredicto: z.enum(['dudosa', 'repetir']) }), 'La calidad de una imagen está en duda; decide el digitalizador.', 'domain 3.1, 3'),
  'imagen.aceptada': definir(1, z.object({ imagen: sha, motivo: z.string().nullable() }), 'Una persona aceptó una imagen de calidad dudosa.', 'domain 3.1, 3'),
  'imagen.alternativa': definir(1, z.object({ imagen: sha, vigente: sha }), 'Llegó otra imagen de un acta ya digitalizada; se conserva como alternativa.', 'domain 10'),
  'imagen.promovida': definir(1, z.object({ imagen: sha, anterior: sha.nullable(), ciclo: z.number().int().positive(), motivo: z.string() }), 'Una imagen alternativa pasó a ser la del acta; la anterior se conserva.', 'domain 10'),
  'imagen.rechazada': definir(1, z.object({ imagen: sha, motivo: z.string() }), 'Se rechazó una imagen; hay que escanear de nuevo.', 'domain 8(b)'),
  'acta.digitalizada': definir(1, z.object({ imagen: sha, identificada: z.enum(['qr', 'manual']), ciclo: z.number().int().positive() }), 'El acta tiene imagen y pasa a captura.', 'domain 8(b)'),
  'acta.fuera_de_catalogo': definir(1, z.object({ imagen: sha, bytes: z.number().int().positive(), eleccion: z.enum(TIPOS_ELECCION), origen: z.enum(ORIGENES), digitalizacion: z.enum(DIGITALIZACIONES), horaAcopio: hora.nullable(), evaluacion: evaluacionSchema }), 'El acta no es de ninguna casilla aprobada.', 'LEEME 2024, 37'),

  'lectura.registrada': definir(1, z.object({ imagen: sha, lector: z.string(), campos: lecturaSchema }), 'Se hizo la lectura automática de las cifras, que solo ve la supervisión.', 'architecture: images'),

  'captura.registrada': definir(1, z.object({ ciclo: z.number().int().positive(), ronda: z.union([z.literal(1), z.literal(2)]), imagen: sha, valores: valoresSchema }), 'Se capturó el acta.', 'domain 3.1, 4'),
  'acta.discrepante': definir(1, z.object({ ciclo: z.number().int().positive(), campos: z.array(z.string()).min(1) }), 'Las dos capturas difieren; decide una tercera persona.', 'domain 3.1, 5'),
  'acta.verificada': definir(1, z.object({
    eleccion: z.enum(TIPOS_ELECCION), ciclo: z.number().int().positive(), via: z.enum(['coincidencia', 'resolucion']), valores: valoresSchema, evaluacion: evaluacionSchema,
    imagen: sha, bytes: z.number().int().positive(), origen: z.enum(ORIGENES), digitalizacion: z.enum(DIGITALIZACIONES), tipoDocumento: z.enum(TIPOS_DOCUMENTO), mecanismoTraslado: z.enum(MECANISMOS_TRASLADO),
    horaAcopio: hora.nullable(), horaCaptura: hora, horaVerificacion: hora, capturistas: z.array(z.string()), verificador: z.string().nullable(), motivo: z.string().nullable(),
  }), 'El acta quedó verificada y evaluada.', 'domain 8(b), 8(c)'),
  'acta.recaptura': definir(1, z.object({ ciclo: z.number().int().positive(), motivo: z.string() }), 'El cotejo pidió capturar de nuevo.', 'LEEME-INE21, 57'),
  'acta.cotejo_dispensado': definir(1, z.object({ motivo: z.string() }), 'La coordinación permitió empaquetar sin cotejo.', 'domain 10'),
  'acta.cotejada': definir(1, z.object({ resultado: z.union([z.literal(1), z.literal(2)]) }), 'El acta coincide con el papel.', 'LEEME-INE21, 57'),
  'acta.empaquetada': definir(1, z.object({ caja: z.string(), sinCotejo: z.string().nullable() }), 'El acta se guardó en su caja.', 'domain 3.1, 7'),

  'lote.acusado': definir(1, z.object({ lote: sha, desde: z.number().int(), hasta: z.number().int(), acuse: z.string() }), 'El servidor central confirmó que recibió.', 'architecture: acuse'),
  'imagenes.acusadas': definir(1, z.object({ imagenes: z.number().int().positive(), acuse: z.string() }), 'El servidor central confirmó que recibió imágenes.', 'architecture: acuse'),
  'central.perdio': definir(1, z.object({ tramos: z.array(z.object({ desde: z.number().int(), hasta: z.number().int() })).min(1) }), 'El servidor central ya no tiene datos que había confirmado; se le envían otra vez.', 'architecture: acuse'),
  'usb.exportada': definir(1, z.object({ desde: z.number().int(), hasta: z.number().int(), lotes: z.number().int(), imagenes: z.number().int() }), 'Se escribió y se comprobó una USB para llevarla al servidor central.', 'architecture: the road'),
  'usb.traida': definir(1, z.object({ estacion: z.string(), lotes: z.number().int(), imagenes: z.number().int() }), 'Se recibió la USB de otra estación, para enviarla al servidor central.', 'architecture: the road'),
  'lote.rechazado': definir(1, z.object({ lote: sha, desde: z.number().int(), hasta: z.number().int(), codigo: z.string() }), 'El servidor central no aceptó un lote; se reintenta.', 'architecture: the road'),
} as const;

export type TipoEvento = keyof typeof EVENTOS;
export type DatosEvento<T extends TipoEvento> = z.infer<(typeof EVENTOS)[T]['datos']>;

const comprobadores = new Map<string, Comprobar>();
const comprobadorDe = (tipo: TipoEvento): Comprobar => {
  const conocido = comprobadores.get(tipo);
  if (conocido !== undefined) return conocido;
  const nuevo = crearComprobador(EVENTOS[tipo].datos);
  comprobadores.set(tipo, nuevo);
  return nuevo;
};

/** Name of an unknown type, or why `datos` do not fit the catalogue; null when the event is well formed. */
export const problemaDeEvento = (evento: { tipo: string; version: number; datos: unknown }): string | null => {
  if (!(evento.tipo in EVENTOS)) return `tipo ${evento.tipo}`;
  const definicion = EVENTOS[evento.tipo as TipoEvento];
  if (evento.version !== definicion.version) return `version ${evento.version}`;
  if (comprobadorDe(evento.tipo as TipoEvento)(evento.datos)) return null;
  const r = definicion.datos.safeParse(evento.datos);
  return r.success ? null : (r.error.issues[0]?.path.join('.') ?? 'datos');
};
