import { useRef, useState, type SyntheticEvent } from 'react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { emparejarNavegador } from '#renderer/api/caminos.ts';
import { cargarEstacion } from '#renderer/features/sesion/sesion-store.ts';
import { useTitulo } from '#renderer/features/sesion/use-titulo.ts';
import { es } from '#renderer/i18n/es.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import css from './Emparejar.module.css';

const T = es.puestos.emparejar;

/** What a browser that is of no room yet shows: it becomes a post with the code on the main station's screen. */
export const Emparejar = () => {
  useTitulo(T.titulo);
  const [nombre, setNombre] = useState('');
  const [codigo, setCodigo] = useState('');
  const campoCodigo = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<ErrorApi | null>(null);
  const [enviando, setEnviando] = useState(false);
  const enviar = async (evento: SyntheticEvent): Promise<void> => {
    evento.preventDefault();
    if (nombre.trim() === '' || codigo.trim() === '' || enviando) return;
    setEnviando(true);
    const r = await emparejarNavegador(nombre.trim(), codigo);
    setEnviando(false);
    setError(r.ok ? null : r.error);
    if (r.ok) return cargarEstacion();
    campoCodigo.current?.focus();
    campoCodigo.current?.select();
  };
  return (
    <main className={css['pantalla']}>
      <form className={css['hoja']} onSubmit={(e) => void enviar(e)}>
        <h1>{T.titulo}</h1>
        <p>{T.texto}</p>
        <Campo ref={campoCodigo} etiqueta={T.codigo} ayuda={T.codigoAyuda} name="codigo" grande autoFocus value={codigo} maxLength={20} autoCapitalize="characters" onChange={(e) => setCodigo(e.currentTarget.value)} />
        <Campo etiqueta={T.nombre} ayuda={T.nombreAyuda} name="nombre" value={nombre} maxLength={30} onChange={(e) => setNombre(e.currentTarget.value)} />
        <Boton variante="primario" type="submit" tecla="Enter" disabled={enviando}>{T.emparejar}</Boton>
        {error === null ? null : <ErrorNotice error={error} />}
      </form>
    </main>
  );
};
