import { useMemo } from 'react';
import { FileX2, Inbox, PackageOpen, Printer } from 'lucide-react';
import { MECANISMOS_TRASLADO, TIPOS_DOCUMENTO } from '#shared/domain/acta.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { EstadoActa } from '#renderer/components/EstadoActa.tsx';
import { Selector } from '#renderer/components/Selector.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useActasDelPaquete, useDocumento, useHayPapeles, useOcupadoAcopio, usePuedo, useTraslado } from './acopio-selectors.ts';
import { abrirSinActa, abrirTraia, ponerDocumento, ponerTraslado, recibirNumero, recibirTodas, siguienteTraslado, verEtiquetas } from './acopio-store.ts';
import { esEsperada, pudoTraerFolio, puedeFaltar, puedeRecibirse } from './paquete.ts';
import css from './PaqueteActas.module.css';

const T = es.acopio.teclas;
/** One per acta of the package; F5 reloads the page in a browser. */
const TECLAS_ACTA = ['F3', 'F4', 'F6', 'F7'] as const;
const TRASLADOS = MECANISMOS_TRASLADO.map((m) => ({ valor: m, texto: es.acopio.traslados[m] }));
const DOCUMENTOS = TIPOS_DOCUMENTO.map((d) => ({ valor: d, texto: es.acopio.documentos[d] }));

/** The actas that came, or should have come, in one package. */
export const PaqueteActas = () => {
  const actas = useActasDelPaquete();
  const traslado = useTraslado();
  const documento = useDocumento();
  const ocupado = useOcupadoAcopio();
  const puedeSolicitar = usePuedo('sin_acta_solicitar');
  const traia = useHayPapeles() && actas.some(pudoTraerFolio);
  const centro = useSesion((s) => s.estacion.datos?.centro);
  const atajos = useMemo<readonly Atajo[]>(
    () => [
      { teclas: ['F2'], grupo: 'seccion', texto: T.recibir, accion: recibirTodas },
      ...TECLAS_ACTA.slice(0, actas.length).map((tecla, i): Atajo => ({ teclas: [tecla], grupo: 'seccion', texto: T.una(i + 1), accion: () => recibirNumero(i) })),
      ...(puedeSolicitar ? [{ teclas: ['F8'], grupo: 'seccion', texto: T.falta, accion: () => abrirSinActa() } satisfies Atajo] : []),
      { teclas: ['Ctrl+P'], grupo: 'seccion', texto: T.etiquetas, accion: () => void verEtiquetas() },
      ...(traia ? [{ teclas: ['Alt+N'], grupo: 'seccion', texto: T.traia, accion: () => abrirTraia() } satisfies Atajo] : []),
      { teclas: ['F9'], grupo: 'seccion', texto: T.traslado, accion: siguienteTraslado },
    ],
    [actas.length, puedeSolicitar, traia],
  );
  useAtajos(atajos);
  const [primera] = actas;
  if (!primera) return <Vacio icono={<PackageOpen size={44} aria-hidden />} titulo={es.acopio.vacio} texto={es.acopio.vacioTexto} />;
  const porRecibir = actas.filter(esEsperada).length;
  return (
    <section className={css['paquete']} aria-labelledby="paquete-titulo">
      <div className={css['cabeza']}>
        <div>
          <h2 id="paquete-titulo">{primera.nombre}</h2>
          <p>{primera.centro === centro ? es.acopio.paquete : es.acopio.otroCatd(primera.centro)}</p>
        </div>
        {traia ? (
          <Boton variante="discreto" tecla="Alt+N" disabled={ocupado} onClick={() => abrirTraia()}>
            {es.acopio.traia.boton}
          </Boton>
        ) : null}
      </div>
      <ul className={css['lista']}>
        {actas.map((acta, i) => (
          <li key={acta.acta} className={css['acta']}>
            <div className={css['datos']}>
              <h3>{acta.titulo}</h3>
              <p>
                <EstadoActa estado={acta.estado} />
                {acta.estado === 'esperada' ? null : <span className={css['hora']}>{acta.horaAcopio === null ? es.acopio.sinPapel : es.acopio.papel(hora(acta.horaAcopio))}</span>}
              </p>
            </div>
            <div className={css['botones']}>
              {puedeSolicitar && puedeFaltar(acta) ? (
                <Boton variante="discreto" icono={<FileX2 size={18} aria-hidden />} disabled={ocupado} onClick={() => abrirSinActa(acta.acta)}>
                  {es.acopio.sinActa}
                </Boton>
              ) : null}
              {puedeRecibirse(acta) ? (
                <Boton {...(TECLAS_ACTA[i] === undefined ? {} : { tecla: TECLAS_ACTA[i] })} variante={esEsperada(acta) ? 'secundario' : 'discreto'} disabled={ocupado} onClick={() => recibirNumero(i)}>
                  {es.acopio.recibir}
                </Boton>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <div className={css['pie']}>
        <Selector etiqueta={es.acopio.traslado} tecla="F9" opciones={TRASLADOS} valor={traslado} alElegir={ponerTraslado} />
        <Selector etiqueta={es.acopio.documento} opciones={DOCUMENTOS} valor={documento} alElegir={ponerDocumento} />
        <Boton tecla="Ctrl+P" icono={<Printer size={20} aria-hidden />} disabled={ocupado} onClick={() => void verEtiquetas()}>
          {es.acopio.etiquetas}
        </Boton>
        <Boton variante="primario" tecla="F2" icono={<Inbox size={20} aria-hidden />} disabled={ocupado || porRecibir === 0} onClick={recibirTodas}>
          {es.acopio.recibirTodas}
        </Boton>
      </div>
    </section>
  );
};
