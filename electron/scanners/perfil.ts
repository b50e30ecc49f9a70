import { z } from 'zod';
import { DIGITALIZACIONES, ORIGENES } from '#shared/domain/acta.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';

export const COLORES = ['color', 'gris'] as const;
export const FUENTES = ['alimentador', 'cama'] as const;
export const TAMANOS = ['carta', 'oficio'] as const;
export const FORMATOS_ESCANER = ['jpeg', 'png', 'tiff'] as const;

/** Width and height of each size of paper, mm. Oficio is Mexico's, 21.59 × 34 cm. */
const MEDIDAS_MM: Readonly<Record<(typeof TAMANOS)[number], { readonly ancho: number; readonly alto: number }>> = {
  carta: { ancho: 215.9, alto: 279.4 },
  oficio: { ancho: 215.9, alto: 340 },
};

/** Options that the driver itself sets or that would write elsewhere: a profile may not name them. */
const RESERVADAS = /^(-[dobLfnTAhVp]|--(device-name|output-file|format|batch.*|list-devices|formatted-device-list|dont-scan|test|all-options|help|version|progress|buffer-size))$/;

const mm = z.number().positive().max(1000);
/** A device's own options, as its program names them: `{"--swdeskew": "yes"}`. */
const opcionesSchema = z.record(
  z.string().regex(/^--?[A-Za-z0-9][A-Za-z0-9-]*$/, 'debe ser el nombre de una opción, como «--mode»').refine((o) => !RESERVADAS.test(o), 'esa opción la pone Acopio'),
  z.string().regex(/^[^\0]*$/),
);

/** How a scanner is to scan: what IT sets once per model. Every field has its default. */
export const perfilSchema = z.strictObject({
  /** Dots per inch. */
  resolucion: z.number().int().min(75).max(1200).default(300),
  color: z.enum(COLORES).default('color'),
  fuente: z.enum(FUENTES).default('alimentador'),
  /** Name of a paper size, or its measures in mm. */
  tamano: z.union([z.enum(TAMANOS), z.strictObject({ ancho: mm, alto: mm })]).default('carta'),
  duplex: z.boolean().default(false),
  formato: z.enum(FORMATOS_ESCANER).default('jpeg'),
  opciones: opcionesSchema.default({}),
});
export type Perfil = z.infer<typeof perfilSchema>;

/** 300 dpi, colour, feeder, letter, one side, JPEG. */
export const perfilPorDefecto: Perfil = perfilSchema.parse({});

/** Width and height of the profile's paper, mm. */
export const medidasDePapel = ({ tamano }: Pick<Perfil, 'tamano'>): { readonly ancho: number; readonly alto: number } => (typeof tamano === 'string' ? MEDIDAS_MM[tamano] : tamano);

/** What a scanner's program may tell of by its exit code or its words. */
export const CODIGOS_ESCANER = [
  'escaner_ocupado', 'escaner_sin_papel', 'escaner_desconectado', 'escaner_atasco', 'escaner_doble_alimentacion', 'escaner_tapa', 'escaner_pagina_incompleta',
  'escaner_respuesta', 'escaner_sin_permiso', 'escaner_cancelado', 'escaner_programa',
] as const satisfies readonly CodigoError[];
export type CodigoEscaner = (typeof CODIGOS_ESCANER)[number];

export const DRIVERS_NAPS2 = ['twain', 'wia', 'escl', 'sane', 'apple'] as const;

const texto = z.string().min(1).regex(/^[^\0]*$/);
const base = { id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'debe tener de 1 a 40 letras minúsculas, cifras o guiones'), nombre: z.string().min(1).max(80).optional() };
const perfil = perfilSchema.default(perfilPorDefecto);
/** Seconds without a new page after which the program is given up. */
const limiteSegundos = z.number().int().min(5).max(3600).default(120);

