import { decode, encode, type Packet } from 'dns-packet';
import { escribirEtiqueta, escribirQrPrep, identificarQr, leerQr } from '#shared/domain/qr.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCapacidades } from '#electron/scanners/escl-capacidades.ts';
import { leerEstado } from '#electron/scanners/escl-estado.ts';
import { crearAnuncios, SERVICIOS } from '#electron/scanners/escl-anuncios.ts';
import { fallaDeComando } from '#electron/scanners/comando-fallas.ts';
import { leerDispositivosNaps2, MENSAJES_NAPS2 } from '#electron/scanners/naps2.ts';
import { leerDispositivos } from '#electron/scanners/sane-dispositivos.ts';
import { seguirSane } from '#electron/scanners/sane-fallas.ts';
import { leerOpcionesSane } from '#electron/scanners/sane-opciones.ts';
import { CASILLA_DE_PRUEBA } from '#tests/acta-de-prueba.ts';

/** Something that reads what others wrote. */
export type Blanco = {
  /** Name in the command line, and of its folder in the corpus. */
  readonly nombre: string;
  /** Good inputs, to be spoiled. */
  readonly semillas: () => Promise<readonly Uint8Array[]>;
  /** Rejects when it did with an input what it must not. */
  readonly probar: (bytes: Uint8Array) => Promise<void>;
  /** The share of the cycles that it takes: a decoder takes a thousand times as long as a parser. */
  readonly peso: number;
  readonly cerrar?: () => Promise<void>;
};

const texto = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);
const bytesDe = (...textos: readonly string[]): Promise<Uint8Array[]> => Promise.resolve(textos.map((t) => Buffer.from(t)));

const CATALOGO = { paqueteId: 'demo-2027', entidad: '21', tiposActa: new Set(['A02']), actas: new Set(['211048C0201A02']) };

/** A text taken for a label must be exactly one that we could have printed: that is what its checksum is for. */
const qr: Blanco = {
  nombre: 'qr',
  peso: 40,
  semillas: () => bytesDe(escribirEtiqueta('demo-2027', '211048C0201A02'), escribirQrPrep(CASILLA_DE_PRUEBA, 'A02', '1'), 'https://example.org/a|b|c'),
  probar: async (bytes) => {
    const dicho = texto(bytes);
    const leido = leerQr(dicho);
    identificarQr(dicho, CATALOGO);
    if (leido?.formato !== 'etiqueta') return Promise.resolve();
    const impreso = escribirEtiqueta(leido.paqueteId, leido.claveActa).replaceAll("'", '-');
    if (impreso !== dicho.trim().toUpperCase().replaceAll("'", '-')) throw new Error(`una etiqueta que no imprimimos se dio por buena: ${dicho}`);
  },
};

