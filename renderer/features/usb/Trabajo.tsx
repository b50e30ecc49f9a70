import { CircleCheckBig, LoaderCircle, OctagonAlert } from 'lucide-react';
import type { ErrorApi } from '#shared/errors/result.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { textoDeError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { detener, type TrabajoUsb } from './usb-store.ts';
import css from './Usb.module.css';

const T = es.usb.listo;

const Exportado = ({ e }: { readonly e: NonNullable<TrabajoUsb['exportado']> }) => (
  <>
    <h2>{T.exportar}</h2>
    <p>{T.exportarQue(e.lotes, e.imagenes, e.desde, e.hasta)}</p>
    {e.sinBytes === 0 ? null : <p className={css['mal']}>{T.sinBytes(e.sinBytes)}</p>}
    <ol className={css['pasos']}>{T.exportarPasos.map((paso) => <li key={paso}>{paso}</li>)}</ol>
  </>
);

const Acusado = ({ a }: { readonly a: NonNullable<TrabajoUsb['acusado']> }) => (
  <>
    <h2>{T.acusar(a.tomados)}</h2>
    <p>{a.tomados === 0 ? T.acusarNada : T.acusarBien}</p>
    {a.malos === 0 ? null : <p className={css['mal']}>{T.malos(a.malos)}</p>}
  </>
);

const Traido = ({ traido }: { readonly traido: NonNullable<TrabajoUsb['traido']> }) => {
  const [lotes, imagenes, acuses] = (['lotes', 'imagenes', 'acuses'] as const).map((que) => traido.reduce((n, t) => n + t[que], 0)) as [number, number, number];
  const problemas = traido.flatMap((t) => t.problemas);
  return (
    <>
      <h2>{T.traer(traido.map((t) => t.estacion).join(', '))}</h2>
      <p>{T.traerQue(lotes, imagenes)}</p>
      <p>{T.traerEspera(acuses, lotes)}</p>
      {problemas.length === 0 ? null : (
        <>
          <h3 className={css['mal']}>{T.problemas}</h3>
          <ul>{problemas.map((p) => <li key={p.archivo}>{p.archivo}: {p.motivo}</li>)}</ul>
        </>
      )}
    </>
  );
};

/** What is being done with a USB, or how the last thing ended and what comes next, to be read from a step away. */
export const Trabajo = ({ trabajo: t }: { readonly trabajo: TrabajoUsb }) => {
  if (!t.terminado) {
    return (
      <section className={css['trabajo']} data-tono="curso" role="status">
        <LoaderCircle size={44} aria-hidden />
        <div>
          <h2>{es.usb.trabajo[t.clase]}</h2>
          <p><strong>{es.usb.trabajo.noRetire}</strong> {t.total === 0 ? '' : es.usb.trabajo.avance(t.hechos, t.total)}</p>
          <progress aria-label={es.usb.trabajo[t.clase]} max={Math.max(1, t.total)} value={t.hechos} />
          <Boton tecla="F8" onClick={() => void detener()}>{es.usb.trabajo.detener}</Boton>
        </div>
      </section>
    );
  }
  if (t.falla !== null) {
    return (
      <section className={css['trabajo']} data-tono="mal" role="alert">
        <OctagonAlert size={44} aria-hidden />
        <div>
          <h2>{es.usb.trabajo.falla}</h2>
          <p>{textoDeError(t.falla as ErrorApi)}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={css['trabajo']} data-tono="bien" role="status">
      <CircleCheckBig size={44} aria-hidden />
      <div>
        {t.exportado === null ? null : <Exportado e={t.exportado} />}
        {t.acusado === null ? null : <Acusado a={t.acusado} />}
        {t.traido === null ? null : <Traido traido={t.traido} />}
      </div>
    </section>
  );
};
