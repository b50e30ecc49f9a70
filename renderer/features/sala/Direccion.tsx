import { ROLES_OPERATIVOS } from '#shared/domain/permisos.ts';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { es } from '#renderer/i18n/es.ts';
import { cambiarFuncion, cerrarPregunta, pausar, preguntar, reasignar, useDireccion } from './direccion-store.ts';

const T = es.sala.direccion;
const opciones = (textos: readonly string[]) => textos.map((t) => ({ valor: t, texto: t }));
const MOTIVOS_PAUSA = { persona: opciones(T.motivosPausa), puesto: opciones(T.motivosPausaPuesto) };
const MOTIVOS_FUNCION = opciones(T.motivosFuncion);
const FUNCIONES = ROLES_OPERATIVOS.map((rol) => ({ valor: rol, texto: es.roles[rol] }));
const REASIGNAR = [{ valor: 'si', texto: T.reasignarSi }, { valor: 'no', texto: es.app.cancelar }] as const;

/** The question that comes before a decision about a person, a post or the work that somebody holds. */
export const Direccion = () => {
  const dialogo = useDireccion((s) => s.dialogo);
  switch (dialogo?.tipo) {
    case undefined:
      return null;
    case 'pausar': {
      const titulo = dialogo.clase === 'persona' ? T.pausarTitulo(dialogo.nombre) : T.pausarPuestoTitulo(dialogo.nombre);
      return <DialogoOpciones titulo={titulo} texto={T.pausarTexto} opciones={MOTIVOS_PAUSA[dialogo.clase]} alElegir={pausar} alEscribir={pausar} alCerrar={cerrarPregunta} />;
    }
    case 'funcion':
      return (
        <DialogoOpciones
          titulo={T.funcionTitulo(dialogo.nombre)} texto={T.funcionTexto} opciones={FUNCIONES} alCerrar={cerrarPregunta}
          alElegir={(rol) => preguntar({ tipo: 'motivo', persona: dialogo.persona, nombre: dialogo.nombre, rol })}
        />
      );
    case 'motivo':
      return <DialogoOpciones key="motivo" titulo={T.funcionMotivo(dialogo.nombre, es.roles[dialogo.rol])} opciones={MOTIVOS_FUNCION} alElegir={cambiarFuncion} alEscribir={cambiarFuncion} alCerrar={cerrarPregunta} />;
    case 'reasignar':
      return (
        <DialogoOpciones
          titulo={T.reasignarTitulo(dialogo.trabajo.nombre, dialogo.trabajo.nombrePersona)} texto={T.reasignarTexto} opciones={REASIGNAR} alCerrar={cerrarPregunta}
          alElegir={(v) => (v === 'si' ? reasignar() : cerrarPregunta())}
        />
      );
  }
};
