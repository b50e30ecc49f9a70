const ESPACIOS = 'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"';

/** Letter and legal, 75 to 600 dpi, colour and grey, JPEG and PDF: what most offices have. Sizes in 1/300 inch. */
const entrada = (nombre: string): string => `<scan:${nombre}>
<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>4200</scan:MaxHeight><scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${[75, 100, 150, 200, 300, 600].map((dpi) => `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`).join('')}</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles></scan:${nombre}>`;

/** What the server says of itself: a scanner with a glass and a one-sided feeder. */
export const CAPACIDADES_DE_PRUEBA = `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${ESPACIOS}><pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Acopio Escaner de simulacro</pwg:MakeAndModel><pwg:SerialNumber>ACOPIO-1</pwg:SerialNumber><scan:UUID>6f1d3b1e-0000-4000-8000-000000000001</scan:UUID>
<scan:Platen>${entrada('PlatenInputCaps')}</scan:Platen>
<scan:Adf>${entrada('AdfSimplexInputCaps')}<scan:FeederCapacity>50</scan:FeederCapacity><scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>
</scan:ScannerCapabilities>`;

type TrabajoXml = { readonly uri: string; readonly estado: string; readonly motivo: string; readonly completadas: number };

export const estadoXml = (estado: string, adf: string, trabajos: readonly TrabajoXml[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus ${ESPACIOS}><pwg:Version>2.63</pwg:Version><pwg:State>${estado}</pwg:State><scan:AdfState>${adf}</scan:AdfState><scan:Jobs>
${trabajos.map((t) => `<scan:JobInfo><pwg:JobUri>${t.uri}</pwg:JobUri><pwg:JobUuid>${t.uri.slice(-36)}</pwg:JobUuid><scan:Age>1</scan:Age><pwg:ImagesCompleted>${t.completadas}</pwg:ImagesCompleted><pwg:ImagesToTransfer>0</pwg:ImagesToTransfer><pwg:JobState>${t.estado}</pwg:JobState><pwg:JobStateReasons><pwg:JobStateReason>${t.motivo}</pwg:JobStateReason></pwg:JobStateReasons></scan:JobInfo>`).join('\n')}
</scan:Jobs></scan:ScannerStatus>`;
