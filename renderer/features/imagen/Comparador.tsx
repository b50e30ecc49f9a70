import { useCallback } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { BarraImagen } from './BarraImagen.tsx';
import type { PasoEncuadre } from './encuadre.ts';
import { Lienzo } from './Lienzo.tsx';
import { useEncuadre } from './use-encuadre.ts';
import { useMedida } from './use-medida.ts';
import { useNatural } from './use-natural.ts';
import css from './Comparador.module.css';

/** One of two pictures, and how to move it. */
const useLado = (imagen: string) => {
  const [refCaja, caja] = useMedida();
  const [natural, alMedir] = useNatural(imagen);
  return { refCaja, caja, natural, alMedir, ...useEncuadre(imagen, null, natural, caja) };
};
type Lado = ReturnType<typeof useLado>;

type Foto = { readonly imagen: string; readonly titulo: string };
type Props = { readonly nueva: Foto; readonly vieja: Foto; readonly nombre: string | null };

const Mitad = ({ foto, nombre, lado, dar }: { readonly foto: Foto; readonly nombre: string | null; readonly lado: Lado; readonly dar: (paso: PasoEncuadre) => void }) => {
  const { encuadre, natural, caja, refCaja, alMedir } = lado;
  return (
    <figure className={css['mitad']}>
      <figcaption>{foto.titulo}</figcaption>
      <Lienzo imagen={foto.imagen} nombre={`${foto.titulo}, ${nombre ?? es.imagen.sinNombre}`} encuadre={encuadre} natural={natural} caja={caja} refCaja={refCaja} dar={dar} alMedir={alMedir} />
    </figure>
  );
};

/** Two pictures of the same acta side by side. What moves one moves the other: the eye compares the same place. */
export const Comparador = ({ nueva, vieja, nombre }: Props) => {
  const a = useLado(nueva.imagen);
  const b = useLado(vieja.imagen);
  const { dar: darA } = a;
  const { dar: darB } = b;
  const dar = useCallback(
    (paso: PasoEncuadre): void => {
      darA(paso);
      darB(paso);
    },
    [darA, darB],
  );
  return (
    <section className={css['comparador']} aria-label={es.imagen.herramientas}>
      <div className={css['mitades']}>
        <Mitad foto={nueva} nombre={nombre} lado={a} dar={dar} />
        <Mitad foto={vieja} nombre={nombre} lado={b} dar={dar} />
      </div>
      <BarraImagen dar={dar} caja={a.caja} />
    </section>
  );
};
