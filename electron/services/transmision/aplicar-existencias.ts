import type { RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { Diario, Registro } from '#electron/station/puertos.ts';
import type { Existencias, TramoConCabeza } from '#shared/sync/existencias.ts';
import { faltanDe, unirTramos, type Tramo } from '#shared/sync/tramos.ts';

type Partes = { readonly diario: Diario; readonly acuses: RepositorioAcuses; readonly registro: Registro };

const sistema = { actor: 'sistema', puesto: 'sistema' } as const;

/** The ranges that are really this journal's: the central's last hash of each is ours too. */
const nuestros = (diario: Diario, tramos: readonly TramoConCabeza[]): Tramo[] => {
  const { seq } = diario.cabeza();
  return tramos.filter((t) => t.hasta <= seq && diario.hashDe(t.hasta) === t.cabeza);
};

/** What the central held when it was asked and no longer does; `antes` are the receipts that the station had before it asked. */
const apuntarPerdidas = ({ diario, acuses, registro }: Partes, held: readonly Tramo[], antes: readonly Tramo[]): void => {
  const perdidos = antes.filter((a) => faltanDe(a, held).length > 0);
  if (perdidos.length === 0) return;
  for (const { desde } of perdidos) acuses.marcarPerdido(desde);
  const tramos = unirTramos(perdidos);
  diario.registrar({ tipo: 'central.perdio', ...sistema, datos: { tramos } });
  registro.error('the central lost what it had acknowledged', { tramos: JSON.stringify(tramos) });
};

/** Images: receipts into the journal, and those that it lacks back to the queue. */
const apuntarImagenes = ({ diario, acuses }: Partes, existencias: Existencias, texto: string): void => {
  const nuevas = existencias.imagenes.filter((i) => acuses.imagenAcusada(i.imagen, i.recibida)).length;
  if (nuevas > 0) diario.registrar({ tipo: 'imagenes.acusadas', ...sistema, datos: { imagenes: nuevas, acuse: texto } });
  for (const { imagenesFaltantes } of existencias.epocas) for (const imagen of imagenesFaltantes) acuses.imagenFalta(imagen, diario.horaAhora());
};

/**
 * Takes the central's word on what it holds. Ranges and images that it has count as received; with `antes` (it answers a
 * question of now, not an old file) what it no longer has is sent again. One transaction. Gives whether there is
 * something to send again.
 */
export const aplicarExistencias = (p: Partes, existencias: Existencias, texto: string, loteSha: string, antes: readonly Tramo[] | null): boolean =>
  p.diario.transaccion(() => {
    const held = existencias.epocas.flatMap((e) => nuestros(p.diario, e.tramos));
    if (antes !== null) apuntarPerdidas(p, held, antes);
    const nuevos = held.flatMap((t) => faltanDe(t, p.acuses.acusados()));
    for (const t of nuevos) {
      p.acuses.acusar(t, loteSha, texto, p.diario.horaAhora());
      p.diario.registrar({ tipo: 'lote.acusado', ...sistema, datos: { lote: loteSha, ...t, acuse: texto } });
    }
    apuntarImagenes(p, existencias, texto);
    return antes?.some((a) => faltanDe(a, held).length > 0) ?? false;
  });
