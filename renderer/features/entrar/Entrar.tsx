import { useRef, useState, type SyntheticEvent } from 'react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Barra } from '#renderer/features/sesion/Barra.tsx';
import { entrar, limpiarErrorDeEntrada, useSesion, type Estacion } from '#renderer/features/sesion/sesion-store.ts';
import { useTitulo } from '#renderer/features/sesion/use-titulo.ts';
import { es } from '#renderer/i18n/es.ts';
import { dia, horaCorta } from '#renderer/i18n/formato.ts';
import { PersonasDemo } from './PersonasDemo.tsx';
import css from './Entrar.module.css';

const ventana = ({ inicio, fin }: Estacion['ventana']): string => es.entrar.ventana(`${dia(inicio)}, ${horaCorta(inicio)}`, `${dia(fin)}, ${horaCorta(fin)}`);

/** Sign-in: who is at this window. In a simulacro, demo people fill it in with one key. */
export const Entrar = ({ estacion }: { readonly estacion: Estacion }) => {
  useTitulo(es.entrar.titulo);
  const [usuario, setUsuario] = useState('');
  const [pin, setPin] = useState('');
  const campoPin = useRef<HTMLInputElement>(null);
  const entrando = useSesion((s) => s.entrando);
  const error = useSesion((s) => s.error);

  const enviar = async (evento: SyntheticEvent): Promise<void> => {
    evento.preventDefault();
    if (usuario === '' || pin === '' || entrando) return;
    if (await entrar(usuario, pin)) return;
    setPin('');
    campoPin.current?.focus();
  };
  const llenar = (persona: { readonly id: string; readonly pin: string }): void => {
    limpiarErrorDeEntrada();
    setUsuario(persona.id);
    setPin(persona.pin);
    campoPin.current?.focus();
  };

  return (
    <div className={css['pantalla']}>
      <Barra estacion={estacion} persona={null} />
      <main className={css['centro']}>
        <section className={css['hoja']}>
          <div className={css['marca']}>
            <p className={css['nombre']}>{es.app.nombre}</p>
            <h1>{estacion.proceso}</h1>
            <p>
              {es.entrar.saludo} · {estacion.centro}, {estacion.entidad}
            </p>
          </div>
          <form className={css['forma']} onSubmit={(e) => void enviar(e)}>
            <Campo etiqueta={es.entrar.usuario} name="usuario" value={usuario} autoFocus maxLength={32} autoCapitalize="none" onChange={(e) => setUsuario(e.currentTarget.value)} />
            <Campo ref={campoPin} etiqueta={es.entrar.pin} name="pin" type="password" value={pin} maxLength={64} onChange={(e) => setPin(e.currentTarget.value)} />
            <Boton variante="primario" type="submit" tecla="Enter" disabled={entrando}>
              {entrando ? es.entrar.entrando : es.entrar.entrar}
            </Boton>
            <div className={css['aviso']}>{error ? <ErrorNotice error={error} /> : null}</div>
          </form>
          <p className={css['pie']}>
            {ventana(estacion.ventana)}
            <br />
            {es.entrar.estacion} {estacion.estacion} · {es.entrar.version(estacion.version)}
          </p>
        </section>
        {estacion.usuariosDemo.length > 0 ? <PersonasDemo personas={estacion.usuariosDemo} alElegir={llenar} /> : null}
      </main>
    </div>
  );
};
