import { CircleCheck, Clock, Copy, UserRoundX, type LucideIcon } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

type Alerta = Sala['alertas'][number];
const ICONOS: Readonly<Record<Alerta['tipo'], LucideIcon>> = { acta_detenida: Clock, persona_errores: UserRoundX, cifras_identicas: Copy };
const T = es.sala.alertas;

const claveDe = (a: Alerta): string => (a.tipo === 'acta_detenida' ? a.acta : a.tipo === 'persona_errores' ? a.persona : a.actas.map((x) => x.acta).join());
const textosDe = (a: Alerta): readonly [string, string] => {
  if (a.tipo === 'acta_detenida') return [T.detenida(a.minutos, es.estados[a.estado]), a.nombre];
  if (a.tipo === 'persona_errores') return [T.errores(a.nombre), T.erroresTexto(a.tasa, a.sala)];
  return [T.identicas(a.seccion), a.actas.map((x) => x.nombre).join(' · ')];
};

/** What calls for somebody, in plain words; and, when nothing does, that too. */
export const Alertas = ({ alertas }: { readonly alertas: Sala['alertas'] }) =>
  alertas.length === 0 ? (
    <p className={css['tranquila']}>
      <CircleCheck size={20} aria-hidden /> {T.ninguna}
    </p>
  ) : (
    <ul className={css['alertas']}>
      {alertas.map((a) => {
        const Icono = ICONOS[a.tipo];
        const [titulo, texto] = textosDe(a);
        return (
          <li key={`${a.tipo} ${claveDe(a)}`}>
            <Icono size={22} aria-hidden />
            <p>
              <strong>{titulo}</strong>
              <span>{texto}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
