import { exigirPersona, type Atiende, type Avisos, type Diario } from '#electron/station/puertos.ts';

/** Who printed what, and when: a label is an event of its acta. What is on the paper is what the screen shows. */
export const crearServicioImpresos = (p: { readonly diario: Diario; readonly avisos: Avisos }): Atiende<'impresos.anotar'> => ({
  'impresos.anotar': ({ documento, actas, folio }, ctx) => {
    const autor = { actor: exigirPersona(ctx).id, puesto: ctx.puesto };
    p.diario.transaccion(() => {
      const datos = { documento, folio };
      if (actas.length === 0) p.diario.registrar({ tipo: 'documento.impreso', ...autor, datos });
      for (const acta of actas) p.diario.registrar({ tipo: 'documento.impreso', acta, ...autor, datos });
    });
    p.avisos.cambio('acopio');
    return {};
  },
});
