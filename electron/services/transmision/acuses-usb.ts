import type { RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { Diario, Registro } from '#electron/station/puertos.ts';
import { leerAcuse, type Acuse } from '#shared/sync/acuse.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';

type Partes = { readonly diario: Diario; readonly acuses: RepositorioAcuses; readonly llaveCentral: string; readonly cripto: Cripto; readonly registro: Registro };

const sistema = { actor: 'sistema', puesto: 'sistema' } as const;

/** Whether the acuse is of this very journal: the hash of its last event is ours. */
const esNuestro = (diario: Diario, a: Acuse): boolean => a.hasta <= diario.cabeza().seq && diario.epocaDe(a.hasta).epoca === a.epoca && diario.hashDe(a.hasta) === a.cabeza;

/** Takes one acuse that came back by USB into the journal. False when it is not the central's or not of this journal; nothing changes then. */
export const aplicarAcuse = (p: Partes, doc: DocumentoFirmado): boolean => {
  const acuse = leerAcuse(p.cripto, doc, p.llaveCentral);
  if (acuse === null || !esNuestro(p.diario, acuse)) {
    p.registro.error('acuse of a USB refused', { epoca: acuse?.epoca ?? '', desde: acuse?.desde ?? 0, hasta: acuse?.hasta ?? 0 });
    return false;
  }
  const { desde, hasta, lote } = acuse;
  const texto = JSON.stringify(doc);
  p.diario.transaccion(() => {
    const faltaba = p.acuses.sinAcuse(p.diario.cabeza().seq).some((t) => t.desde <= hasta && t.hasta >= desde);
    if (faltaba) {
      p.acuses.acusar({ desde, hasta }, lote, texto, p.diario.horaAhora());
      p.diario.registrar({ tipo: 'lote.acusado', ...sistema, datos: { lote, desde, hasta, acuse: texto } });
    }
    const faltan = new Set(acuse.imagenesFaltantes);
    for (const imagen of faltan) p.acuses.imagenFalta(imagen, p.diario.horaAhora());
    const nuevas = p.acuses.imagenesEntre({ desde, hasta }).filter((i) => !faltan.has(i) && p.acuses.imagenRecibida(i, acuse.recibido)).length;
    if (nuevas > 0) p.diario.registrar({ tipo: 'imagenes.acusadas', ...sistema, datos: { imagenes: nuevas, acuse: texto } });
  });
  return true;
};
