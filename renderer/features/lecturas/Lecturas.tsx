import { useEffect, useRef } from 'react';
import { ArrowRight, ScanEye } from 'lucide-react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Valor } from '#renderer/components/Valor.tsx';
import { RecorteCampo } from '#renderer/features/imagen/RecorteCampo.tsx';
import { es } from '#renderer/i18n/es.ts';
import { numero } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { gradoDe } from './confianza.ts';
import { abrirPeticion, actaActual, cargarLecturas, elegirActa, moverActa, PARTES_LECTURAS, pedirRecaptura, pideRecaptura, useLecturas, type ActaDistinta } from './lecturas-store.ts';
import css from './Lecturas.module.css';

const T = es.lecturas;
const ATAJOS_VER: readonly Atajo[] = [
  { teclas: ['ArrowDown'], grupo: 'seccion', texto: T.teclas.siguiente, accion: () => moverActa(1), repite: true },
  { teclas: ['ArrowUp'], grupo: 'seccion', texto: T.teclas.anterior, accion: () => moverActa(-1), repite: true },
];
const ATAJOS_PEDIR: readonly Atajo[] = [...ATAJOS_VER, { teclas: ['R'], grupo: 'seccion', texto: T.teclas.recaptura, accion: () => abrirPeticion(true) }];
const NINGUNO: readonly Atajo[] = [];
const MOTIVOS = T.motivos.map((m) => ({ valor: m, texto: m }));
const alPedir = (motivo: string): void => void pedirRecaptura(motivo);
const cerrar = (): void => abrirPeticion(false);

/** One field: what the paper shows, what two people captured, what the reader sees. */
const Campo = ({ imagen, campo }: { readonly imagen: string; readonly campo: ActaDistinta['campos'][number] }) => (
  <li className={css['campo']}>
    <h4>{campo.nombre}</h4>
    {campo.zona ? (
      <div className={css['recorte']}>
        <RecorteCampo imagen={imagen} zona={campo.zona} campo={campo.nombre} />
      </div>
    ) : (
      <p className={css['nota']}>{T.sinRecorte}</p>
    )}
    <dl className={css['cifras']}>
      <div>
        <dt>{T.capturado}</dt>
        <dd>
          <Valor valor={campo.capturado} />
        </dd>
      </div>
      <ArrowRight size={18} aria-hidden />
      <div>
        <dt>{T.leido}</dt>
        <dd>
          <Valor valor={campo.leido} />
          <span className={css['nota']}>{T.grados[gradoDe(campo.confianza)]}</span>
        </dd>
      </div>
    </dl>
  </li>
);

const Detalle = ({ acta }: { readonly acta: ActaDistinta }) => {
  const ocupado = useLecturas((s) => s.ocupado);
  return (
    <div className={css['detalle']}>
      <h3>{acta.nombre}</h3>
      <ul className={css['campos']}>
        {acta.campos.map((c) => (
          <Campo key={c.clave} imagen={acta.imagen} campo={c} />
        ))}
      </ul>
      <div className={css['hacer']}>
        <p>{pideRecaptura() ? T.hacer : T.quien}</p>
        {pideRecaptura() ? (
          <Boton tecla="R" disabled={ocupado} onClick={() => abrirPeticion(true)}>
            {es.cotejo.recaptura}
          </Boton>
        ) : null}
      </div>
    </div>
  );
};

/** Actas whose captures agree with each other and clearly not with the digit reader: worth a look at the paper, no more. */
export const Lecturas = () => {
  const { datos, error } = useLecturas((s) => s.lecturas);
  const acta = useLecturas(actaActual);
  const pidiendo = useLecturas((s) => s.pidiendo);
  const lista = useRef<HTMLUListElement>(null);
  // Whoever only directs the room looks: the key of the recaptura is of those who may ask for it.
  useAtajos(acta === null ? NINGUNO : pideRecaptura() ? ATAJOS_PEDIR : ATAJOS_VER);
  usePartes(PARTES_LECTURAS, cargarLecturas);
  useEffect(() => {
    lista.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [acta?.acta]);
  if (error) return <ErrorNotice error={error} alReintentar={() => void cargarLecturas()} />;
  if (!acta || !datos) return null;
  return (
    <section className={css['lecturas']} aria-labelledby="lecturas-titulo">
      <div className={css['cabeza']}>
        <ScanEye size={26} aria-hidden />
        <h2 id="lecturas-titulo">{T.titulo(datos.length)}</h2>
        <p className={css['nota']}>{T.explicacion}</p>
      </div>
      <ul ref={lista} className={css['lista']} aria-label={T.actas}>
        {datos.map((a) => (
          <li key={a.acta}>
            <button type="button" className={css['acta']} aria-current={a.acta === acta.acta} onClick={() => elegirActa(a.acta)}>
              <span>{a.nombre}</span>
              <span className={css['cuenta']} aria-label={T.campos(a.campos.length)}>
                {numero(a.campos.length)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Detalle key={`${acta.acta}-${acta.ciclo}`} acta={acta} />
      {pidiendo ? <DialogoOpciones titulo={T.recapturaTitulo} texto={acta.nombre} opciones={MOTIVOS} alElegir={alPedir} alEscribir={alPedir} alCerrar={cerrar} /> : null}
    </section>
  );
};
