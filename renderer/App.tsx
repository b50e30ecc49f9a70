import { useEffect } from 'react';
import { Cargando } from './components/Cargando.tsx';
import { ErrorNotice } from './components/ErrorNotice.tsx';
import { LimiteErrores } from './components/LimiteErrores.tsx';
import { Entrar } from './features/entrar/Entrar.tsx';
import { escucharLectores } from './features/lectores/escuchar-lectores.ts';
import { Emparejar } from './features/puestos/Emparejar.tsx';
import { Marco } from './features/sesion/Marco.tsx';
import { cargarEstacion, useSesion, vigilarSesion } from './features/sesion/sesion-store.ts';
import css from './App.module.css';

const reintentar = (): void => void cargarEstacion();

export const App = () => {
  const estacion = useSesion((s) => s.estacion);
  const persona = useSesion((s) => s.persona);
  useEffect(() => {
    void cargarEstacion();
    const dejarLectores = escucharLectores(window);
    const dejarSesion = vigilarSesion();
    return () => {
      dejarLectores();
      dejarSesion();
    };
  }, []);
  if (estacion.error?.codigo === 'puesto_no_emparejado') return <Emparejar />;
  if (!estacion.datos) return <main className={css['espera']}>{estacion.error ? <ErrorNotice error={estacion.error} alReintentar={reintentar} /> : <Cargando />}</main>;
  return <LimiteErrores>{persona ? <Marco estacion={estacion.datos} persona={persona} /> : <Entrar estacion={estacion.datos} />}</LimiteErrores>;
};
