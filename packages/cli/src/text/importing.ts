/** What is said around an import into the operating system's store. */
export const importing = {
  /** Right after a renewal, where the previous one is in a browser here. */
  offer: {
    ja: (name: string) =>
      `${name} の更新前の証明書が、このパソコンのブラウザーに入っています。\n新しい証明書もいまインポートしますか?`,
    en: (name: string) =>
      `A browser on this computer has the previous certificate of ${name}.\nImport the new one now?`,
  },
  /** Old and new have one name there: the expiry tells them apart. */
  apart: {
    ja: (until: string, oldUntil: string | null) =>
      `新しい証明書は、有効期限が ${until} のものです${oldUntil === null ? '' : ` (${oldUntil} のものは更新前です)`}。`,
    en: (until: string, oldUntil: string | null) =>
      `The new certificate is the one that expires ${until}${oldUntil === null ? '' : ` (the previous one: ${oldUntil})`}.`,
  },
  wizard: {
    ja: (name: string) =>
      `インポートの画面を開きます。パスワードは weborca-cert password ${name} --copy でコピーできます。`,
    en: (name: string) =>
      `The import wizard opens. To copy the password it asks for: weborca-cert password ${name} --copy`,
  },
  wizardForFile: {
    ja: (file: string) =>
      `インポートの画面を開きます。パスワードは ${file} と一緒に保存したものです。`,
    en: (file: string) =>
      `The import wizard opens. Enter the password that was saved with ${file}.`,
  },
  whenDone: {
    ja: 'インポートが終わったらEnterを押してください。',
    en: 'Press Enter when the import is done.',
  },
  there: {
    ja: (name: string) => `${name} は、このパソコンの証明書ストアに入っています。`,
    en: (name: string) => `${name} is in the certificate store of this computer.`,
  },
  notThere: {
    ja: (subject: string, argument: string) =>
      `${subject} が証明書ストアに見つかりません。weborca-cert import ${argument} でもう一度インポートしてください。`,
    en: (subject: string, argument: string) =>
      `${subject} is not in the certificate store. Import it again with weborca-cert import ${argument}.`,
  },
  unknown: {
    ja: '証明書ストアに入ったかどうかは、まだ確かめていません。',
    en: 'The certificate store has not been checked yet.',
  },
  sameName: {
    ja: '更新前の証明書も同じ名前で表示されます。有効期限の新しいほうを選んでください。',
    en: 'The previous certificate is listed under the same name. Choose the one that expires later.',
  },
  removeOld: {
    ja: (count: number) =>
      `更新前の証明書も${count}件、同じ名前で入っています。\n証明書ストアから消しますか?`,
    en: (count: number) =>
      count === 1
        ? 'The previous certificate is there too, under the same name.\nRemove it from the certificate store?'
        : `${count} previous certificates are there too, under the same name.\nRemove them from the certificate store?`,
  },
  oldRemoved: {
    ja: (count: number) => `更新前の証明書を${count}件、証明書ストアから消しました。`,
    en: (count: number) =>
      `Removed ${count} previous ${count === 1 ? 'certificate' : 'certificates'} from the certificate store.`,
  },
};
