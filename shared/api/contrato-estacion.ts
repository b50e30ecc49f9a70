import { MECANISMOS_TRASLADO, MOTIVOS_SIN_ACTA, TIPOS_DOCUMENTO } from '#shared/domain/acta.ts';
import { TIPOS_ELECCION } from '#shared/domain/eleccion.ts';
import { ESTADOS } from '#shared/domain/estados.ts';
import { rolSchema, ROLES_OPERATIVOS } from '#shared/domain/permisos.ts';
import { valorSchema, valoresSchema } from '#shared/domain/valor.ts';
import { DOCUMENTOS_IMPRESOS, evaluacionSchema } from '#shared/domain/eventos.ts';
import { z } from 'zod';
import { escanerBandeja, imagenBandeja, tandaDetenida } from './bandeja.ts';
import { contratoRastreo, contratoUsb } from './contrato-usb.ts';
import { command, query, type Contrato } from './metodo.ts';

const nada = z.object({});
const clave = z.string().min(1).max(40);
const sha = z.string().regex(/^[0-9a-f]{64}$/);
const motivo = z.string().trim().min(3).max(300);

export const campoSchema = z.object({ clave: z.string(), grupo: z.enum(['cabecera', 'votos', 'total']), nombre: z.string() });
const actaResumen = z.object({
  acta: clave, eleccion: z.enum(TIPOS_ELECCION), titulo: z.string(), casilla: z.string(), nombre: z.string(), seccion: z.string(),
  estado: z.enum(ESTADOS), hora: z.string().nullable(),
  /** When its paper was received; null while only its image has come, or nothing. */
  horaAcopio: z.string().nullable(),
  /** Name of the center that it belongs to. */
  centro: z.string(),
});
export type ActaResumen = z.infer<typeof actaResumen>;
const personaSchema = z.object({ id: z.string(), nombre: z.string(), roles: z.array(rolSchema) });
export type Persona = z.infer<typeof personaSchema>;
const punto = z.tuple([z.number(), z.number()]);
const cuadrilatero = z.tuple([punto, punto, punto, punto]);
export type Cuadrilatero = z.infer<typeof cuadrilatero>;

/** One acta to work on: what the screen needs to draw, and nothing of what others captured. */
const trabajo = z.object({
  acta: clave, ciclo: z.number().int(), eleccion: z.enum(TIPOS_ELECCION), titulo: z.string(), nombre: z.string(),
  imagen: sha, campos: z.array(campoSchema),
  /** Where each field is on the upright image: four corners in fractions of its width and height; null when the page could not be aligned. */
  zonas: z.record(z.string(), cuadrilatero).nullable(),
});
export type Trabajo = z.infer<typeof trabajo>;
/** A paper that came with nothing that says whose it is, under its number. */
const papelSinNombre = z.object({ folio: z.string(), nota: z.string().nullable(), hora: z.string() });
/** Since when somebody or a post is paused, and why. */
const pausa = z.object({ motivo: z.string(), hora: z.string() });
export const TAREAS = ['captura', 'verificacion', 'cotejo'] as const;
/** The road to the central, in what an operator asks: is it sending, since when not, what is pending, how long. */
const transmisionSchema = z.object({
  enLinea: z.boolean(),
  situacion: z.enum(['al_corriente', 'enviando', 'en_espera']),
  /** Since when the link is as it is; null before it was tried. */
  desde: z.string().nullable(),
  /** Why it waits, in words; null when it does not. */
  motivo: z.string().nullable(),
  eventosPendientes: z.number().int(), actasPendientes: z.number().int(), imagenesPendientes: z.number().int(), bytesPendientes: z.number().int(),
  /** At the pace measured; null when there is none yet. */
  segundosRestantes: z.number().int().nullable(),
  ultimoAcuse: z.string().nullable(),
  /** How far ahead of the central's the station's clock is, as last measured in a greeting; null before the first one since it opened. */
  desfase: z.object({ ms: z.number().int(), margenMs: z.number().int(), hora: z.string() }).nullable(),
  /** What waiting does not cure, by reason. */
  porAtender: z.array(z.object({ que: z.enum(['lote', 'imagen']), cuantos: z.number().int(), motivo: z.string() })),
});

