import { randomBytes } from 'node:crypto';
import { ESPERA_NOVEDADES_MS, textoSeguir, type PeticionSeguir, type RespuestaSeguir, type RespuestaTramo } from '#shared/api/reserva.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { criptoNode } from './cripto-node.ts';
import type { AlmacenImagenes, Avisos, LecturaBitacora, Registro, Replica } from './puertos.ts';

/** A standby that is up to date is waited for this long, once: past it the room goes on without it, and says so. */
const ESPERA_MS = 700;
/** Entries of one answer. */
const TRAMO = 200;
/** A standby that does not ask for this long is gone; by a clock that does not jump, for the machine's may. */
const SILENCIO_MS = ESPERA_NOVEDADES_MS + 5_000;

type Seguidor = { readonly estacion: string; readonly token: string; confirmado: number; visto: number; alCorriente: boolean };
type Espera = { readonly seq: number; readonly listo: () => void };

export type PartesReplica = {
  readonly bitacora: LecturaBitacora;
  readonly almacen: Pick<AlmacenImagenes, 'leerRecibida'>;
  readonly firmante: Firmante;
  readonly certificado: DocumentoFirmado;
  readonly llaveOpl: string;
  readonly estacion: string;
  readonly catd: string;
  readonly registro: Registro;
  readonly avisos: Avisos;
  /** How long a step waits for the standby, milliseconds. */
  readonly esperaMs?: number;
};

/** The main station's side of a standby: lets in who the OPL certified for this CATD, gives the journal, and knows how far the copy is. */
export const crearReplica = (p: PartesReplica): Replica => {
  const seguidores = new Map<string, Seguidor>();
  const esperas = new Set<Espera>();
  const dormidos = new Set<() => void>();

  const despertar = (): void => {
    for (const seguir of dormidos) seguir();
    dormidos.clear();
  };
  const vigentes = (): Seguidor[] => [...seguidores.values()].filter((s) => performance.now() - s.visto < SILENCIO_MS);
  /** Up to where every standby that is up to date has it on disk; null when there is none. */
  const confirmado = (): number | null => {
    const alDia = vigentes().filter((s) => s.alCorriente);
    return alDia.length === 0 ? null : Math.min(...alDia.map((s) => s.confirmado));
  };
  const repasar = (): void => {
    const hasta = confirmado();
    for (const espera of esperas) if (hasta === null || espera.seq <= hasta) espera.listo();
  };

  const entrar = (peticion: PeticionSeguir, huella: string): Omit<RespuestaSeguir, 'ok'> => {
    const { certificado, reto, retoPropio, firma } = peticion;
    const suyo = leerCertificado(criptoNode, certificado, p.llaveOpl);
    // Its dates are the central's to hold: a drill opens a window that is past.
    const bueno = suyo !== null && suyo.catd === p.catd && suyo.estacion !== p.estacion
      && criptoNode.verificar(suyo.llave, textoSeguir({ quien: 'reserva', reto, retoPropio, huella, token: '' }), firma);
    if (!bueno) throw new AppError('reserva_no_admitida');
    const token = randomBytes(32).toString('base64url');
    seguidores.set(suyo.estacion, { estacion: suyo.estacion, token, confirmado: 0, visto: performance.now(), alCorriente: false });
    p.registro.info('standby follows', { estacion: suyo.estacion });
    p.avisos.cambio('reserva');
    return { certificado: p.certificado, token, firma: p.firmante.firmar(textoSeguir({ quien: 'principal', reto, retoPropio, huella, token })) };
  };

  const anotar = (s: Seguidor, hasta: number): void => {
    s.visto = performance.now();
    s.confirmado = Math.max(s.confirmado, Math.min(hasta, p.bitacora.cabeza().seq));
    if (!s.alCorriente && s.confirmado === p.bitacora.cabeza().seq) {
      s.alCorriente = true;
      p.registro.info('standby up to date', { estacion: s.estacion, hasta: s.confirmado });
      p.avisos.cambio('reserva');
    }
    repasar();
  };

  const novedades = async (token: string, { desde, confirmado: hasta }: { desde: number; confirmado: number }, cortada: AbortSignal): Promise<RespuestaTramo> => {
    const s = [...seguidores.values()].find((x) => x.token === token);
    if (s === undefined) throw new AppError('reserva_no_admitida');
    anotar(s, hasta);
    if (p.bitacora.cabeza().seq < desde) {
      await new Promise<void>((resolver) => {
        const plazo = setTimeout(resolver, ESPERA_NOVEDADES_MS);
        const seguir = (): void => {
          clearTimeout(plazo);
          resolver();
        };
        dormidos.add(seguir);
        cortada.addEventListener('abort', seguir, { once: true });
      });
      s.visto = performance.now();
    }
    return { asientos: p.bitacora.leer(desde, TRAMO), cabeza: p.bitacora.cabeza().seq };
  };

  const replicado = async (): Promise<void> => {
    const { seq } = p.bitacora.cabeza();
    despertar();
    const hasta = confirmado();
    if (hasta === null || hasta >= seq) return;
    await new Promise<void>((resolver) => {
      const espera: Espera = { seq, listo: () => {
        clearTimeout(plazo);
        esperas.delete(espera);
        resolver();
      } };
      const plazo = setTimeout(() => {
        for (const s of seguidores.values()) {
          if (s.confirmado >= seq || !s.alCorriente) continue;
          s.alCorriente = false;
          p.registro.error('standby late: the room goes on without it', { estacion: s.estacion, hasta: s.confirmado, seq });
        }
        p.avisos.cambio('reserva');
        repasar();
        espera.listo();
      }, p.esperaMs ?? ESPERA_MS);
      esperas.add(espera);
    });
  };

  return {
    entrar, novedades, replicado, despertar,
    imagen: (token, sha256) => ([...seguidores.values()].some((s) => s.token === token) ? p.almacen.leerRecibida(sha256) : Promise.reject(new AppError('reserva_no_admitida'))),
    admite: (token) => [...seguidores.values()].some((s) => s.token === token),
    estado: () => vigentes().map((s) => ({ estacion: s.estacion, alCorriente: s.alCorriente, pendientes: p.bitacora.cabeza().seq - s.confirmado })),
  };
};
