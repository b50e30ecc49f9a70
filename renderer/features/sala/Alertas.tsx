import { memo } from 'react';
import { CircleCheck, Clock, ClockAlert, CloudAlert, CloudOff, Copy, FileX2, HardDrive, ImageOff, Unplug, UserRoundX, type LucideIcon } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import { duracion, horaCorta, tamano } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

type Alerta = Sala['alertas'][number];
type Aviso = { readonly clave: string; readonly Icono: LucideIcon; readonly titulo: string; readonly texto: string };
const T = es.sala.alertas;

const nombres = (actas: readonly { readonly nombre: string }[], cuantas: number = actas.length): string =>
  `${actas.map((x) => x.nombre).join('; ')}${cuantas > actas.length ? T.yMas(cuantas - actas.length) : ''}`;

/** What one alert says, and what to do about it. */
const avisoDe = (a: Alerta): Aviso => {
  switch (a.tipo) {
    case 'disco_bajo':
      return { clave: a.tipo, Icono: HardDrive, titulo: T.disco(tamano(a.libres)), texto: T.discoTexto };
    case 'reloj_atrasado':
      return { clave: a.tipo, Icono: ClockAlert, titulo: T.relojAtrasado(horaCorta(a.hora)), texto: T.relojTexto };
    case 'reloj_distinto':
      return { clave: a.tipo, Icono: ClockAlert, titulo: T.relojDistinto(duracion(Math.abs(a.ms) / 1_000), a.ms > 0), texto: T.relojTexto };
    case 'por_atender':
      return { clave: `${a.tipo} ${a.que} ${a.motivo}`, Icono: CloudAlert, titulo: es.tablero.porAtender[a.que](a.cuantos, a.motivo), texto: T.tecnico };
    case 'sin_enlace':
      return { clave: a.tipo, Icono: CloudOff, titulo: T.sinEnlace(horaCorta(a.desde)), texto: T.sinEnlaceTexto };
    case 'puesto_ausente':
      return { clave: `${a.tipo} ${a.puesto}`, Icono: Unplug, titulo: T.puesto(a.puesto), texto: T.puestoTexto(a.personas.join(', ')) };
    case 'persona_errores':
      return { clave: `${a.tipo} ${a.persona}`, Icono: UserRoundX, titulo: T.errores(a.nombre), texto: T.erroresTexto(a.tasa, a.sala) };
    case 'cifras_identicas':
      return { clave: `${a.tipo} ${a.actas.map((x) => x.acta).join()}`, Icono: Copy, titulo: T.identicas(a.seccion), texto: nombres(a.actas) };
    case 'sin_acta_por_confirmar':
      return { clave: a.tipo, Icono: FileX2, titulo: T.sinActa(a.cuantas, horaCorta(a.desde)), texto: T.sinActaTexto };
    case 'imagenes_detenidas':
      return { clave: a.tipo, Icono: ImageOff, titulo: T.imagenes(a.cuantas, a.minutos), texto: T.imagenesTexto };
    case 'actas_detenidas':
      return { clave: `${a.tipo} ${a.estado}`, Icono: Clock, titulo: T.detenidas(a.cuantas, a.minutos, es.estados[a.estado]), texto: nombres(a.actas, a.cuantas) };
  }
};

/** What calls for somebody, in plain words; and, when nothing does, that too. */
export const Alertas = memo(({ alertas }: { readonly alertas: Sala['alertas'] }) =>
  alertas.length === 0 ? (
    <p className={css['tranquila']}>
      <CircleCheck size={20} aria-hidden /> {T.ninguna}
    </p>
  ) : (
    <ul className={css['alertas']} tabIndex={0} aria-label={T.titulo}>
      {alertas.map(avisoDe).map(({ clave, Icono, titulo, texto }) => (
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
