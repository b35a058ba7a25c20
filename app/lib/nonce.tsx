import { createContext, useContext } from 'react';

/** Known to the server only: browsers hide the attribute from scripts, so the page hydrates with an empty one. */
export const NonceContext = createContext('');

export function useNonce(): string {
  return useContext(NonceContext);
}
