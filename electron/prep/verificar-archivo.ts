import { finished } from 'node:stream/promises';
import { crearVerificador, type OpcionesVerificar, type ResultadoVerificacion } from '#shared/prep-csv/verificar.ts';
import { abrirPrep } from './abrir-prep.ts';
import { leerFlujo, type ResumenLectura } from './leer-flujo.ts';

export type ArchivoVerificado = ResumenLectura & { readonly nombre: string; readonly resultado: ResultadoVerificacion };

/**
 * Recomputes every election of a published PREP file (CSV or ZIP), one after another and streaming. Throws AppError
 * `archivo_no_encontrado`, `prep_danado` or `prep_ilegible`.
 */
export const verificarArchivo = async (ruta: string, opciones: Partial<OpcionesVerificar> = {}): Promise<ArchivoVerificado[]> => {
  const contenido = await abrirPrep(ruta);
  try {
    const verificados: ArchivoVerificado[] = [];
    for (const { nombre, abrir } of contenido.resultados) {
      const verificador = crearVerificador(opciones);
      const resumen = await leerFlujo(await abrir(), verificador.receptor);
      verificados.push({ nombre, ...resumen, resultado: verificador.resultado() });
    }
    // A ZIP is verified whole: half a download is downloaded again.
    for (const { abrir } of contenido.candidaturas) await finished((await abrir()).resume());
    return verificados;
  } finally {
    contenido.cerrar();
  }
};
