import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { useResultado, type TipoResultado } from '#renderer/features/resultado/resultado-store.ts';

type Tono = { readonly hz: number; readonly desdeMs: number; readonly ms: number };
export type Sonido = 'recibido' | 'atencion' | 'error';

/** Told apart with the eyes on the paper: one short high note, two that go down, two low ones. */
export const SONIDOS: Readonly<Record<Sonido, readonly Tono[]>> = {
  recibido: [{ hz: 880, desdeMs: 0, ms: 70 }],
  atencion: [{ hz: 660, desdeMs: 0, ms: 110 }, { hz: 494, desdeMs: 140, ms: 140 }],
  error: [{ hz: 220, desdeMs: 0, ms: 160 }, { hz: 196, desdeMs: 220, ms: 220 }],
};
const DE_RESULTADO: Readonly<Partial<Record<TipoResultado, Sonido>>> = { bien: 'recibido', aviso: 'atencion', mal: 'error' };
const VOLUMEN = 0.12;
/** A note that starts or ends at once clicks. */
const ORILLA_S = 0.012;

/** Made at the first sound: a browser gives none before a key was pressed. */
let contexto: AudioContext | null = null;

export const sonar = (sonido: Sonido): void => {
  if (!usePreferencias.getState().sonido || typeof AudioContext === 'undefined') return;
  const audio = (contexto ??= new AudioContext());
  for (const { hz, desdeMs, ms } of SONIDOS[sonido]) {
    const [inicio, fin] = [audio.currentTime + desdeMs / 1000, audio.currentTime + (desdeMs + ms) / 1000];
    const nota = audio.createOscillator();
    const fuerza = audio.createGain();
    nota.frequency.value = hz;
    fuerza.gain.setValueAtTime(0, inicio);
    fuerza.gain.linearRampToValueAtTime(VOLUMEN, inicio + ORILLA_S);
    fuerza.gain.setValueAtTime(VOLUMEN, fin - ORILLA_S);
    fuerza.gain.linearRampToValueAtTime(0, fin);
    nota.connect(fuerza).connect(audio.destination);
    nota.start(inicio);
    nota.stop(fin);
  }
};

/** Each step that the strip announces is also heard. Gives back how to stop. */
export const sonarResultados = (): (() => void) =>
  useResultado.subscribe(({ ultimo }, antes) => {
    const sonido = ultimo && ultimo !== antes.ultimo ? DE_RESULTADO[ultimo.tipo] : undefined;
    if (sonido) sonar(sonido);
  });