const saneSchema = z.strictObject({ ...base, tipo: z.literal('sane'), dispositivo: texto, perfil, limiteSegundos });
const esclSchema = z.strictObject({ ...base, tipo: z.literal('escl'), url: z.url({ protocol: /^https?$/, error: 'debe ser una dirección http:// o https://' }), perfil,
  /** SHA-256 of the scanner's own certificate, hexadecimal, for https. */
  certificado: z.string().regex(/^[0-9a-fA-F]{64}$/, 'debe ser el SHA-256 del certificado, 64 cifras hexadecimales').optional(),
});
const carpetaSchema = z.strictObject({
  ...base, tipo: z.literal('carpeta'), carpeta: texto, origen: z.enum(ORIGENES).default('CATD'), digitalizacion: z.enum(DIGITALIZACIONES).default('ESCANER'),
});
/** `{carpeta}`, `{color:24bit|gray}`…: see comando-argumentos.ts. Other braces are the program's own. */
const MARCA_MAL_ESCRITA = /\{(?!(?:carpeta|resolucion|ancho|alto|formato|color|fuente|duplex)\}|(?:color|fuente|duplex):[^{}|]*\|[^{}|]*\})[a-z]+(?::[^{}]*)?\}/;
const argumento = z.string().regex(/^[^\0]*$/).refine((a) => !MARCA_MAL_ESCRITA.test(a), 'lleva una marca «{…}» que no existe');
const comandoSchema = z.strictObject({
  ...base, tipo: z.literal('comando'), programa: texto, argumentos: z.array(argumento), salida: z.enum(['carpeta', 'stdout']).default('carpeta'),
  /** Order of the pages that it leaves in the folder. */
  orden: z.enum(['nombre', 'fecha']).default('nombre'),
  /** Exit code → what it means. 0 is success unless it is said here. */
  codigos: z.record(z.string().regex(/^\d{1,10}$/), z.enum(CODIGOS_ESCANER)).default({}),
  /** Words of its output → what they mean; the first that is found counts. */
  mensajes: z.array(z.strictObject({ contiene: texto, codigo: z.enum(CODIGOS_ESCANER) })).default([]),
  perfil, limiteSegundos,
});
const naps2Schema = z.strictObject({
  ...base, tipo: z.literal('naps2'),
  /** Left out: where its installer leaves it, or on PATH. */
  programa: texto.optional(),
  driver: z.enum(DRIVERS_NAPS2), dispositivo: texto, perfil, limiteSegundos,
});

export const escanerConfiguradoSchema = z.discriminatedUnion('tipo', [saneSchema, esclSchema, carpetaSchema, comandoSchema, naps2Schema], {
  error: 'debe ser sane, escl, carpeta, comando o naps2',
});
export type EscanerConfigurado = z.infer<typeof escanerConfiguradoSchema>;
export type ConfiguracionDe<T extends EscanerConfigurado['tipo']> = Extract<EscanerConfigurado, { tipo: T }>;

/** `escaneres.json` of a station's work folder, written by IT. */
export const escaneresSchema = z
  .strictObject({
    escaneres: z.array(escanerConfiguradoSchema).max(16).default([]),
    /** Whether scanners that are not listed are also looked for (SANE, eSCL). */
    descubrir: z.boolean().default(false),
    /** Profiles for scanners that are found, by words of their maker's name and model; the first that matches counts. */
    modelos: z.array(z.strictObject({ contiene: z.string().min(2), perfil: perfilSchema })).max(64).default([]),
  })
  .superRefine(({ escaneres, descubrir }, ctx) => {
    if (escaneres.length === 0 && !descubrir) ctx.addIssue({ code: 'custom', path: ['escaneres'], message: 'no hay ningún escáner, y «descubrir» no está puesto' });
    const vistos = new Set<string>();
    escaneres.forEach(({ id }, i) => {
      if (vistos.has(id)) ctx.addIssue({ code: 'custom', path: ['escaneres', i, 'id'], message: `el id «${id}» se repite` });
      vistos.add(id);
    });
  });
export type ConfiguracionEscaneres = z.infer<typeof escaneresSchema>;
