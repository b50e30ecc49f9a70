import { es } from '#renderer/i18n/es.ts';
import { dia, hora } from '#renderer/i18n/formato.ts';
import { CodigoQr } from './CodigoQr.tsx';
import type { Etiqueta } from './impreso-store.ts';
import css from './Etiquetas.module.css';

const T = es.impresos.etiqueta;

/** What is stuck on each paper: whose it is, where and when it was received, and the code that the scanner will read. */
export const Etiquetas = ({ etiquetas, simulacro }: { readonly etiquetas: readonly Etiqueta[]; readonly simulacro: boolean }) =>
  etiquetas.map((e) => (
    <section key={e.acta} className={css['etiqueta']}>
      <CodigoQr texto={e.codigo} className={css['codigo']} />
      <div className={css['datos']}>
        {simulacro ? <p className={css['simulacro']}>{es.app.simulacro}</p> : null}
        <p className={css['casilla']}>{e.nombre.replace(' · ', '\n')}</p>
        <p>{e.titulo}</p>
        <p className={css['centro']}>{e.centro}</p>
        <p className={css['hora']}>{e.hora === null ? T.sinHora : `${dia(e.hora)} ${hora(e.hora)}`}</p>
        {e.otroCentro === null ? null : <p className={css['otro']}>{T.otroCentro(e.otroCentro)}</p>}
        <p className={css['clave']}>{e.acta}</p>
      </div>
    </section>
  ));

/** The number of a paper that nobody could name. It bears no code: its image goes to be identified. */
export const EtiquetaSinIdentificar = ({ folio, sello, simulacro }: { readonly folio: string; readonly sello: string; readonly simulacro: boolean }) => (
  <section className={css['etiqueta']}>
    <div className={css['datos']}>
      {simulacro ? <p className={css['simulacro']}>{es.app.simulacro}</p> : null}
      <p className={css['casilla']}>{T.sinIdentificar}</p>
      <p className={css['folio']}>{folio}</p>
      <p className={css['hora']}>{`${dia(sello)} ${hora(sello)}`}</p>
    </div>
  </section>
);
