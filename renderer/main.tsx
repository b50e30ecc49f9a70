import './zod-sin-jit.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/imprimir.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { conectar } from './api/conexion.ts';
import { elegirCamino } from './api/caminos.ts';
import { iniciarPreferencias } from './features/preferencias/preferencias-store.ts';
import { sonarResultados } from './features/sonidos/sonidos.ts';
import { escucharTeclado } from './teclado/registro.ts';

conectar(elegirCamino(window));
iniciarPreferencias();
sonarResultados();
escucharTeclado(window);

const raiz = document.getElementById('raiz');
if (raiz) createRoot(raiz).render(<App />);
