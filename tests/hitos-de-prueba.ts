import { createHash } from 'node:crypto';
import { crearCatalogo } from '#electron/services/eleccion/catalogo.ts';
import { evaluar, OBSERVACION_SIN_ACTA } from '#shared/domain/inconsistencias.ts';
import type { MotivoSinActa } from '#shared/domain/acta.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Valor, Valores } from '#shared/domain/valor.ts';
import type { BitacoraDePrueba } from './bitacora-de-prueba.ts';

/** Bytes that stand for the image of an acta, and their name. */
export const imagenDePrueba = (nombre: string): { bytes: Uint8Array; imagen: string } => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(nombre)]);
  return { bytes, imagen: createHash('sha256').update(bytes).digest('hex') };
};

/** Writes milestones in a hand-made journal as a station would. */
export const crearHitosDePrueba = (paquete: Paquete, b: BitacoraDePrueba) => {
  const catalogo = crearCatalogo(paquete);
  const hora = '2027-06-06T20:10:00.000-06:00';
  const imagenes = new Map<string, Uint8Array>();
  const guardar = (nombre: string): { imagen: string; bytes: number } => {
    const { bytes, imagen } = imagenDePrueba(nombre);
    imagenes.set(imagen, bytes);
    b.agregar('imagen.guardada', { imagen, bytes: bytes.length, origen: 'CATD', digitalizacion: 'ESCANER', fuente: nombre, hoja: 1, qr: null, lector: null });
    return { imagen, bytes: bytes.length };
  };
  return {
    imagenes,
    /** Every field of the acta with `comun`, but those given. */
    valores: (acta: string, comun: Valor, cambios: Valores = {}): Valores => ({ ...Object.fromEntries(catalogo.camposDeActa(acta).map((c) => [c.clave, comun])), ...cambios }),
    verificar: (acta: string, valores: Valores, ciclo = 1): string => {
      const { imagen, bytes } = guardar(`${acta} ${ciclo}`);
      const { observaciones, contabilizada, calculado } = evaluar({ identificada: true, sinActa: null, valores, ...catalogo.limiteDe(acta) });
      b.agregar('acta.verificada', {
        eleccion: catalogo.detalle(acta).eleccion.id, ciclo, via: 'coincidencia', valores, evaluacion: { observaciones: [...observaciones], contabilizada, calculado },
        imagen, bytes, origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP', mecanismoTraslado: 'F',
        horaAcopio: hora, horaCaptura: hora, horaVerificacion: hora, capturistas: ['ana', 'beto'], verificador: null, motivo: null,
      }, acta);
      return imagen;
    },
    sinActa: (acta: string, motivo: MotivoSinActa): void => {
      const evaluacion = { observaciones: [OBSERVACION_SIN_ACTA[motivo]], contabilizada: 0 as const, calculado: null };
      b.agregar('acta.sin_acta', { eleccion: catalogo.detalle(acta).eleccion.id, motivo, solicita: 'ana', confirma: 'sup', evaluacion, mecanismoTraslado: 'F', horaAcopio: null }, acta);
    },
    fuera: (id: string, eleccion: TipoEleccion): string => {
      const { imagen, bytes } = guardar(id);
      b.agregar('acta.fuera_de_catalogo', {
        imagen, bytes, eleccion, origen: 'CATD', digitalizacion: 'ESCANER', horaAcopio: hora, evaluacion: { observaciones: ['fuera_de_catalogo'], contabilizada: 2, calculado: null },
      }, id);
      return imagen;
    },
  };
};
export type HitosDePrueba = ReturnType<typeof crearHitosDePrueba>;
