import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { documentoFirmadoSchema, type DocumentoFirmado } from '#shared/sync/firma.ts';
import type { CarpetaTrabajo } from './carpeta-trabajo.ts';
import { crearFirmante, criptoNode } from './cripto-node.ts';
import { custodiaArchivo, type Custodia } from './custodia.ts';

const danada = (archivo: string): AppError => new AppError('credencial_danada', { archivo });

/** What a station signs with. Throws AppError `credencial_danada`, or what the custody says. */
const leerLlave = async ({ llave }: CarpetaTrabajo, custodia: Custodia = custodiaArchivo): Promise<Firmante> => {
  const pem = await custodia.leer(llave);
  try {
    return crearFirmante(pem);
  } catch {
    throw danada(llave);
  }
};

/** The certificate as it is in its file. Throws AppError `credencial_danada`. */
const leerDocumentoCertificado = async ({ certificado }: CarpetaTrabajo): Promise<DocumentoFirmado> => {
  const texto = await readFile(certificado, 'utf8');
  try {
    return documentoFirmadoSchema.parse(JSON.parse(texto));
  } catch {
    throw danada(certificado);
  }
};

/** Key and certificate that are of each other and of the OPL: what anyone signs with others is refused everywhere. Throws AppError `credencial_danada`. */
export const leerCredencial = async (rutas: CarpetaTrabajo, llaveOpl: string, custodia?: Custodia): Promise<{ readonly firmante: Firmante; readonly certificado: DocumentoFirmado; readonly estacion: string; readonly catd: string }> => {
  const firmante = await leerLlave(rutas, custodia);
  const certificado = await leerDocumentoCertificado(rutas);
  const suyo = leerCertificado(criptoNode, certificado, llaveOpl);
  if (suyo === null) throw danada(rutas.certificado);
  if (suyo.llave !== firmante.llave) throw danada(rutas.llave);
  return { firmante, certificado, estacion: suyo.estacion, catd: suyo.catd };
};
