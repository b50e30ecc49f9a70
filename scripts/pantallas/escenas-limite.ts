import type { ErrorApi } from '#shared/errors/result.ts';
import { es } from '#renderer/i18n/es.ts';
import { actaEnMesa } from '#tests/e2e/sala/capturista.ts';
import { enEscena, type EnEscena, type Escena } from './escena.ts';

const LARGO = { centro: 'largo' } as const;
const DISCO_LLENO: ErrorApi = { codigo: 'disco_lleno', parametros: {} };
const EN_PAUSA: ErrorApi = { codigo: 'en_pausa', parametros: { motivo: 'Revisar cómo trabaja' } };

const letraEnorme = (e: EnEscena): Promise<void> => e.teclas('Alt+l', 'Alt+l');

/** The longest names and the longest ballot. */
const NOMBRES_LARGOS: readonly Escena[] = [
  { nombre: 'entrar-larga', ...LARGO },
  {
    nombre: 'acopio-larga', ...LARGO, usuario: 'acopio1',
    hacer: enEscena(async ({ centro, escribir, teclas, verse }) => {
      await escribir(centro.hojas[40]?.casilla.seccion ?? '');
      await teclas('Enter');
      await verse(es.acopio.paquete);
    }),
  },
  { nombre: 'digitalizar-larga', ...LARGO, usuario: 'digital1', hacer: enEscena(({ imagenes }) => imagenes()) },
  {
    nombre: 'captura-larga', ...LARGO, usuario: 'captura3',
    hacer: enEscena(async ({ centro, pagina, imagenes, escribir, teclas }) => {
      const { campos } = await actaEnMesa(centro, pagina);
      for (let i = 0; i < campos.length - 8; i++) {
        await escribir('1234');
        await teclas('Enter');
      }
      await imagenes();
    }),
  },
  {
    nombre: 'verificar-larga', ...LARGO, usuario: 'verifica1',
    hacer: enEscena(async ({ verse, imagenes }) => {
      await verse(es.verificacion.lectura.a);
      await imagenes();
    }),
  },
  {
    nombre: 'cotejo-larga', ...LARGO, usuario: 'coteja1',
    hacer: enEscena(async ({ verse, imagenes }) => {
      await verse(es.cotejo.coincide);
      await imagenes();
    }),
  },
  { nombre: 'empaque-larga', ...LARGO, usuario: 'acopio2', seccion: 'empaquetado', hacer: enEscena(async ({ pagina }) => pagina.getByRole('checkbox').first().waitFor()) },
  { nombre: 'tablero-larga', ...LARGO, usuario: 'supervisa1', seccion: 'tablero', hacer: enEscena(({ verse }) => verse(es.tablero.porEleccion)) },
  { nombre: 'sala-larga', ...LARGO, usuario: 'supervisa1', seccion: 'sala', hacer: enEscena(({ verse }) => verse(es.sala.personas.titulo)) },
];

/** What goes wrong at a station, as its screens tell it. */
const FALLAS: readonly Escena[] = [
  {
    nombre: 'acopio-disco-lleno', centro: 'lleno', usuario: 'acopio1',
    hacer: enEscena(async ({ centro, fallar, escribir, teclas, verse, pagina }) => {
      await escribir(centro.hojas[52]?.casilla.seccion ?? '');
      await teclas('Enter');
      await verse(es.acopio.paquete);
      await fallar('acopio.registrar', DISCO_LLENO);
      await teclas('F2');
      await pagina.getByText(/disco está lleno/).first().waitFor();
    }),
  },
  {
    nombre: 'acopio-sin-red', centro: 'lleno', usuario: 'acopio1',
    hacer: enEscena(async ({ cortarRed, escribir, teclas, pagina }) => {
      await cortarRed();
      await escribir('0012');
      await teclas('Enter');
      await pagina.getByText(/conexión con la estación/).first().waitFor();
    }),
  },
  {
    nombre: 'digitalizar-pausa', centro: 'lleno', usuario: 'digital1',
    hacer: enEscena(async ({ fallar, irA, pagina }) => {
      await fallar('digitalizacion.bandeja', EN_PAUSA);
      // Nothing need change while it is looked at: it is asked for anew when the section is opened.
      await irA('tablero');
      await irA('digitalizacion');
      await pagina.getByText('pausa').first().waitFor();
    }),
  },
];

