import { useCallback, useState } from 'react';
import { MonitorSmartphone, Plus } from 'lucide-react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { es } from '#renderer/i18n/es.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { hora, horaDeReloj } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { abrirCodigo, cargarPuestos, PARTES_PUESTOS, revocar, usePuestos, type Codigo, type Puesto } from './puestos-store.ts';
import css from './Puestos.module.css';

const T = es.puestos;
/** A post that was heard of this recently is there: its window asks at least every fifteen seconds. */
const CERCA_MS = 40_000;
const ATAJOS: readonly Atajo[] = [{ teclas: ['F2'], grupo: 'seccion', texto: T.nuevo, accion: () => void abrirCodigo() }];

const RETIRAR = [
  { valor: 'retirar', texto: T.retirar },
  { valor: 'cancelar', texto: es.app.cancelar },
] as const;

const CodigoAbierto = ({ codigo }: { readonly codigo: Codigo }) => {
  const ahora = useSesion((s) => s.estacion.datos?.hora ?? codigo.vence);
  return (
    <section className={css['codigo']} aria-labelledby="codigo-puesto">
      <h2 id="codigo-puesto">{T.codigo}</h2>
      <p className={css['cifra']}>{codigo.codigo}</p>
      {codigo.direcciones.length === 0 ? (
        <p className={css['aviso']}>{T.sinSala}</p>
      ) : (
        <>
          <p>{T.pasos}</p>
          <p className={css['direccion']}>{codigo.direcciones.join('  ·  ')}</p>
        </>
      )}
      <p className={css['nota']}>{T.vence(horaDeReloj(Date.parse(codigo.vence), ahora))}</p>
    </section>
  );
};

const estadoDe = (p: Puesto): string => {
  if (p.revocado) return T.revocado;
  return p.vistoHaceMs !== null && p.vistoHaceMs < CERCA_MS ? T.conectado : T.ausente;
};

const Tabla = ({ puestos, alRetirar }: { readonly puestos: readonly Puesto[]; readonly alRetirar: (puesto: string) => void }) => (
  <table className={css['tabla']}>
    <thead>
      <tr>
        <th scope="col">{T.nombre}</th>
        <th scope="col">{T.estado}</th>
        <th scope="col">{T.desde}</th>
        <th scope="col"><span className="oculto-visual">{T.retirar}</span></th>
      </tr>
    </thead>
    <tbody>
      {puestos.map((p) => (
        <tr key={p.puesto}>
          <th scope="row">{p.puesto}</th>
          <td>{estadoDe(p)}</td>
          <td>{hora(p.desde)}</td>
          <td>{p.revocado ? null : <Boton variante="peligro" aria-label={T.retirarEste(p.puesto)} onClick={() => alRetirar(p.puesto)}>{T.retirar}</Boton>}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The posts of the room: which there are, a code for a new one, and sending one away. */
export const Puestos = () => {
  const { puestos, codigo } = usePuestos();
  const [porRetirar, setPorRetirar] = useState<string | null>(null);
  usePartes(PARTES_PUESTOS, cargarPuestos);
  useAtajos(ATAJOS);
  const cerrar = useCallback(() => setPorRetirar(null), []);
  const alResponder = useCallback((respuesta: (typeof RETIRAR)[number]['valor']) => {
    if (respuesta === 'retirar' && porRetirar !== null) void revocar(porRetirar);
    cerrar();
  }, [porRetirar, cerrar]);
  return (
    <div className={css['puestos']}>
      <header>
        <div>
          <h1>{T.titulo}</h1>
          <p>{T.explicacion}</p>
        </div>
        <Boton variante="primario" tecla="F2" icono={<Plus size={20} aria-hidden />} onClick={() => void abrirCodigo()}>{T.nuevo}</Boton>
      </header>
      {codigo === null ? null : <CodigoAbierto codigo={codigo} />}
      <ConCarga carga={puestos} alReintentar={() => void cargarPuestos()}>
        {(lista) => (lista.length === 0 ? <Vacio icono={<MonitorSmartphone size={40} aria-hidden />} titulo={T.vacio} texto={T.vacioTexto} /> : <Tabla puestos={lista} alRetirar={setPorRetirar} />)}
      </ConCarga>
      {porRetirar === null ? null : (
        <DialogoOpciones titulo={T.retirarTitulo(porRetirar)} texto={T.retirarTexto} opciones={RETIRAR} alElegir={alResponder} alCerrar={cerrar} />
      )}
    </div>
  );
};
