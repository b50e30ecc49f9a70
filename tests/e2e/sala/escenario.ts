import { dibujarHojaBlanca } from '#electron/papel/hoja-blanca.ts';
import { exigir } from '#electron/simulacro/personas.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { ASENTADO } from '#shared/domain/eleccion.ts';
import { esNumero, type Valores } from '#shared/domain/valor.ts';
import { capturar, dibujar, dibujarSinEtiqueta, trabajarEn, type Centro } from './centro.ts';

const MINUTO_MS = 60_000;
/** Casillas, of three actas each, that have arrived in a center at work. */
const ACOPIADAS = 8;
const DIGITALIZADAS = 15;
/** Out of focus enough for a person to have to say whether it can be read. */
const BORROSA = { desenfoque: 4.8 } as const;

/** The same reading with one figure otherwise. */
export const conYerro = (valores: Valores): Valores => {
  const [clave] = Object.entries(valores).find(([k, v]) => k !== ASENTADO && esNumero(v)) ?? [];
  if (clave === undefined) return valores;
  const valor = valores[clave];
  return { ...valores, [clave]: (esNumero(valor) ? valor : 0) + 1 };
};
/** More votes than the lista nominal holds. */
const desbordada = (valores: Valores): Valores => Object.fromEntries(Object.entries(valores).map(([k, v]) => [k, esNumero(v) && v < 900 ? v + 60 : v]));

/**
 * Brings a new center to the middle of its night: actas in every queue, with what a night brings of doubt, discrepancy and
 * absence. What is done here is done through the station's contract, some time before now.
 */
export const llenarCentro = async (centro: Centro): Promise<void> => {
  const vision = crearVision({ trabajadores: 2 });
  const sinLector = { trabajadores: vision.trabajadores, examinar: vision.examinar, separar: vision.separar, pantalla: vision.pantalla, miniatura: vision.miniatura };
  const [antes, ahora] = [centro.hojas.slice(0, 3 * ACOPIADAS), centro.hojas.slice(3 * ACOPIADAS)];
  try {
    await trabajarEn(centro, sinLector, async (t) => {
      t.adelantar(5 * MINUTO_MS);
      await t.acopiar(antes.slice(0, 12));
      t.adelantar(40 * MINUTO_MS);
      await t.acopiar(antes.slice(12));
      await t.digitalizar(antes.slice(0, DIGITALIZADAS));
      t.adelantar(20 * MINUTO_MS);
      // Eight actas captured by two people: two that differ, one with more votes than voters, five that agree.
      let n = 0;
      const primera = await capturar(t, t.uno('capturista', 0), 8, (v) => (n++ === 2 ? desbordada(v) : v));
      const [tercera, cuarta, quinta] = [primera[2], primera[3], primera[4]];
      await capturar(t, t.uno('capturista', 1), 8, (v, acta) => (acta === tercera ? desbordada(v) : acta === cuarta || acta === quinta ? conYerro(v) : v));
      t.adelantar(15 * MINUTO_MS);
      for (let i = 0; i < 3; i++) {
        const { trabajo } = await exigir(t.uno('cotejador').api['cotejo.siguiente']({}));
        if (trabajo) await exigir(t.uno('cotejador').api['cotejo.aceptar']({ acta: trabajo.acta }));
      }
      await exigir(t.uno('acopiador').api['acopio.sinIdentificar']({ nota: 'la etiqueta está mojada' }));
      const falta = ahora[0];
      if (falta) await exigir(t.uno('acopiador').api['acopio.solicitarSinActa']({ acta: falta.acta.clave, motivo: 'paquete_no_entregado' }));
      const [dudosa, oculta, repetida] = [antes[DIGITALIZADAS], antes[DIGITALIZADAS + 1], antes[0]];
      if (!dudosa || !oculta || !repetida) throw new Error('too few sheets');
      await t.escanear([
        async () => ({ bytes: await dibujar(centro, { ...dudosa, danos: BORROSA }), fuente: 'hoja-1.jpg' }),
        async () => ({ bytes: await dibujarSinEtiqueta(centro, oculta), fuente: 'hoja-2.jpg' }),
        async () => ({ bytes: await dibujar(centro, { ...repetida, danos: { rotacion: 1.5 } }), fuente: 'hoja-3.jpg' }),
        async () => ({ bytes: await dibujarHojaBlanca(150), fuente: 'hoja-4.jpg' }),
      ]);
    }, { haceMs: 90 * MINUTO_MS });
  } finally {
    await vision.cerrar();
  }
};

/** The packages of a new center have all arrived: what is scanned is expected. */
export const recibirTodo = async (centro: Centro): Promise<void> => {
  const vision = crearVision({ trabajadores: 1 });
  try {
    await trabajarEn(centro, vision, (t) => t.acopiar(centro.hojas));
  } finally {
    await vision.cerrar();
  }
};
