import { dibujarHoja, type HojaTirada } from '#electron/papel/tirada.ts';
import { exigir } from '#electron/simulacro/personas.ts';
import type { ExamenImagen, Vision } from '#electron/station/puertos.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { claveCasilla, esMesaSinSeccion } from '#shared/domain/casilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { capturar, crearCentro, trabajarEn, type Centro } from '#tests/e2e/sala/centro.ts';

/** Pages that are really drawn and looked at; the others are these with another label. */
const DIBUJADAS = 6;
const DPI = 200;
const MARCA = 'ACOPIO-BENCH ';

/** The same election with its sections again and again, under other numbers, until the center has that many actas. */
const agrandar = (actas: number) => (paquete: Paquete): Paquete => {
  const casillas = paquete.casillas.filter((c) => c.catd === 'CATD01' && !esMesaSinSeccion(c.tipo));
  const suyas = new Map(casillas.map((c) => [c.clave, paquete.actas.filter((a) => a.casilla === c.clave)]));
  const porVuelta = [...suyas.values()].flat().length;
  const vueltas = Array.from({ length: Math.ceil(actas / porVuelta) }, (_, i) => i);
  const copias = vueltas.flatMap((v) => casillas.map((c) => {
    const seccion = String(Number(c.seccion) + 500 * (v + 1)).padStart(4, '0');
    const copia = { ...c, seccion };
    return { original: c.clave, casilla: { ...copia, clave: claveCasilla(paquete.entidad.id, copia) } };
  }));
  return {
    ...paquete,
    casillas: [...paquete.casillas, ...copias.map((c) => c.casilla)],
    actas: [...paquete.actas, ...copias.flatMap(({ original, casilla }) => (suyas.get(original) ?? []).map((a) => ({ ...a, casilla: casilla.clave, clave: casilla.clave + a.clave.slice(a.casilla.length) })))],
  };
};

/** A drawn page under another label: its text goes in a JPEG comment, so that the bytes of two sheets differ. */
const conEtiqueta = (jpeg: Uint8Array, etiqueta: string): Uint8Array => {
  const texto = Buffer.from(MARCA + etiqueta);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, texto.length + 2]), texto, jpeg.subarray(2)]);
};
const etiquetaDe = (bytes: Uint8Array): string => {
  const cabeza = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return new RegExp(`${MARCA}([\\x20-\\x7e]+)`).exec(cabeza)?.[1] ?? '';
};

/** An eye that knows the pages beforehand: two thousand are taken in while one is drawn. Captured ones have no picture. */
const ojoQueSabe = (examenes: ReadonlyMap<string, ExamenImagen>): Vision => ({
  trabajadores: 4,
  examinar: (bytes) => {
    const [etiqueta = '', modelo = ''] = etiquetaDe(bytes).split('~');
    const visto = examenes.get(modelo);
    return Promise.resolve({ problema: null, qr: { texto: etiqueta, lector: 'bench' }, ...(visto?.examen ? { examen: visto.examen } : {}) });
  },
  pantalla: (bytes) => Promise.resolve(bytes),
  miniatura: (bytes) => Promise.resolve(bytes),
});

export type CentroMedido = {
  readonly centro: Centro;
  /** A page of that sheet as the scanner gives it. */
  readonly pagina: (hoja: HojaTirada) => Uint8Array;
};

/**
 * A center with `hechas` actas captured twice and verified, and `pendientes` that wait for capture with the picture of a
 * drawn page, on a package that holds them and at least `porLlegar` more.
 */
export const crearCentroMedido = async (carpeta: string, { hechas, pendientes, porLlegar, capturistas }: { readonly hechas: number; readonly pendientes: number; readonly porLlegar: number; readonly capturistas: number }): Promise<CentroMedido> => {
  const centro = await crearCentro({ carpeta, capturistas, cambios: agrandar(hechas + pendientes + porLlegar) });
  const ojo = crearVision({ trabajadores: 2 });
  // One model per election, so that the fields are where its form has them.
  const modelos = centro.paquete.elecciones.flatMap((e) => centro.hojas.filter((h) => h.acta.eleccion === e.id).slice(0, DIBUJADAS / 3));
  const dibujos = await Promise.all(modelos.map((h) => dibujarHoja(h, centro.paquete, { dpi: DPI })));
  const examenes = new Map<string, ExamenImagen>();
  for (const [i, bytes] of dibujos.entries()) examenes.set(String(i), await ojo.examinar(bytes));
  await ojo.cerrar();
  const modeloDe = (hoja: HojaTirada): number => modelos.findIndex((m) => m.acta.eleccion === hoja.acta.eleccion);
  const pagina = (hoja: HojaTirada): Uint8Array => conEtiqueta(dibujos[modeloDe(hoja)] ?? new Uint8Array(), `${hoja.qr}~${String(modeloDe(hoja))}`);
  const sinPagina = (hoja: HojaTirada): Uint8Array => conEtiqueta(Buffer.from([0xff, 0xd8]), `${hoja.qr}~`);
  const escaneadas = (hojas: readonly HojaTirada[], de: (h: HojaTirada) => Uint8Array) => hojas.map((h) => () => ({ bytes: de(h), fuente: `${h.acta.clave}.jpg` }));
  await trabajarEn(centro, ojoQueSabe(examenes), async (t) => {
    await t.escanear(escaneadas(centro.hojas.slice(0, hechas), sinPagina));
    for (const [i, persona] of [t.uno('capturista', 0), t.uno('capturista', 1)].entries()) {
      const n = (await capturar(t, persona, hechas)).length;
      if (n !== hechas) throw new Error(`person ${i} captured ${n} of ${hechas}`);
    }
    await t.escanear(escaneadas(centro.hojas.slice(hechas, hechas + pendientes), pagina));
    const { porEstado } = await exigir(t.uno('supervisor').api['tablero.resumen']({}));
    if (porEstado.digitalizada !== pendientes || porEstado.verificada !== hechas) throw new Error(`the base is ${JSON.stringify(porEstado)}`);
  });
  return { centro, pagina };
};
