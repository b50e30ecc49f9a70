import { BookOpenText, CircleHelp, FileCheck2, Inbox, Keyboard, LayoutDashboard, LogOut, MonitorSmartphone, Moon, Package, ScanLine, Scale, Sun, ALargeSmall, GraduationCap, Usb, Users, Volume2, VolumeX, type LucideIcon } from 'lucide-react';
import { cambiarLetra, cambiarSonido, cambiarTema, usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { usePendientes } from '#renderer/features/tablero/tablero-selectors.ts';
import { es, type Seccion } from '#renderer/i18n/es.ts';
import { numero } from '#renderer/i18n/formato.ts';
import { rotuloTecla } from '#renderer/teclado/tecla.ts';
import { irA, salir } from './sesion-store.ts';
import css from './Riel.module.css';

const ICONOS: Readonly<Record<Seccion, LucideIcon>> = {
  tablero: LayoutDashboard, sala: Users, acopio: Inbox, digitalizacion: ScanLine, captura: Keyboard, verificacion: Scale, cotejo: FileCheck2, empaquetado: Package, bitacora: BookOpenText, puestos: MonitorSmartphone, usb: Usb, practica: GraduationCap,
};

/** More than these do not fit on a mark, and change nothing of what is to be done. */
const MUCHAS = 999;

type Props = { readonly secciones: readonly Seccion[]; readonly actual: Seccion; readonly alAyudar: () => void };

/** The way between sections, with what waits in each, and the tools of the window. */
export const Riel = ({ secciones, actual, alAyudar }: Props) => {
  const pendientes = usePendientes();
  const oscuro = usePreferencias((p) => p.tema === 'oscuro' || (p.tema === 'sistema' && p.sistemaOscuro));
  const sonido = usePreferencias((p) => p.sonido);
  const herramienta = (texto: string, tecla: string) => ({ 'aria-label': texto, title: `${texto} (${rotuloTecla(tecla)})`, 'aria-keyshortcuts': tecla, type: 'button' as const });
  return (
    <div className={css['riel']}>
      <nav aria-label={es.app.secciones}>
        <ul className={css['lista']}>
          {secciones.map((seccion, i) => {
            const Icono = ICONOS[seccion];
            const n = pendientes[seccion] ?? 0;
            return (
              <li key={seccion}>
                <button type="button" className={css['seccion']} aria-current={seccion === actual ? 'page' : undefined} aria-keyshortcuts={`Alt+${i + 1}`} title={`${es.secciones[seccion]} (Alt + ${i + 1})`} onClick={() => irA(seccion)}>
                  <Icono size={24} aria-hidden />
                  <span>{es.secciones[seccion]}</span>
                  {n > 0 ? <span className={css['cuenta']}>{n > MUCHAS ? `${numero(MUCHAS)}+` : numero(n)}</span> : null}
                </button>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className={css['herramientas']}>
        <button {...herramienta(es.app.ayuda, 'F1')} onClick={alAyudar}>
          <CircleHelp size={22} aria-hidden />
        </button>
        <button {...herramienta(es.atajos.letra, 'Alt+L')} onClick={cambiarLetra}>
          <ALargeSmall size={22} aria-hidden />
        </button>
        <button {...herramienta(es.atajos.tema, 'Alt+T')} onClick={cambiarTema}>
          {oscuro ? <Sun size={22} aria-hidden /> : <Moon size={22} aria-hidden />}
        </button>
        <button {...herramienta(es.atajos.sonido, 'Alt+M')} aria-pressed={sonido} onClick={cambiarSonido}>
          {sonido ? <Volume2 size={22} aria-hidden /> : <VolumeX size={22} aria-hidden />}
        </button>
        <button {...herramienta(es.app.salir, 'Alt+S')} onClick={() => void salir()}>
          <LogOut size={22} aria-hidden />
        </button>
      </div>
    </div>
  );
};
