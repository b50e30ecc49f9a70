import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropear, fotoAlAzar, type Danos } from '#electron/papel/estropear.ts';
import { prepararTirada, type HojaTirada } from '#electron/papel/tirada.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { SUMA_PERSONAS_REP, plantillaPara, type CampoPlantilla } from '#shared/domain/plantilla.ts';
import type { Familia } from '#shared/domain/plantilla-familias.ts';
import { esNumero, ILEGIBLE, SIN_DATO, type Valor } from '#shared/domain/valor.ts';

/** How a field was filled; `cifras` are what is in the boxes, null where the field is empty or scribbled. */
export type Escrito = { readonly campo: CampoPlantilla; readonly modo: 'tres' | 'sueltas' | 'cuatro' | 'vacio' | 'garabato'; readonly valor: Valor; readonly cifras: string | null };
export type HojaMedida = { readonly bytes: Buffer; readonly campos: readonly Escrito[] };

/** A way in which actas come, by its name in the table. */
export type Condicion = { readonly nombre: string; readonly familia?: Familia; readonly dpi: number; readonly danos?: (azar: Azar, semilla: string) => Danos };

export const CONDICIONES: readonly Condicion[] = [
  { nombre: 'scanned, 200 dpi', dpi: 200 },
  { nombre: 'scanned, 300 dpi', dpi: 300 },
  {
    nombre: 'scanned, spoiled', dpi: 200,
    danos: (azar) => ({ rotacion: azar.entre(-2.5, 2.5), desenfoque: azar.entre(0.5, 1.2), ruido: azar.entre(6, 22), contraste: azar.entre(0.4, 0.8), rayas: azar.entero(0, 3), jpeg: azar.entero(45, 80) }),
  },
  { nombre: 'phone photo', dpi: 200, danos: (azar, semilla) => ({ foto: fotoAlAzar(semilla), rotacion: azar.entre(-4, 4), desenfoque: azar.entre(0.4, 0.9), ruido: azar.entre(2, 10), jpeg: azar.entero(60, 85) }) },
  { nombre: 'form cdmx-2024, phone photo', familia: 'cdmx-2024', dpi: 200, danos: (azar, semilla) => ({ foto: fotoAlAzar(semilla), desenfoque: azar.entre(0.3, 0.7), ruido: azar.entre(2, 8), jpeg: azar.entero(65, 85) }) },
];

const escribir = (campo: CampoPlantilla, valor: Valor | undefined, azar: Azar): Escrito => {
  const suerte = azar.siguiente();
  if (!esNumero(valor) || suerte < 0.04) return { campo, modo: 'vacio', valor: SIN_DATO, cifras: null };
  if (suerte < 0.07) return { campo, modo: 'garabato', valor: ILEGIBLE, cifras: null };
  if (suerte < 0.08) return { campo, modo: 'cuatro', valor: 1000 + valor, cifras: String(1000 + valor) };
  if (suerte < 0.16) return { campo, modo: 'sueltas', valor, cifras: String(valor) };
  return { campo, modo: 'tres', valor, cifras: String(valor).padStart(3, '0') };
};

const hacerHoja = async (hoja: HojaTirada, { familia, dpi, danos }: Condicion, paquete: ReturnType<typeof paqueteDemo>, semilla: string): Promise<HojaMedida> => {
  const azar = crearAzar(`${semilla}:${hoja.acta.clave}`);
  const eleccion = paquete.elecciones.find((e) => e.id === hoja.acta.eleccion);
  if (!eleccion) throw new Error(`no election ${hoja.acta.eleccion}`);
  const plantilla = familia ? plantillaPara(eleccion, hoja.casilla, hoja.acta, familia) : hoja.plantilla;
  const campos = plantilla.campos.filter((c) => c.clave !== SUMA_PERSONAS_REP).map((c) => escribir(c, hoja.valores[c.clave], azar));
  const pagina = await dibujarActa({
    plantilla, paquete, casilla: hoja.casilla, qr: hoja.qr, semilla: `${semilla}:${hoja.semilla}`, dpi, digitos: 'reserva',
    valores: Object.fromEntries(campos.map((c) => [c.campo.clave, c.valor])),
    numero: Object.fromEntries(campos.flatMap((c) => (c.cifras === null ? [] : [[c.campo.clave, c.cifras]]))),
  });
  return { bytes: danos ? await estropear(pagina, danos(azar, `${semilla}:${hoja.acta.clave}`), semilla) : pagina, campos };
};

/** Actas of the demo election filled with digits of people whom the training never saw. The same seed gives the same pages. */
export async function* hacerHojas(condicion: Condicion, cuantas: number, semilla: string): AsyncGenerator<HojaMedida> {
  const paquete = paqueteDemo();
  for (const hoja of prepararTirada({ paquete, cuantas, semilla })) yield await hacerHoja(hoja, condicion, paquete, `${semilla}:${condicion.nombre}`);
}
