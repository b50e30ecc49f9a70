import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Package, PackageCheck } from 'lucide-react';
import type { ActaResumen } from '#shared/api/contrato-estacion.ts';
import { puede, type Permiso } from '#shared/domain/permisos.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { EstadoActa } from '#renderer/components/EstadoActa.tsx';
import { Tecla } from '#renderer/components/Tecla.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { retomarFoco } from '#renderer/teclado/retomar-foco.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { Cajas } from './Cajas.tsx';
import { useConfirmando, useElegidas, useEstaElegida, useOcupadoEmpaque, usePorEmpacar } from './empaquetado-selectors.ts';
import { alternar, alternarTodas, cancelarCierre, cargarPendientes, cerrarCaja, PARTES_EMPAQUETADO, pedirCierre } from './empaquetado-store.ts';
import { SinCotejo } from './SinCotejo.tsx';
import css from './Empaquetado.module.css';

const T = es.empaquetado;
const ATAJOS: readonly Atajo[] = [
  { teclas: ['F2'], grupo: 'seccion', texto: T.teclas.cerrar, accion: pedirCierre },
  { teclas: ['F3'], grupo: 'seccion', texto: T.teclas.todas, accion: alternarTodas },
  { teclas: [' '], grupo: 'seccion', texto: T.teclas.elegir },
  { teclas: ['ArrowUp', 'ArrowDown'], grupo: 'seccion', texto: T.teclas.mover },
];
const OPCIONES = [
  { valor: 'cerrar', texto: T.cerrar },
  { valor: 'cancelar', texto: es.app.cancelar },
] as const;

const Fila = ({ acta }: { readonly acta: ActaResumen }) => {
  const elegida = useEstaElegida(acta.acta);
  return (
    <li>
      <label className={css['fila']} data-elegida={elegida}>
        <input type="checkbox" checked={elegida} onChange={() => alternar(acta.acta)} />
        <span className={css['nombre']}>{acta.nombre}</span>
        <span className={css['eleccion']}>{acta.titulo}</span>
        <EstadoActa estado={acta.estado} />
        <span className={css['clave']}>{acta.acta}</span>
      </label>
    </li>
  );
};

/** Arrows go from one box to the next; Space marks, as in any list of boxes. */
const mover = (e: KeyboardEvent<HTMLUListElement>): void => {
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  e.preventDefault();
  const casillas = [...e.currentTarget.querySelectorAll('input')];
  const i = casillas.findIndex((c) => c === document.activeElement);
  casillas[Math.max(0, Math.min(casillas.length - 1, i + (e.key === 'ArrowDown' ? 1 : -1)))]?.focus();
};

const Lista = ({ actas }: { readonly actas: readonly ActaResumen[] }) => {
  const ref = useRef<HTMLUListElement>(null);
  const hay = actas.length > 0;
  useEffect(() => {
    ref.current?.querySelector('input')?.focus();
  }, [hay]);
  // Those of the box that was closed went away, and the focus with them.
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.querySelector('input')?.focus();
  }, [actas]);
  if (!hay) return <Vacio icono={<Package size={44} aria-hidden />} titulo={T.vacio} texto={T.vacioTexto} />;
  return (
    <ul ref={ref} className={css['lista']} onKeyDown={mover}>
      {actas.map((a) => (
        <Fila key={a.acta} acta={a} />
      ))}
    </ul>
  );
};

const Empacar = () => {
  const pendientes = usePorEmpacar();
  const elegidas = useElegidas();
  const confirmando = useConfirmando();
  const ocupado = useOcupadoEmpaque();
  useAtajos(ATAJOS);
  usePartes(PARTES_EMPAQUETADO, cargarPendientes);
  const total = pendientes.datos?.length ?? 0;
  return (
    <>
      <div className={css['cabeza']}>
        <p>{pendientes.datos ? T.pendientes(total) : ''}</p>
        <Boton tecla="F3" disabled={total === 0} onClick={alternarTodas}>
          {total > 0 && elegidas >= total ? T.ninguna : T.todas}
        </Boton>
        <p className={css['cuenta']} role="status">
          {T.elegidas(elegidas)}
        </p>
        <Boton variante="primario" tecla="F2" icono={<PackageCheck size={20} aria-hidden />} disabled={elegidas === 0 || ocupado} onClick={pedirCierre}>
          {T.cerrar}
        </Boton>
      </div>
      <div className={css['cuerpo']}>
        <ConCarga carga={pendientes} alReintentar={() => void cargarPendientes()}>
          {(actas) => <Lista actas={actas} />}
        </ConCarga>
      </div>
      {confirmando ? <DialogoOpciones titulo={T.confirmarTitulo(elegidas)} texto={T.confirmarTexto} opciones={OPCIONES} alElegir={(v) => (v === 'cerrar' ? void cerrarCaja() : cancelarCierre())} alCerrar={cancelarCierre} /> : null}
    </>
  );
};

const VISTAS = { empacar: Empacar, cajas: Cajas, sinCotejo: SinCotejo } as const;
type Vista = keyof typeof VISTAS;
const PERMISO_DE: Readonly<Record<Vista, Permiso>> = { empacar: 'empaquetar', cajas: 'ver_cajas', sinCotejo: 'dispensar_cotejo' };

/** The paper goes into numbered boxes, counted, and the boxes against what acopio received. */
export const Empaquetado = () => {
  const roles = useSesion((s) => s.persona?.roles);
  const vistas = useMemo(() => (Object.keys(VISTAS) as Vista[]).filter((v) => puede(roles ?? [], PERMISO_DE[v])), [roles]);
  const [elegida, elegir] = useState<Vista | null>(null);
  const vista = elegida !== null && vistas.includes(elegida) ? elegida : (vistas[0] ?? 'cajas');
  const atajos = useMemo<readonly Atajo[]>(
    () => [{ teclas: ['F4'], grupo: 'seccion', texto: T.teclas.vistas, accion: () => elegir(vistas[(vistas.indexOf(vista) + 1) % vistas.length] ?? vista) }],
    [vista, vistas],
  );
  useAtajos(atajos);
  useEffect(retomarFoco, [vista]);
  const Pantalla = VISTAS[vista];
  return (
    <div className={css['empaquetado']}>
      <header className={css['cabeza']}>
        <h1>{T.titulo}</h1>
        <div className={css['vistas']} role="group" aria-label={T.teclas.vistas}>
          {vistas.map((v) => (
            <button key={v} type="button" aria-pressed={v === vista} onClick={() => elegir(v)}>
              {T.vistas[v]}
            </button>
          ))}
          <Tecla tecla="F4" />
        </div>
      </header>
      <Pantalla />
    </div>
  );
};
