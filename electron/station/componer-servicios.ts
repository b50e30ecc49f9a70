import type { Base } from '#electron/db/open-database.ts';
import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { crearRepositorioBorradores } from '#electron/db/repositories/borrador-repository.ts';
import { crearRepositorioCapturas } from '#electron/db/repositories/captura-repository.ts';
import { crearRepositorioDireccion } from '#electron/db/repositories/direccion-repository.ts';
import { crearRepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import { crearRepositorioLecturas } from '#electron/db/repositories/lectura-repository.ts';
import { crearRepositorioPuestos } from '#electron/db/repositories/puesto-repository.ts';
import { crearRepositorioTandas } from '#electron/db/repositories/tanda-repository.ts';
import { crearRepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import { crearRepositorioUsuarios } from '#electron/db/repositories/usuario-repository.ts';
import { crearServicioAcopio } from '#electron/services/acopio/acopio-service.ts';
import { crearServicioSinActa } from '#electron/services/acopio/sin-acta-service.ts';
import { crearServicioImpresos } from '#electron/services/bitacora/impresos.ts';
import { crearBitacoraRecientes } from '#electron/services/bitacora/recientes.ts';
import { crearServicioCaptura } from '#electron/services/captura/captura-service.ts';
import { crearServicioCotejo } from '#electron/services/cotejo/cotejo-service.ts';
import { crearServicioDigitalizacion, type ServicioDigitalizacion } from '#electron/services/digitalizacion/digitalizacion-service.ts';
import { crearServicioIdentificacion } from '#electron/services/digitalizacion/identificacion-service.ts';
import { crearVerImagen } from '#electron/services/digitalizacion/ver-imagen.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import { crearServicioEmpaquetado } from '#electron/services/empaquetado/empaquetado-service.ts';
import { crearServicioLectura, type ServicioLectura } from '#electron/services/lectura/lectura-service.ts';
import { crearServicioPuestos } from '#electron/services/puestos/puestos-service.ts';
import { crearServicioDireccion } from '#electron/services/supervision/direccion-service.ts';
import { crearServicioSupervision } from '#electron/services/supervision/supervision-service.ts';
import { crearServicioTablero } from '#electron/services/tablero/tablero-service.ts';
import { crearRastreo } from '#electron/services/transmision/rastreo.ts';
import { crearServicioUsb, type ServicioUsb } from '#electron/services/usb/usb-service.ts';
import { crearServicioUsuarios } from '#electron/services/usuarios/usuarios-service.ts';
import { crearRegistroVerificada } from '#electron/services/verificacion/registrar-verificada.ts';
import { crearServicioVerificacion } from '#electron/services/verificacion/verificacion-service.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida, Transporte } from '#shared/api/metodo.ts';
import { capturaACiegas } from '#shared/domain/permisos.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { crearAsignaciones } from './asignaciones.ts';
import type { PuertosEstacion } from './crear-estacion.ts';
import { criptoNode } from './cripto-node.ts';
import { crearDespacho } from './despachar.ts';
import type { Fila } from './grupo.ts';
import { crearFichas } from './fichas.ts';
import type { AlmacenImagenes, Avisos, Diario, Puestos, Replica, Transmision } from './puertos.ts';
import type { AlmacenAjenos, CarpetaUsb } from './puertos-usb.ts';
import { crearZonasDeActa } from './zonas-de-acta.ts';

type Partes = {
  readonly base: Base;
  readonly diario: Diario;
  readonly fila: Fila;
  readonly repositorio: RepositorioBitacora;
  readonly catalogo: Catalogo;
  readonly almacen: AlmacenImagenes;
  readonly avisos: Avisos;
  readonly transmision: Transmision;
  readonly puertos: PuertosEstacion;
  readonly estacion: string;
  readonly catd: string;
  /** Called when a step was refused because the disk is full. */
  readonly alDiscoLleno: () => void;
  readonly replica: Replica;
  /** The station's key: what only this station can compute. */
  readonly firmante: Firmante;
  readonly ajenos: AlmacenAjenos;
  readonly carpetaUsb: CarpetaUsb;
};

const estadoDe = ({ catalogo, catalogo: { paquete }, diario, puertos, estacion, catd }: Partes) => (): Salida<ContratoEstacion, 'estacion.estado'> => ({
  modo: paquete.modo, proceso: paquete.nombre, entidad: paquete.entidad.nombre, catd, centro: catalogo.nombreCatd(catd), estacion, hora: diario.horaAhora(), ventana: paquete.ventana,
  elecciones: paquete.elecciones.map(({ id, titulo }) => ({ id, titulo })), version: puertos.version,
  // PINs are shown in a simulacro only, whatever a package says.
  usuariosDemo: paquete.modo === 'simulacro' ? paquete.usuarios.flatMap(({ id, nombre, roles, pinDemo }) => (pinDemo === undefined ? [] : [{ id, nombre, roles, pin: pinDemo }])) : [],
});

/** Puts the services of each step together over one journal and one database. */
export const componerServicios = (p: Partes): { despachar: Transporte; digitalizacion: ServicioDigitalizacion; lectura: ServicioLectura; puestos: Puestos; usb: ServicioUsb } => {
  const { base, diario, catalogo, avisos, almacen, catd, transmision, puertos, alDiscoLleno } = p;
  const { reloj, registro, vision, escaneres } = puertos;
  const [actas, imagenes, capturas, usuarios] = [crearRepositorioActas(base), crearRepositorioImagenes(base), crearRepositorioCapturas(base), crearRepositorioUsuarios(base)];
  const borradores = crearRepositorioBorradores(base);
  const zonas = crearZonasDeActa({ catalogo, imagenes });
  const asignaciones = crearAsignaciones(reloj);
  const fichas = crearFichas({ catalogo, actas, zonas, catd });
  const registrarVerificada = crearRegistroVerificada(diario, imagenes, catalogo);
  const repositorioDireccion = crearRepositorioDireccion(base);
  const { metodos, sesiones } = crearServicioUsuarios({ diario, usuarios, paquete: catalogo.paquete, rolesDe: repositorioDireccion.roles, asignaciones, avisos, reloj, registro });
  const direccion = crearServicioDireccion({ diario, direccion: repositorioDireccion, paquete: catalogo.paquete, asignaciones, avisos, ponerRoles: sesiones.ponerRoles });
  // A sheet that was taken in may have its digits read, once nothing else is being looked at.
  const conLectura: Avisos = {
    cambio: (...partes) => {
      avisos.cambio(...partes);
      if (partes.includes('digitalizacion')) lectura.despertar();
    },
  };
  const intake = { diario, actas, imagenes, tandas: crearRepositorioTandas(base), catalogo, almacen, vision, asignaciones, avisos: conLectura, registro, catd };
  const digitalizacion = crearServicioDigitalizacion({ ...intake, ids: puertos.ids, fichas, escaneres, alDiscoLleno });

  const lectura = crearServicioLectura({
    diario, lecturas: crearRepositorioLecturas(base), imagenes, actas, catalogo, almacen, vision, fichas, zonas, avisos, registro, sinHojas: digitalizacion.enReposo,
  });

  const sala = crearServicioPuestos({
    diario, puestos: crearRepositorioPuestos(base), avisos, reloj,
    cerrarSesiones: (puesto) => sesiones.cerrarDe(puesto).forEach(asignaciones.soltarSesion),
  });

  const rastrear = crearRastreo({ acuses: crearRepositorioAcuses(base), cripto: criptoNode, llaveCentral: catalogo.paquete.central.llave });
  const usb = crearServicioUsb({ diario, usb: p.carpetaUsb, acuses: crearRepositorioAcuses(base), envios: crearRepositorioTransmision(base), ajenos: p.ajenos, transmision, avisos, registro });
  const tablero = crearServicioTablero({ actas, imagenes, catalogo, catd, transmision, discoLibre: puertos.discoLibre ?? (() => null) });
  p.fila.recordar(asignaciones, sesiones);
  const despachar = crearDespacho({
    enFila: p.fila.enFila,
    persona: sesiones.persona, exigirSinPausa: direccion.exigirSinPausa, registro, revisarSalida: puertos.revisarSalida ?? false, alDiscoLleno, replicado: p.replica.replicado,
    handlers: {
      'estacion.estado': estadoDe(p),
      'reserva.estado': () => ({ reservas: [...p.replica.estado()] }),
      ...metodos,
      ...tablero,
      ...direccion.metodos,
      ...crearServicioSupervision({
        diario, actas, imagenes, catalogo, fichas, catd, presentes: sesiones.abiertas, direccion: repositorioDireccion, rolesDe: repositorioDireccion.roles, asignaciones,
        resumen: tablero['tablero.resumen'], puestos: sala.metodos['puestos.lista'],
      }),
      ...lectura.metodos,
      ...crearServicioAcopio({ diario, actas, catalogo, fichas, avisos, catd }),
      ...crearServicioSinActa({ diario, actas, catalogo, fichas, avisos }),
      ...digitalizacion.metodos,
      ...crearServicioIdentificacion(intake),
      ...crearVerImagen(intake),
      ...crearServicioCaptura({
        diario, actas, capturas, borradores, catalogo, fichas, asignaciones, avisos, registrarVerificada, reglas: catalogo.paquete.reglas, presentes: sesiones.presentes,
      }),
      ...crearServicioVerificacion({ diario, actas, capturas, borradores, catalogo, fichas, asignaciones, avisos, cripto: criptoNode, firmante: p.firmante, registrarVerificada, presentes: sesiones.presentes }),
      ...crearServicioCotejo({ diario, actas, fichas, asignaciones, avisos, presentes: sesiones.presentes }),
      ...crearServicioEmpaquetado({ diario, actas, fichas, avisos, catalogo, catd }),
      ...sala.metodos,
      ...usb.metodos,
      'transmision.deActa': ({ acta }) => ({ acta: fichas.resumen(acta).acta, nombre: fichas.nombre(acta), ...rastrear(acta) }),
      'transmision.enviar': async (_, { persona }) => {
        const hecho = await transmision.enviarPendientes();
        // How many events there are moves with what others capture.
        return persona !== null && capturaACiegas(persona.roles) ? { enviados: 0, pendientes: 0 } : hecho;
      },
      ...crearBitacoraRecientes(p.repositorio),
      ...crearServicioImpresos({ diario, avisos }),
    },
  });
  return { despachar, digitalizacion, lectura, puestos: sala.puestos, usb };
};
