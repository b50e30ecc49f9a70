import { Component, type ReactNode } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { Boton } from './Boton.tsx';
import { Vacio } from './Vacio.tsx';

/** A screen that breaks does not take the others with it. */
export class LimiteErrores extends Component<{ readonly children: ReactNode }, { readonly roto: boolean }> {
  override state = { roto: false };
  static getDerivedStateFromError(): { roto: boolean } {
    return { roto: true };
  }
  override render(): ReactNode {
    if (!this.state.roto) return this.props.children;
    return (
      <Vacio titulo={es.app.falla} texto={es.app.fallaTexto}>
        <Boton variante="primario" autoFocus onClick={() => this.setState({ roto: false })}>
          {es.app.abrirDeNuevo}
        </Boton>
      </Vacio>
    );
  }
}
