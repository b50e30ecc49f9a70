import { GraduationCap } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { comenzar, PAGINAS_PRACTICA, usePractica } from './practica-store.ts';
import { MesaPractica } from './MesaPractica.tsx';
import { ActaCalificada, Resumen } from './ResultadoPractica.tsx';
import css from './Practica.module.css';

const ATAJOS: readonly Atajo[] = [{ teclas: ['Enter', 'F2'], grupo: 'seccion', texto: es.practica.comenzar, accion: comenzar }];

const Inicio = () => {
  useAtajos(ATAJOS);
  return (
    <section className={css['inicio']}>
      <GraduationCap size={44} aria-hidden />
      <h1>{es.practica.titulo}</h1>
      <p>{es.practica.explicacion(PAGINAS_PRACTICA)}</p>
      <p className={css['nota']}>{es.practica.nadaSeGuarda}</p>
      <Boton variante="primario" tecla="F2" autoFocus onClick={comenzar}>
        {es.practica.comenzar}
      </Boton>
    </section>
  );
};

const Fase = () => {
  const fase = usePractica((s) => s.fase);
  const indice = usePractica((s) => s.indice);
  if (fase === 'captura') return <MesaPractica key={indice} />;
  if (fase === 'acta') return <ActaCalificada />;
  return fase === 'resumen' ? <Resumen /> : <Inicio />;
};

/** Capture with drawn actas, to learn: it says how exact and how fast, and nothing of it is real. */
export const Practica = () => (
  <div className={css['practica']}>
    <p className={css['marca']}>
      <strong>{es.practica.marca}</strong> {es.practica.marcaTexto}
    </p>
    <div className={css['cuerpo']}>
      <Fase />
    </div>
  </div>
);
