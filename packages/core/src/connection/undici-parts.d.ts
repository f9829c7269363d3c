// The four parts of undici that are used, by their own paths. undici's index would also load fetch,
// WebSocket and caches, and on import it replaces the global dispatcher of older Node versions:
// in VS Code's shared extension host that is everybody's (measured with undici 8.12).
// `request` and `connect` become methods of Client only by loading the index.

declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}

declare module 'undici/lib/core/connect.js' {
  export { buildConnector as default } from 'undici';
}

declare module 'undici/lib/api/api-request.js' {
  import type { Client, Dispatcher } from 'undici';

  export default function request(
    this: Client,
    options: Omit<Dispatcher.RequestOptions, 'origin'>,
  ): Promise<Dispatcher.ResponseData>;
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Client, Dispatcher } from 'undici';

  export default function connect(
    this: Client,
    options: Omit<Dispatcher.ConnectOptions, 'origin'>,
  ): Promise<Dispatcher.ConnectData>;
}