/** Anything but the errors that the readers announce is a fault. */
const soloAnunciados = (leer: () => unknown): void => {
  try {
    leer();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
};

const CAPACIDADES = `<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Modelo</pwg:MakeAndModel><scan:Adf><scan:AdfSimplexInputCaps><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>4200</scan:MaxHeight><scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions><scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution></scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles></scan:AdfSimplexInputCaps></scan:Adf></scan:ScannerCapabilities>`;
const ESTADO = `<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.63</pwg:Version><pwg:State>Idle</pwg:State><scan:AdfState>ScannerAdfLoaded</scan:AdfState><scan:Jobs><scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/1</pwg:JobUri><pwg:JobUuid>urn:uuid:1</pwg:JobUuid><scan:Age>3</scan:Age><pwg:ImagesCompleted>2</pwg:ImagesCompleted><pwg:JobState>Completed</pwg:JobState></scan:JobInfo></scan:Jobs></scan:ScannerStatus>`;

const escl: Blanco = {
  nombre: 'escl',
  peso: 20,
  semillas: () => bytesDe(CAPACIDADES, ESTADO),
  probar: (bytes) => {
    soloAnunciados(() => leerCapacidades(bytes));
    soloAnunciados(() => leerEstado(bytes));
    return Promise.resolve();
  },
};

const OPCIONES = `All options specific to device \`test:0':\n  Scan Mode:\n    --mode Gray|Color [Gray]\n        Selects the scan mode (e.g., lineart, monochrome, or color).\n    --source Flatbed|Automatic Document Feeder [Flatbed]\n    --resolution 1..1200dpi (in steps of 1) [50]\n    -x 0..200mm (in steps of 1) [80]\n`;
const AVANCE = 'Scanning infinity pages, incrementing by 1, numbering from 1\nScanning page 1\nProgress: 45.0%\rScanned page 1. (scanner status = 5)\nScanning page 2\nscanimage: sane_start: Document feeder jammed\n';

const sane: Blanco = {
  nombre: 'sane',
  peso: 20,
  semillas: () => bytesDe(OPCIONES, AVANCE, 'test:0|Noname|frontend-tester|virtual device|0\n'),
  probar: (bytes) => {
    const dicho = texto(bytes);
    soloAnunciados(() => leerOpcionesSane(dicho));
    soloAnunciados(() => leerDispositivos(dicho));
    const seguir = seguirSane();
    soloAnunciados(() => {
      for (let i = 0; i < dicho.length; i += 17) seguir.oir(dicho.slice(i, i + 17));
      seguir.avance();
    });
    return Promise.resolve();
  },
};

const LISTA_NAPS2 = 'Brother ADS-4900W\r\nCanon DR-C225 TWAIN\r\n';
const CORRIDA_NAPS2 = 'Beginning scan...\nStarting scan 1 of 1...\nScanned page 1.\nThe scanner has a paper jam.\n0 page(s) scanned.\nNo scanned pages to export.\n';

const naps2: Blanco = {
  nombre: 'naps2',
  peso: 20,
  semillas: () => bytesDe(LISTA_NAPS2, CORRIDA_NAPS2),
  probar: (bytes) => {
    const dicho = texto(bytes);
    leerDispositivosNaps2(dicho);
    const fin = { motivo: 'fin', codigo: 0, senal: null, errores: '' } as const;
    fallaDeComando({ fin, dicho, interpretacion: { codigos: {}, mensajes: MENSAJES_NAPS2 }, escaner: 'x', programa: 'x', hojas: 0, escaneadas: 0 });
    return Promise.resolve();
  },
};

const decodificado = (bytes: Uint8Array): Packet | null => {
  try {
    return decode(Buffer.from(bytes));
  } catch {
    return null;
  }
};

const ESCANER = `Modelo.${SERVICIOS[0]}`;
const anuncios = (): Packet[] => [
  { type: 'response', answers: [{ type: 'PTR', name: SERVICIOS[0], ttl: 120, data: ESCANER }, { type: 'SRV', name: ESCANER, ttl: 120, data: { target: 'mfp.local', port: 80 } }] },
  {
    type: 'response',
    answers: [{ type: 'PTR', name: SERVICIOS[1], ttl: 120, data: `Modelo.${SERVICIOS[1]}` }],
    additionals: [
      { type: 'TXT', name: ESCANER, ttl: 120, data: ['rs=eSCL', 'ty=Modelo', 'is=platen,adf', 'UUID=1'] },
      { type: 'A', name: 'mfp.local', ttl: 120, data: '192.0.2.7' },
      { type: 'AAAA', name: 'mfp.local', ttl: 120, data: '2001:db8::7' },
    ],
  },
];

/** Packets of the network, decoded as `multicast-dns` does: one that cannot be is none. What we ask next can be sent. */
const mdns: Blanco = {
  nombre: 'mdns',
  peso: 20,
  semillas: () => Promise.resolve(anuncios().map((a) => encode(a))),
  probar: (bytes) => {
    const oidos = crearAnuncios(() => 0);
    const oir = (paquete: Packet): void => {
      for (const respuesta of [...(paquete.answers ?? []), ...(paquete.additionals ?? [])]) oidos.anotar(respuesta);
    };
    anuncios().forEach(oir);
    const dicho = decodificado(bytes);
    if (dicho !== null) oir(dicho);
    for (const { url } of oidos.lista()) if (!/^https?:$/.test(new URL(url).protocol)) throw new Error(`no es la dirección de un escáner: ${url}`);
    decode(encode({ type: 'query', questions: oidos.faltan() }));
    return Promise.resolve();
  },
};

export const BLANCOS_DE_TEXTO: readonly Blanco[] = [qr, escl, mdns, sane, naps2];
