import { useState } from 'react';
import { createRoot } from 'react-dom/client';

/** The floor: the least that a form in React does with a key. */
const Forma = () => {
  const [texto, setTexto] = useState('');
  return <form><input aria-label="campo" value={texto} onChange={(e) => setTexto(e.currentTarget.value)} /></form>;
};

const raiz = document.getElementById('raiz');
if (raiz) createRoot(raiz).render(<Forma />);
