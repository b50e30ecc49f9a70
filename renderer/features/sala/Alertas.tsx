import { memo } from 'react';
import { CircleCheck, Clock, Copy, UserRoundX, type LucideIcon } from 'lucide-react';
import { ESTADOS } from '#shared/domain/estados.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

type Alerta = Sala['alertas'][number];
type Detenida = Extract<Alerta, { readonly tipo: 'acta_detenida' }>;
type Aviso = { readonly clave: string; readonly Icono: LucideIcon; readonly titulo: string; readonly texto: string };
const T = es.sala.alertas;

/** Actas that stopped at the same step are one thing to attend to, however many. They come oldest first. */
const deDetenidas = (detenidas: readonly Detenida[]): Aviso[] =>
  ESTADOS.flatMap((estado): Aviso[] => {
    const suyas = detenidas.filter((d) => d.estado === estado);
    const [primera] = suyas;
    return primera ? [{ clave: `detenida ${estado}`, Icono: Clock, titulo: T.detenidas(suyas.length, primera.minutos, es.estados[estado]), texto: suyas.map((d) => d.nombre).join('; ') }] : [];
  });

const avisosDe = (alertas: readonly Alerta[]): Aviso[] => [
  ...alertas.flatMap((a): Aviso[] => {
    if (a.tipo === 'persona_errores') return [{ clave: `errores ${a.persona}`, Icono: UserRoundX, titulo: T.errores(a.nombre), texto: T.erroresTexto(a.tasa, a.sala) }];
    if (a.tipo === 'cifras_identicas') return [{ clave: `identicas ${a.actas.map((x) => x.acta).join()}`, Icono: Copy, titulo: T.identicas(a.seccion), texto: a.actas.map((x) => x.nombre).join('; ') }];
    return [];
  }),
  ...deDetenidas(alertas.filter((a) => a.tipo === 'acta_detenida')),
];

/** What calls for somebody, in plain words; and, when nothing does, that too. */
export const Alertas = memo(({ alertas }: { readonly alertas: Sala['alertas'] }) =>
  alertas.length === 0 ? (
    <p className={css['tranquila']}>
      <CircleCheck size={20} aria-hidden /> {T.ninguna}
    </p>
  ) : (
    <ul className={css['alertas']} tabIndex={0} aria-label={T.titulo}>
      {avisosDe(alertas).map(({ clave, Icono, titulo, texto }) => (
        <li key={clave}>
          <Icono size={22} aria-hidden />
          <p>
            <strong>{titulo}</strong>
            <span>{texto}</span>
          </p>
        </li>
      ))}
    </ul>
  ));
