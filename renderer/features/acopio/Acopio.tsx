import { MOTIVOS_SIN_ACTA } from '#shared/domain/acta.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { useCodigos } from '#renderer/teclado/codigos.ts';
import { useActasDelPaquete, useAvance, useDialogoAcopio } from './acopio-selectors.ts';
import { abrirSinActa, abrirTraia, cargarAcopio, cerrarDialogo, leerCodigo, nombrarPapel, PARTES_ACOPIO, recibirSinIdentificar, solicitarSinActa, type Avance } from './acopio-store.ts';
import { Busqueda } from './Busqueda.tsx';
import { Lateral } from './Lateral.tsx';
import { PaqueteActas } from './PaqueteActas.tsx';
import { pudoTraerFolio, puedeFaltar } from './paquete.ts';
import css from './Acopio.module.css';

const MOTIVOS = MOTIVOS_SIN_ACTA.map((m) => ({ valor: m, texto: es.motivosSinActa[m] }));

const NOTAS = es.acopio.sinIdentificar.notas.map((n) => ({ valor: n, texto: n }));
const alRecibir = (nota: string): void => void recibirSinIdentificar(nota);

const alLeer = (codigo: string): void => void leerCodigo(codigo);

const opcionDe = ({ folio, nota, hora: cuando }: Avance['papeles'][number]) => ({ valor: folio, texto: es.acopio.traia.opcion(folio, horaCorta(cuando), nota) });

const Dialogos = () => {
  const dialogo = useDialogoAcopio();
  const actas = useActasDelPaquete();
  const papeles = useAvance().datos?.papeles ?? [];
  if (!dialogo) return null;
  if (dialogo.tipo === 'motivo') {
    return <DialogoOpciones titulo={es.acopio.sinActaTitulo} texto={es.acopio.sinActaTexto} opciones={MOTIVOS} alElegir={(m) => void solicitarSinActa(m)} alCerrar={cerrarDialogo} />;
  }
  if (dialogo.tipo === 'sin_identificar') {
    return <DialogoOpciones titulo={es.acopio.sinIdentificar.titulo} texto={es.acopio.sinIdentificar.texto} opciones={NOTAS} alElegir={alRecibir} alEscribir={alRecibir} alCerrar={cerrarDialogo} />;
  }
  if (dialogo.tipo === 'traia') {
    return <DialogoOpciones titulo={es.acopio.traia.titulo} texto={es.acopio.traia.texto} opciones={papeles.map(opcionDe)} alElegir={(folio) => void nombrarPapel(folio)} alCerrar={cerrarDialogo} />;
  }
  if (dialogo.tipo === 'cual_traia') {
    return <DialogoOpciones titulo={es.acopio.traia.cual} opciones={actas.filter(pudoTraerFolio).map((a) => ({ valor: a.acta, texto: a.titulo }))} alElegir={abrirTraia} alCerrar={cerrarDialogo} />;
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
