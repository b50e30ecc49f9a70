import { MOTIVOS_SIN_ACTA } from '#shared/domain/acta.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { es } from '#renderer/i18n/es.ts';
import { useCodigos } from '#renderer/teclado/codigos.ts';
import { useActasDelPaquete, useDialogoAcopio } from './acopio-selectors.ts';
import { abrirSinActa, cargarAcopio, cerrarDialogo, leerCodigo, PARTES_ACOPIO, recibirSinIdentificar, solicitarSinActa } from './acopio-store.ts';
import { Busqueda } from './Busqueda.tsx';
import { Lateral } from './Lateral.tsx';
import { PaqueteActas } from './PaqueteActas.tsx';
import { puedeFaltar } from './paquete.ts';
import css from './Acopio.module.css';

const MOTIVOS = MOTIVOS_SIN_ACTA.map((m) => ({ valor: m, texto: es.motivosSinActa[m] }));

const NOTAS = es.acopio.sinIdentificar.notas.map((n) => ({ valor: n, texto: n }));
const alRecibir = (nota: string): void => void recibirSinIdentificar(nota);

const alLeer = (codigo: string): void => void leerCodigo(codigo);

const Dialogos = () => {
  const dialogo = useDialogoAcopio();
  const actas = useActasDelPaquete();
  if (!dialogo) return null;
  if (dialogo.tipo === 'motivo') {
    return <DialogoOpciones titulo={es.acopio.sinActaTitulo} texto={es.acopio.sinActaTexto} opciones={MOTIVOS} alElegir={(m) => void solicitarSinActa(m)} alCerrar={cerrarDialogo} />;
  }
  if (dialogo.tipo === 'sin_identificar') {
    return <DialogoOpciones titulo={es.acopio.sinIdentificar.titulo} texto={es.acopio.sinIdentificar.texto} opciones={NOTAS} alElegir={alRecibir} alEscribir={alRecibir} alCerrar={cerrarDialogo} />;
  }
  const opciones = actas.filter(puedeFaltar).map((a) => ({ valor: a.acta, texto: a.titulo }));
  return <DialogoOpciones titulo={es.acopio.cualFalta} opciones={opciones} alElegir={abrirSinActa} alCerrar={cerrarDialogo} />;
};

/** What arrives at the door: found in the catalogue, received, or reported missing. */
export const Acopio = () => {
  usePartes(PARTES_ACOPIO, cargarAcopio);
  useCodigos(alLeer);
  return (
    <div className={css['acopio']}>
      <h1 className="oculto-visual">{es.acopio.titulo}</h1>
      <Busqueda />
      <div className={css['centro']}>
        <PaqueteActas />
      </div>
      <Lateral />
      <Dialogos />
    </div>
  );
};