/** What a person has typed and not saved: of each field, its digits or its mark as they were typed. */
const borradorSchema = z.object({
  escritos: z.record(clave, z.string().regex(/^(\d{1,6}|ilegible|sin_dato)$/)),
  /** Field that has the caret, from 0. */
  foco: z.number().int().min(0).max(500),
  motivo: z.string().max(300).optional(),
});
export type Borrador = z.infer<typeof borradorSchema>;

export const contratoEstacion = {
  /** What the sign-in screen shows. `usuariosDemo` only in a simulacro. */
  'estacion.estado': query('publico', nada, z.object({
    modo: z.enum(['jornada', 'simulacro']), proceso: z.string(), entidad: z.string(), catd: z.string(), centro: z.string(), estacion: z.string(), hora: z.string(),
    ventana: z.object({ inicio: z.string(), fin: z.string() }), elecciones: z.array(z.object({ id: z.enum(TIPOS_ELECCION), titulo: z.string() })),
    usuariosDemo: z.array(personaSchema.extend({ pin: z.string() })), version: z.string(),
  })),
  'sesion.entrar': command('publico', z.object({ usuario: z.string().max(32), pin: z.string().min(1).max(64) }), z.object({ sesion: z.string(), persona: personaSchema })),
  'sesion.actual': query('publico', nada, z.object({ persona: personaSchema.nullable() })),
  /** Somebody is at the window, though they only look: keeps the session from ending for idleness. */
  'sesion.activa': command('sesion', nada, nada),
  /**
   * The window lives: what its person has at hand stays theirs. Every ten seconds; without it the work goes to others
   * within a minute. It is no activity: a window alone in an empty room still ends its session.
   */
  'sesion.latido': query('sesion', nada, nada),
  'sesion.salir': command('sesion', nada, nada),

  /** The standbys that follow this station: entries that each one has not yet. */
  'reserva.estado': query('ver_avance', nada, z.object({ reservas: z.array(z.object({ estacion: z.string(), alCorriente: z.boolean(), pendientes: z.number().int() })) })),
  'tablero.resumen': query('sesion', nada, z.object({
    total: z.number().int(), porEstado: z.record(z.enum(ESTADOS), z.number().int()),
    porEleccion: z.array(z.object({ eleccion: z.enum(TIPOS_ELECCION), titulo: z.string(), esperadas: z.number().int(), registradas: z.number().int(), verificadas: z.number().int(), contabilizadas: z.number().int() })),
    pendientes: z.object({ digitalizar: z.number().int(), identificar: z.number().int(), captura: z.number().int(), discrepancia: z.number().int(), cotejo: z.number().int(), empaquetado: z.number().int(), sinActa: z.number().int() }),
    transmision: transmisionSchema,
    /** Free bytes of the station's disk, null when not known; `bajo`: time to tell the technician. */
    disco: z.object({ libres: z.number().int().nullable(), bajo: z.boolean() }),
  })),

  /** The room at a glance, for who directs it: queues, hours, people, what calls for attention, what is missing. */
  'supervision.sala': query('ver_avance', nada, z.object({
    fases: z.array(z.object({ fase: z.enum(['digitalizacion', 'captura', 'verificacion', 'cotejo', 'empaquetado']), cuantas: z.number().int(), desde: z.string().nullable() })),
    porHora: z.array(z.object({ hora: z.string(), acopiadas: z.number().int(), digitalizadas: z.number().int(), verificadas: z.number().int(), cotejadas: z.number().int() })),
    /** `errores` of `campos`: fields captured otherwise than they were verified. `puesto` is null when the person is not signed in. */
    personas: z.array(personaSchema.extend({ puesto: z.string().nullable(), capturas: z.number().int(), campos: z.number().int(), errores: z.number().int(), acciones: z.number().int(), ultima: z.string().nullable(), pausa: pausa.nullable() })),
    /** Paired posts and those where somebody is signed in. `conectado`: null when it is this machine or a window of it. */
    puestos: z.array(z.object({ puesto: z.string(), personas: z.array(z.string()), conectado: z.boolean().nullable(), pausa: pausa.nullable() })),
    /** Who has which acta in their hands. */
    trabajos: z.array(z.object({ acta: clave, nombre: z.string(), tarea: z.enum(TAREAS), persona: z.string(), nombrePersona: z.string(), desde: z.string() })),
    porEstado: z.record(z.enum(ESTADOS), z.number().int()),
    enlace: transmisionSchema,
    disco: z.object({ libres: z.number().int().nullable(), bajo: z.boolean() }),
    /** The station's hour, and how often the machine's clock was found behind the journal. */
    reloj: z.object({ hora: z.string(), retrocesos: z.number().int(), ultimo: z.string().nullable() }),
    alertas: z.array(z.discriminatedUnion('tipo', [
      /** `actas`: the first of them; `minutos`: since the first one stopped. */
      z.object({ tipo: z.literal('actas_detenidas'), estado: z.enum(ESTADOS), cuantas: z.number().int(), minutos: z.number().int(), actas: z.array(z.object({ acta: clave, nombre: z.string() })) }),
      z.object({ tipo: z.literal('imagenes_detenidas'), cuantas: z.number().int(), minutos: z.number().int() }),
      z.object({ tipo: z.literal('sin_acta_por_confirmar'), cuantas: z.number().int(), desde: z.string() }),
      z.object({ tipo: z.literal('puesto_ausente'), puesto: z.string(), personas: z.array(z.string()) }),
      z.object({ tipo: z.literal('disco_bajo'), libres: z.number().int() }),
      z.object({ tipo: z.literal('reloj_atrasado'), hora: z.string() }),
      /** The machine's clock is ahead of the central's by so much, or behind it. */
      z.object({ tipo: z.literal('reloj_distinto'), ms: z.number().int() }),
      z.object({ tipo: z.literal('por_atender'), que: z.enum(['lote', 'imagen']), cuantos: z.number().int(), motivo: z.string() }),
      z.object({ tipo: z.literal('sin_enlace'), desde: z.string() }),
      z.object({ tipo: z.literal('persona_errores'), persona: z.string(), nombre: z.string(), tasa: z.number(), sala: z.number() }),
      z.object({ tipo: z.literal('cifras_identicas'), seccion: z.string(), actas: z.array(z.object({ acta: clave, nombre: z.string() })) }),
    ])),
    /** Actas with an observation, newest first, with what the rule saw: `formula` «584 > 503 + 48 = 551». */
    inconsistencias: z.array(z.object({
      acta: clave, nombre: z.string(), observaciones: z.array(z.string()), contabilizada: z.number().int(), regla: z.number().int(), ilegibles: z.number().int(), sinDato: z.number().int(),
      formula: z.string(), base: z.enum(['lista_nominal', 'boletas_especial']).nullable(),
    })),
    /** Verified actas whose votes do not add up to the total that is written, newest first: noted, and published as they are. */
    sumasDistintas: z.array(z.object({ acta: clave, nombre: z.string(), suma: z.number().int(), asentado: z.number().int() })),
    seccionesFaltantes: z.number().int(),
    /** Sections with something missing; `ruta`: of the collection that brings it, where the catalogue says; `desde`: when the first of its actas came, null when none has. */
    faltantes: z.array(z.object({ seccion: z.string(), ruta: z.string().nullable(), esperadas: z.number().int(), recibidas: z.number().int(), desde: z.string().nullable(), faltan: z.array(z.object({ acta: clave, nombre: z.string() })) })),
  })),

  /** Takes an acta from whoever has it, so that somebody else can: nothing that was saved is lost. */
  'supervision.reasignar': command('dirigir_sala', z.object({ acta: clave }), nada),
  /** Gives a person, or a post, no more work until `reanudar`; what they have in their hands they may finish. */
  'supervision.pausar': command('dirigir_sala', z.object({ clase: z.enum(['persona', 'puesto']), id: z.string().max(40), motivo }), nada),
  'supervision.reanudar': command('dirigir_sala', z.object({ clase: z.enum(['persona', 'puesto']), id: z.string().max(40) }), nada),
  /** Changes what a person works on; roles that direct come from the package only. */
  'supervision.cambiarFuncion': command('dirigir_sala', z.object({ persona: z.string().max(32), roles: z.array(z.enum(ROLES_OPERATIVOS)).min(1).max(ROLES_OPERATIVOS.length), motivo }), nada),

  /**
   * Verified actas that the digit reader clearly reads otherwise, last verified first, until they are corrected or checked
   * against their paper. For who directs the room and nobody else: who captures must not know what a machine read.
   */
  'supervision.lecturas': query('ver_avance', nada, z.array(z.object({
    acta: clave, nombre: z.string(), ciclo: z.number().int(), imagen: sha,
    campos: z.array(z.object({ clave: z.string(), nombre: z.string(), capturado: valorSchema, leido: z.number().int(), confianza: z.number(), zona: cuadrilatero.nullable() })),
  }))),

  /** Actas of the catalogue by section, key or QR text; constrained: nothing that is not in the catalogue comes back. */
  'acopio.buscar': query('acopiar', z.object({ texto: z.string().max(200) }), z.array(actaResumen)),
  'acopio.registrar': command('acopiar', z.object({ acta: clave, mecanismoTraslado: z.enum(MECANISMOS_TRASLADO), tipoDocumento: z.enum(TIPOS_DOCUMENTO) }), z.object({ hora: z.string(), otroCentro: z.string().nullable() })),
  /**
   * What a reader read: an acta's label or QR is received at once. What cannot be received changes nothing, and the
   * journal keeps it. `otroCentro`: name of the center that it belongs to, when it is not this one.
   */
  'acopio.leer': command('acopiar', z.object({ codigo: z.string().trim().min(1).max(400), mecanismoTraslado: z.enum(MECANISMOS_TRASLADO), tipoDocumento: z.enum(TIPOS_DOCUMENTO) }), z.discriminatedUnion('resultado', [
    z.object({ resultado: z.literal('recibida'), acta: actaResumen, hora: z.string(), otroCentro: z.string().nullable() }),
    z.object({ resultado: z.literal('ya_recibida'), acta: actaResumen, hora: z.string() }),
    z.object({ resultado: z.enum(['otra_eleccion', 'fuera_de_catalogo', 'ilegible']) }),
  ])),
  /** A paper with nothing that says whose it is: gets a number, and is identified with its image. */
  'acopio.sinIdentificar': command('acopiar', z.object({ nota: z.string().trim().max(200).nullable() }), z.object({ folio: z.string(), hora: z.string() })),
  /** The paper that was given that number is of this acta, which came or was photographed meanwhile under its own name. */
  'acopio.nombrarPapel': command('acopiar', z.object({ folio: z.string().max(40), acta: clave }), nada),
  /** What the label of each acta says; `codigo` is the text of its QR. */
  'acopio.etiquetas': query('acopiar', z.object({ actas: z.array(clave).min(1).max(200) }), z.array(z.object({ acta: clave, nombre: z.string(), titulo: z.string(), tipoActa: z.string(), centro: z.string(), otroCentro: z.string().nullable(), hora: z.string().nullable(), codigo: z.string() }))),
  /** Expected against received, by route where the catalogue has routes, else by municipality, and by section inside. `desde`: since when something is missing; null before the operation begins. */
  'acopio.avance': query('acopiar', nada, z.object({
    esperadas: z.number().int(), recibidas: z.number().int(), sinActa: z.number().int(), deOtroCentro: z.number().int(), papeles: z.array(papelSinNombre), clase: z.enum(['ruta', 'municipio']),
    grupos: z.array(z.object({
      id: z.string(), nombre: z.string(), esperadas: z.number().int(), recibidas: z.number().int(), sinActa: z.number().int(), ultima: z.string().nullable(),
      secciones: z.array(z.object({ seccion: z.string(), esperadas: z.number().int(), recibidas: z.number().int(), sinActa: z.number().int(), desde: z.string().nullable() })),
    })),
  })),
  /** Something is sent to the printer: a label for each of `actas`, or a document; `folio`: of which paper without a name, or box. */
  'impresos.anotar': command('ver_cajas', z.object({ documento: z.enum(DOCUMENTOS_IMPRESOS), actas: z.array(clave).max(200), folio: z.string().max(60).nullable() }), nada),
  'acopio.recientes': query('acopiar', nada, z.array(actaResumen)),
  'acopio.solicitarSinActa': command('sin_acta_solicitar', z.object({ acta: clave, motivo: z.enum(MOTIVOS_SIN_ACTA) }), nada),
  /** `solicita`: name of who reported it. */
  'acopio.sinActaPendientes': query('sesion', nada, z.array(actaResumen.extend({ motivo: z.enum(MOTIVOS_SIN_ACTA), solicita: z.string() }))),
  /** A report that was a mistake, before anybody confirmed it: the acta is expected as before. */
  'acopio.retirarSinActa': command('sin_acta_retirar', z.object({ acta: clave }), nada),
  'acopio.confirmarSinActa': command('sin_acta_confirmar', z.object({ acta: clave }), z.object({ hora: z.string() })),

  /** Those that need a person first, then the newest first. */
  'digitalizacion.bandeja': query('digitalizar', nada, z.object({
    escaneres: z.array(escanerBandeja), imagenes: z.array(imagenBandeja),
    /** Tandas that stopped half way and nobody has attended to, newest first. */
    detenidas: z.array(tandaDetenida),
    pendientes: z.object({ porRevisar: z.number().int(), porIdentificar: z.number().int(), enProceso: z.number().int() }),
  })),
  /** Starts a scanner on what its tray holds; sheets appear in `bandeja` as they come. */
  'digitalizacion.escanear': command('digitalizar', z.object({ escaner: z.string().max(40) }), nada),
  /** Stops a scanner; the sheets that were stored stay. */
  'digitalizacion.cancelar': command('digitalizar', z.object({ escaner: z.string().max(40) }), nada),
  /** A person read what to do with the paper of a tanda that stopped. */
  'digitalizacion.atender': command('digitalizar', z.object({ tanda: z.string().max(40) }), nada),
  /** Takes an image of doubtful quality as it is: it goes on as if it were good. */
  'digitalizacion.aceptar': command('digitalizar', z.object({ imagen: sha, motivo: motivo.nullable() }), z.object({ destino: z.string() })),
  'digitalizacion.porIdentificar': query('identificar', nada, z.array(imagenBandeja)),
  /** As `acopio.buscar`, for those who identify an image by hand: only an acta of the catalogue can be chosen. */
  'digitalizacion.buscarActa': query('identificar', z.object({ texto: z.string().max(200) }), z.array(actaResumen)),
  /** `folio`: number of the label that acopio put on the paper, when it came without a name: both are one from here on. */
  'digitalizacion.identificar': command('identificar', z.object({ imagen: sha, acta: clave, folio: z.string().max(40).nullable().default(null) }), z.object({ destino: z.string() })),
  /** Papers that acopio numbered because nothing said whose they were, and nobody has said yet. */
  'digitalizacion.papeles': query('identificar', nada, z.array(papelSinNombre)),
  /** `folio`: as in `identificar`. */
  'digitalizacion.declararFuera': command('declarar_fuera', z.object({ imagen: sha, eleccion: z.enum(TIPOS_ELECCION), folio: z.string().max(40).nullable().default(null) }), z.object({ acta: clave })),
  /** Makes an alternative image the acta's own: it is captured again from it, and the one before is kept. */
  'digitalizacion.promover': command('cambiar_imagen', z.object({ imagen: sha, motivo }), z.object({ acta: clave })),
  'digitalizacion.rechazar': command('reportar_imagen', z.object({ imagen: sha, motivo }), nada),
  /** Picture for the screen (long side about 1,800 px) or for a list (320 px), both upright, or the bytes of the scanner. */
  'imagen.ver': query('sesion', z.object({ imagen: sha, version: z.enum(['pantalla', 'miniatura', 'original']) }), z.object({ tipo: z.string(), base64: z.string() })),

  /**
   * Leases the next acta for this person, or null when there is none for them. Says nothing of rounds. `enEspera` stops
   * counting at a hundred per queue. `borrador`: what this same person had typed of it. `deOtros`: there is work, which is
   * another person's or another post's.
   */
  'captura.siguiente': command('capturar', nada, z.object({ trabajo: trabajo.nullable(), enEspera: z.number().int(), borrador: borradorSchema.nullable(), deOtros: z.boolean() })),
  /** What is typed so far of the acta that this person has, at each key. */
  'captura.borrador': command('capturar', z.object({ acta: clave, ciclo: z.number().int(), borrador: borradorSchema }), nada),
  /** The picture that this person will most likely be given next, to have it ready; it is not theirs yet. */
  'captura.despues': query('capturar', nada, z.object({ imagen: sha.nullable() })),
  'captura.guardar': command('capturar', z.object({ acta: clave, ciclo: z.number().int(), valores: valoresSchema }), z.object({ hora: z.string(), sumaDistinta: z.boolean() })),
  'captura.soltar': command('capturar', z.object({ acta: clave }), nada),

  /** The two captures come in an order that says nothing of who was first. */
  'verificacion.siguiente': command('resolver', nada, z.object({ trabajo: trabajo.extend({ capturas: z.tuple([valoresSchema, valoresSchema]), distintos: z.array(z.string()) }).nullable(), enEspera: z.number().int(), borrador: borradorSchema.nullable() })),
  'verificacion.borrador': command('resolver', z.object({ acta: clave, ciclo: z.number().int(), borrador: borradorSchema }), nada),
  'verificacion.resolver': command('resolver', z.object({ acta: clave, ciclo: z.number().int(), valores: valoresSchema, motivo: z.string().max(300).nullable() }), z.object({ hora: z.string(), sumaDistinta: z.boolean() })),

  'cotejo.siguiente': command('cotejar', nada, z.object({ trabajo: trabajo.extend({ valores: valoresSchema, evaluacion: evaluacionSchema }).nullable(), enEspera: z.number().int() })),
  'cotejo.aceptar': command('cotejar', z.object({ acta: clave }), nada),
  /** The image does not serve to compare, or is of another paper: it is scanned again and kept. */
  'cotejo.pedirEscaneo': command('cotejar', z.object({ acta: clave, motivo }), nada),
  /** Actas that wait for their cotejo, oldest first. */
  'cotejo.pendientes': query('dispensar_cotejo', nada, z.array(actaResumen)),
  'cotejo.dispensar': command('dispensar_cotejo', z.object({ acta: clave, motivo }), nada),
  'cotejo.pedirRecaptura': command('pedir_correccion', z.object({ acta: clave, motivo }), nada),

  'empaquetado.pendientes': query('empaquetar', nada, z.array(actaResumen)),
  /** The boxes, and every paper of this center in one of the groups that add up. */
  'empaquetado.cajas': query('ver_cajas', nada, z.object({
    cajas: z.array(z.object({ caja: z.string(), actas: z.number().int(), sinCotejo: z.number().int(), hora: z.string(), cerro: z.string() })),
    conciliacion: z.object({
      esperadas: z.number().int(), recibidas: z.number().int(), soloImagen: z.number().int(), sinActa: z.number().int(), faltan: z.number().int(), deOtroCentro: z.number().int(), fueraDeCatalogo: z.number().int(),
      empaquetadas: z.number().int(), porEmpaquetar: z.number().int(), enProceso: z.number().int(), sinIdentificar: z.number().int(), cuadra: z.boolean(),
      /** Received and in no box yet, with where each one is; in a box and never received. */
      pendientes: z.array(actaResumen), sinAcopio: z.array(actaResumen),
    }),
  })),
  'empaquetado.caja': query('ver_cajas', z.object({ caja: z.string().max(60) }), z.object({
    caja: z.string(), hora: z.string(), cerro: z.string(),
    actas: z.array(actaResumen.extend({ sinCotejo: z.string().nullable() })),
  })),
  'empaquetado.cerrarCaja': command('empaquetar', z.object({ actas: z.array(clave).min(1).max(200) }), z.object({ caja: z.string(), actas: z.number().int() })),

  /** The paired posts of the room. `vistoHaceMs` is null when it was not heard of since the station opened. */
  'puestos.lista': query('administrar_puestos', nada, z.array(z.object({ puesto: z.string(), nombre: z.string(), desde: z.string(), revocado: z.boolean(), vistoHaceMs: z.number().nullable() }))),
  /** A code that pairs one post, for five minutes; it replaces the one before. */
  'puestos.abrirCodigo': command('administrar_puestos', nada, z.object({ codigo: z.string(), vence: z.string(), direcciones: z.array(z.string()) })),
  'puestos.revocar': command('administrar_puestos', z.object({ puesto: z.string().max(40) }), nada),

  ...contratoUsb,
  ...contratoRastreo,

  'transmision.enviar': command('sesion', nada, z.object({ enviados: z.number().int(), pendientes: z.number().int() })),
  'bitacora.recientes': query('ver_avance', z.object({ limite: z.number().int().min(1).max(200) }), z.array(z.object({ seq: z.number().int(), hora: z.string(), tipo: z.string(), frase: z.string(), acta: z.string().nullable(), actor: z.string() }))),
} as const satisfies Contrato;

export type ContratoEstacion = typeof contratoEstacion;

/** Parts of the state that screens reload when they change. */
export const PARTES = ['acopio', 'digitalizacion', 'captura', 'verificacion', 'cotejo', 'empaquetado', 'transmision', 'sesion', 'puestos', 'reserva', 'usb'] as const;
export type Parte = (typeof PARTES)[number];
