// The two parts of undici that are used, by their own paths. undici's index would also load fetch,
// WebSocket and caches, and on import it replaces the global dispatcher of older Node versions:
// in VS Code's shared extension host that is everybody's (measured with undici 8.12).

declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}

declare module 'undici/lib/core/connect.js' {
  export { buildConnector as default } from 'undici';
}