const MUCHAS = 12_345;
const GRANDE = 1_234_567;

/** Figures of a whole state, and each thing that calls for somebody at once. */
const CIFRAS: readonly Escena[] = [
  {
    nombre: 'tablero-llena', centro: 'lleno', usuario: 'supervisa1',
    hacer: enEscena(async ({ alterar, teclas, verse }) => {
      await alterar('tablero.resumen', (r) => ({
        ...r, total: GRANDE, disco: { libres: 1_400_000_000, bajo: true },
        porEstado: { ...r.porEstado, esperada: GRANDE, acopiada: MUCHAS, cotejada: MUCHAS },
        porEleccion: r.porEleccion.map((e) => ({ ...e, esperadas: GRANDE, registradas: 876_543, verificadas: MUCHAS, contabilizadas: 0 })),
        pendientes: { digitalizar: MUCHAS, identificar: 1234, captura: MUCHAS, discrepancia: 999, cotejo: MUCHAS, empaquetado: MUCHAS, sinActa: 1234 },
      }));
      await teclas('F9');
      await verse(/poco espacio/);
    }),
  },
  {
    nombre: 'sala-alertas', centro: 'lleno', usuario: 'supervisa1',
    hacer: enEscena(async ({ alterar, irA, verse }) => {
      await alterar('supervision.sala', (s) => ({
        ...s,
        disco: { libres: 1_400_000_000, bajo: true },
        reloj: { ...s.reloj, retrocesos: 2, ultimo: s.reloj.hora },
        fases: s.fases.map((f) => ({ ...f, cuantas: MUCHAS })),
        alertas: [
          { tipo: 'disco_bajo', libres: 1_400_000_000 },
          { tipo: 'reloj_atrasado', hora: s.reloj.hora },
          { tipo: 'reloj_distinto', ms: -95_000 },
          { tipo: 'por_atender', que: 'lote', cuantos: 2, motivo: 'El servidor central no aceptó el lote: estación revocada.' },
          { tipo: 'sin_enlace', desde: s.reloj.hora },
          { tipo: 'puesto_ausente', puesto: 'captura-3', personas: ['Fátima Landeros'] },
          { tipo: 'persona_errores', persona: 'captura1', nombre: 'Fátima Landeros', tasa: 0.051, sala: 0.004 },
          { tipo: 'cifras_identicas', seccion: '0021', actas: [{ acta: '990021B0100A02', nombre: 'Sección 0021 · Básica' }, { acta: '990021C0100A02', nombre: 'Sección 0021 · Contigua 1' }] },
          { tipo: 'sin_acta_por_confirmar', cuantas: 3, desde: s.reloj.hora },
          { tipo: 'imagenes_detenidas', cuantas: 1, minutos: 34 },
          { tipo: 'actas_detenidas', estado: 'discrepancia', cuantas: MUCHAS, minutos: 1234, actas: [{ acta: '990001B0100A02', nombre: 'Sección 0001 · Básica' }] },
        ],
      }));
      await irA('sala');
      await verse(es.sala.alertas.erroresTexto(0.051, 0.004));
    }),
  },
];

/** The largest letters that a person may choose. */
const LETRA: readonly Escena[] = [
  {
    nombre: 'captura-letra', centro: 'lleno', usuario: 'captura4',
    hacer: enEscena(async (e) => {
      await actaEnMesa(e.centro, e.pagina);
      await letraEnorme(e);
      await e.imagenes();
    }),
  },
  { nombre: 'acopio-letra', centro: 'lleno', usuario: 'acopio1', hacer: enEscena(letraEnorme) },
  { nombre: 'digitalizar-letra', centro: 'lleno', usuario: 'digital1', hacer: enEscena(async (e) => { await letraEnorme(e); await e.imagenes(); }) },
  { nombre: 'verificar-letra', centro: 'lleno', usuario: 'verifica3', hacer: enEscena(async (e) => { await e.verse(es.verificacion.lectura.a); await letraEnorme(e); await e.imagenes(); }) },
  { nombre: 'sala-letra', centro: 'lleno', usuario: 'supervisa1', seccion: 'sala', hacer: enEscena(letraEnorme) },
];

/** What a screen shows seldom and must bear: the longest, the largest, the worst. */
export const LIMITE: readonly Escena[] = [...NOMBRES_LARGOS, ...FALLAS, ...CIFRAS, ...LETRA];
