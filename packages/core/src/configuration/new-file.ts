/** The schema's copy beside the configuration: every editor finds it, also without a network. */
export const schemaFileName = 'config.schema.json';

/**
 * What a configuration begins as: a hint for the person who opens it, nothing that is a default
 * anyway.
 */
export const newConfigurationText = `// weborca-cert の設定です。// で始まる行は説明で、行末のカンマも使えます。
// 更新 API の URL は API協議会の会員向け資料にあります。資料があれば、次のように書いてください。
//   "services": { "production": { "api": "https://…" } }
//
// Settings of weborca-cert. Comments and trailing commas are fine.
// The URL of the renewal API is in the API council's document for members. If you have it:
//   "services": { "production": { "api": "https://…" } }
{
  "$schema": "./${schemaFileName}",
  "certificates": {}
}
`;
