import { createHash } from 'node:crypto';
import { crearAzar } from '#electron/papel/azar.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { danosAlAzar, estropear, type NombreDano } from '#electron/papel/estropear.ts';
import type { Vision } from '#electron/station/puertos.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { familiaDe, plantillaPara } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { ActaSimulada, FueraSimulada } from './verdad.ts';

/** How a sheet comes: as it should, turned or worn, with its label ruined by a stamp, or without a label at all. */
export type EstadoHoja = 'limpia' | 'maltratada' | 'sello' | 'sin_etiqueta';

/** Makes the sheets of a drill. The same seed and `copia` give the same bytes. */
export type Imprenta = {
  readonly deActa: (simulada: ActaSimulada, valores: Valores, estado: EstadoHoja, copia: number) => Promise<Uint8Array>;
  readonly deFuera: (simulada: FueraSimulada) => Promise<Uint8Array>;
  /** Files that no scanner should give: text, and an image cut short. */
  readonly basura: () => Promise<readonly { readonly bytes: Uint8Array; readonly fuente: string }[]>;
  readonly vision: Vision;
};

/** An acta of a section that the catalogue does not have; each number its own. */
const casillaFuera = (paquete: Paquete, numero: number): ActaSimulada['casilla'] => {
  const [modelo] = paquete.casillas;
  const secciones = new Set(paquete.casillas.map((c) => c.seccion));
  const dos = (n: number): string => String(n % 100).padStart(2, '0');
  let seccion = '9999';
  while (secciones.has(seccion)) seccion = String(Number(seccion) - 1).padStart(4, '0');
  const [idCasilla, extContigua] = [dos(numero), dos(Math.floor(numero / 100))];
  return { ...modelo!, clave: `${paquete.entidad.id}${seccion}C${idCasilla}${extContigua}`, seccion, tipo: 'C', idCasilla, extContigua };
};

/** Half of them bear a label of a casilla that is not ours; the others bear none. */
const qrDeFuera = (paquete: Paquete, f: FueraSimulada): string | null => {
  const [acta] = paquete.actas.filter((a) => a.eleccion === f.eleccion.id);
  return f.numero % 2 === 0 || !acta ? null : escribirEtiqueta(paquete.id, casillaFuera(paquete, f.numero).clave + acta.tipoActa);
};

const qrDe = (paquete: Paquete, clave: string, estado: EstadoHoja): string | null => (estado === 'sin_etiqueta' ? null : escribirEtiqueta(paquete.id, clave));

const MALTRATOS: readonly NombreDano[] = ['rotacion', 'ruido', 'contraste'];

/** Draws every sheet as a real acta and looks at it with the real vision. */
export const crearImprenta = (paquete: Paquete, semilla: string, dpi: number, vision: Vision): Imprenta => {
  const deActa: Imprenta['deActa'] = async ({ acta, casilla, eleccion }, valores, estado, copia) => {
    const plantilla = plantillaPara(eleccion, casilla, acta, familiaDe(paquete.plantillas, acta.tipoActa));
    const propia = `${semilla}:${acta.clave}:${copia}`;
    const pagina = await dibujarActa({ plantilla, paquete, casilla, valores, qr: qrDe(paquete, acta.clave, estado), semilla: propia, dpi });
    if (estado === 'maltratada') return estropear(pagina, danosAlAzar([crearAzar(propia).elegir(MALTRATOS)], plantilla.qr, propia), propia);
    return estado === 'sello' ? estropear(pagina, { sello: plantilla.qr }, propia) : pagina;
  };
  return {
    vision, deActa,
    deFuera: async (f) => {
      const [acta] = paquete.actas.filter((a) => a.eleccion === f.eleccion.id);
      const casilla = casillaFuera(paquete, f.numero);
      const plantilla = plantillaPara(f.eleccion, casilla, { tipoActa: acta?.tipoActa ?? '' }, familiaDe(paquete.plantillas, acta?.tipoActa ?? ''));
      return dibujarActa({ plantilla, paquete, casilla, valores: f.fila.valores, qr: qrDeFuera(paquete, f), semilla: `${semilla}:fuera:${f.eleccion.id}:${f.numero}`, dpi });
    },
    basura: async () => {
      const [modelo] = paquete.actas;
      const casilla = paquete.casillas.find((c) => c.clave === modelo?.casilla);
      const eleccion = paquete.elecciones.find((e) => e.id === modelo?.eleccion);
      if (!modelo || !casilla || !eleccion) return [];
      const entera = await dibujarActa({ plantilla: plantillaPara(eleccion, casilla, modelo, familiaDe(paquete.plantillas, modelo.tipoActa)), paquete, casilla, valores: {}, qr: null, semilla: `${semilla}:cortada`, dpi });
      return [
        { bytes: Buffer.from('Esto no es una imagen.\n'), fuente: 'nota.jpg' },
        { bytes: entera.subarray(0, Math.floor(entera.length * 0.6)), fuente: 'cortada.jpg' },
      ];
    },
  };
};

const MARCA = 'ACOPIO-HOJA';
const texto = (qr: string | null, sello: string): Uint8Array => Buffer.from(`${MARCA}\n${qr ?? ''}\n${sello}\n`);

/** Sheets that are only the text of their label, for drills of the rest of the line: nothing is drawn or looked at. */
export const crearImprentaSinImagenes = (paquete: Paquete, semilla: string): Imprenta => ({
  deActa: ({ acta }, _valores, estado, copia) => Promise.resolve(texto(estado === 'sello' ? null : qrDe(paquete, acta.clave, estado), `${semilla}:${acta.clave}:${copia}`)),
  deFuera: (f) => Promise.resolve(texto(qrDeFuera(paquete, f), `${semilla}:fuera:${f.eleccion.id}:${f.numero}`)),
  basura: () => Promise.resolve([{ bytes: Buffer.from('Esto no es una imagen.\n'), fuente: 'nota.jpg' }]),
  vision: {
    // One after another: the same options give the same night.
    trabajadores: 0,
    examinar: (bytes) => {
      const [marca, qr] = Buffer.from(bytes).toString('utf8').split('\n');
      return Promise.resolve(marca === MARCA ? { problema: null, qr: qr ? { texto: qr, lector: 'simulacro' } : null } : { problema: 'no_es_imagen', qr: null });
    },
    pantalla: (bytes) => Promise.resolve(bytes),
    miniatura: (bytes) => Promise.resolve(bytes),
  },
});

/** The name of an image: SHA-256 of its bytes, hexadecimal. */
export const nombreDeImagen = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
