import type { Packet } from 'dns-packet';
import multicastDns, { type MulticastDNS, type Options } from 'multicast-dns';
import { crearAnuncios, SERVICIOS, type EscanerAnunciado } from './escl-anuncios.ts';

export type DescubrimientoEscl = {
  /** Scanners that announce themselves now. */
  readonly lista: () => readonly EscanerAnunciado[];
  /** Says when one came, went or changed its address. Returns how to stop. */
  readonly vigilar: (alCambiar: () => void) => () => void;
  readonly cerrar: () => void;
};

export type OpcionesDescubrir = {
  /** In tests: another port and only the loopback. */
  readonly redes?: readonly Options[];
  /** Between questions, once the first ones were asked, ms. */
  readonly cadaMs?: number;
};

/** The network, and the loopback: ipp-usb shows a scanner on a USB cable as one of this machine. */
const REDES: readonly Options[] = [{}, { interface: '127.0.0.1', bind: '0.0.0.0' }];
/** The first questions come close together: answers get lost. */
const PRIMERAS_MS = [0, 1000, 3000];
/** Below the two minutes that a scanner's address is good for. */
const CADA_MS = 45_000;
const REVISAR_MS = 5_000;
const ENTRE_PREGUNTAS_MS = 500;

/**
 * Looks for eSCL scanners by mDNS until it is closed. A network that forbids it, or another program that holds its
 * port, only means that nothing is found.
 */
export const descubrirEscl = ({ redes = REDES, cadaMs = CADA_MS }: OpcionesDescubrir = {}): DescubrimientoEscl => {
  const anuncios = crearAnuncios(() => performance.now());
  const abiertas = new Set<MulticastDNS>();
  const oyentes = new Set<() => void>();
  const relojes: NodeJS.Timeout[] = [];
  let antes = '[]';

  const revisar = (): void => {
    const ahora = JSON.stringify(anuncios.lista());
    if (ahora === antes) return;
    antes = ahora;
    for (const avisar of oyentes) avisar();
  };
  const preguntar = (): void => {
    const questions = [...SERVICIOS.map((name) => ({ name, type: 'PTR' as const })), ...anuncios.faltan()];
    for (const red of abiertas) red.query({ questions });
  };

  for (const opciones of redes) {
    const red = multicastDns(opciones);
    abiertas.add(red);
    red.on('error', () => {
      abiertas.delete(red);
      red.destroy();
    });
    let ultima = -Infinity;
    red.on('response', ({ answers = [], additionals = [] }: Packet) => {
      for (const respuesta of [...answers, ...additionals]) anuncios.anotar(respuesta);
      const questions = anuncios.faltan();
      // Two who answer half of what they are asked must not keep each other, and the network, busy.
      if (questions.length > 0 && performance.now() - ultima > ENTRE_PREGUNTAS_MS) {
        ultima = performance.now();
        red.query({ questions });
      }
      revisar();
    });
  }
  for (const ms of PRIMERAS_MS) relojes.push(setTimeout(preguntar, ms));
  relojes.push(setInterval(preguntar, cadaMs), setInterval(revisar, REVISAR_MS));
  for (const reloj of relojes) reloj.unref();

  return {
    lista: anuncios.lista,
    vigilar: (alCambiar) => {
      oyentes.add(alCambiar);
      return () => { oyentes.delete(alCambiar); };
    },
    cerrar: () => {
      for (const reloj of relojes) clearInterval(reloj);
      oyentes.clear();
      for (const red of abiertas) red.destroy();
      abiertas.clear();
    },
  };
};
