import type { Bilingual } from './bilingual.ts';

/** What is so, and what to do about it: the same wherever it is asked from. */
interface CauseText {
  readonly message: string;
  readonly hint: string;
}

/** Why mutual TLS with one host works or does not. */
export const connectionCauses = {
  accepted: {
    ja: {
      message: 'クライアント証明書は受け入れられています。',
      hint: 'ほかのプログラムがまだ接続できない場合は、そのプログラムが証明書を送っていないとみられます。設定を見本のコードと見比べてください。',
    },
    en: {
      message: 'The client certificate is accepted.',
      hint: 'A program that still fails probably does not send it: compare its settings with sample code.',
    },
  },
  'handshake-only': {
    ja: {
      message: 'クライアント証明書を使った TLS の接続は通りました。',
      hint: '更新サービスに、更新は依頼していません。',
    },
    en: {
      message: 'A TLS connection with the client certificate goes through.',
      hint: 'Nothing was requested of the renewal service.',
    },
  },
  'no-certificate': {
    ja: { message: '開ける証明書がありません。', hint: '診断で保管庫の状態を確かめてください。' },
    en: {
      message: 'There is no certificate that opens.',
      hint: 'The doctor looks at the store.',
    },
  },
  expired: {
    ja: {
      message: '証明書の有効期限が切れています。',
      hint: 'システム管理サイトで、証明書がまだ有効な端末から更新してください。',
    },
    en: {
      message: 'The certificate has expired.',
      hint: 'Renew it on the system management site, from a terminal whose certificate is still valid.',
    },
  },
  clock: {
    ja: {
      message: 'このパソコンの時計が大きくずれています。',
      hint: '時計を合わせてから、もう一度調べてください。',
    },
    en: {
      message: 'The clock of this computer is far off.',
      hint: 'Set it, then look again.',
    },
  },
  'no-name': {
    ja: {
      message: 'ホスト名を調べられません。',
      hint: 'ネットワークの接続、DNS、設定ファイルのホスト名を確かめてください。',
    },
    en: {
      message: 'The host name cannot be resolved.',
      hint: 'Check the network, DNS, and the name in the configuration.',
    },
  },
  proxy: {
    ja: {
      message: 'プロキシを通れません。',
      hint: 'プロキシのアドレス、ユーザー名、パスワードを確かめてください。',
    },
    en: {
      message: 'The proxy cannot be passed.',
      hint: "Check the proxy's address, user name and password.",
    },
  },
  unreachable: {
    ja: {
      message: 'サーバーに接続できません。',
      hint: 'アドレスとポート、ファイアウォールを確かめてください。',
    },
    en: {
      message: 'The server cannot be reached.',
      hint: 'Check address, port and firewall.',
    },
  },
  untrusted: {
    ja: {
      message: 'サーバーの証明書を信頼できないため、接続しませんでした。',
      hint: '通信を検査する機器やウイルス対策ソフトがある場合は、このホストを検査の対象から外してもらってください。独自の認証局のサーバーなら、その証明書を設定ファイルの ca に指定します。検証は無効にしないでください。',
    },
    en: {
      message: "The server's certificate is not trusted, so no connection was made.",
      hint: 'If a device or virus scanner inspects connections, have this host excepted. For a server with a CA of your own, name the certificate of that CA as ca in the configuration. Do not switch verification off.',
    },
  },
  'not-asked': {
    ja: {
      message: 'サーバーはクライアント証明書を求めませんでした。',
      hint: '接続先のアドレスが正しいか、途中の機器が TLS を終端していないかを確かめてください。',
    },
    en: {
      message: 'The server did not ask for a client certificate.',
      hint: 'Check the address, and whether some device on the way ends TLS.',
    },
  },
  'not-sent': {
    ja: {
      message: 'サーバーは証明書を求めましたが、送られませんでした。',
      hint: 'このパソコンの TLS が、証明書の鍵の方式に対応していないとみられます。',
    },
    en: {
      message: 'The server asked for a certificate, and none was sent.',
      hint: 'TLS on this computer seems not to support the type of its key.',
    },
  },
  'other-authorities': {
    ja: {
      message: 'サーバーが求めているのは、別の認証局が発行した証明書です。',
      hint: '本番環境とデモ環境の証明書を取り違えていないか、接続先が正しいかを確かめてください。',
    },
    en: {
      message: 'The server wants a certificate issued by another CA.',
      hint: 'Check that it is the right one of production and demo, and the address.',
    },
  },
  refused: {
    ja: {
      message: 'サーバーがクライアント証明書を拒否しました。',
      hint: '証明書の内容を確かめてください。以前の証明書がまだ有効なら、戻すこともできます。',
    },
    en: {
      message: 'The server refuses the client certificate.',
      hint: 'Look at the certificate. If an earlier one is still valid, you can roll back to it.',
    },
  },
  'lost-on-the-way': {
    ja: {
      message: '証明書は送られましたが、サーバーは届いていないと答えています。',
      hint: '途中で通信を検査する機器が証明書を取り除いているとみられます。このホストを検査の対象から外してもらってください。',
    },
    en: {
      message: 'The certificate was sent, and the server says that none arrived.',
      hint: 'A device that inspects the connection seems to take it away. Have this host excepted.',
    },
  },
  'not-permitted': {
    ja: {
      message: 'この証明書での接続は許可されていません (403 NOT PERMITTED CERTIFICATE)。',
      hint: 'システム管理サイトで、この証明書が有効になっているかを確かめてください。',
    },
    en: {
      message: 'This certificate may not connect (403 NOT PERMITTED CERTIFICATE).',
      hint: 'See on the system management site whether the certificate is enabled.',
    },
  },
  'user-not-in-tenant': {
    ja: {
      message:
        '証明書は通りましたが、ユーザーがテナントに登録されていません (403 USER NOT IN TENANTDB)。',
      hint: '別の医療機関の証明書を使っていないか、システム管理サイトのユーザーを確かめてください。',
    },
    en: {
      message: 'The certificate passes; the user is not in the tenant (403 USER NOT IN TENANTDB).',
      hint: "Check that it is not another clinic's certificate, and the users on the system management site.",
    },
  },
  'on-premises-only-tenant': {
    ja: {
      message:
        '証明書は通りましたが、クラウドを使わない契約のテナントです (403 ON PREMISES ONLY TENANT)。',
      hint: '接続先がクラウドでよいか、サポート窓口にお問い合わせください。',
    },
    en: {
      message:
        'The certificate passes; the tenant does not use the cloud (403 ON PREMISES ONLY TENANT).',
      hint: 'Ask the support desk whether the cloud is the right address.',
    },
  },
  busy: {
    ja: {
      message: 'サーバーはメンテナンス中か、混み合っています。',
      hint: 'あとでもう一度調べてください。',
    },
    en: {
      message: 'The server is in maintenance, or busy.',
      hint: 'Look again later.',
    },
  },
  'answers-anyone': {
    ja: {
      message: '証明書がなくても同じように応答するため、確認になりません。',
      hint: '途中の機器の画面が返っていないか、接続先のアドレスを確かめてください。',
    },
    en: {
      message: 'It answers the same without a certificate, which proves nothing.',
      hint: 'Check the address, and whether the answer comes from a device on the way.',
    },
  },
  unclear: {
    ja: { message: '原因を特定できません。', hint: '下の各段階と診断の結果を確かめてください。' },
    en: {
      message: 'The cause is not known.',
      hint: "See each step below, and the doctor's report.",
    },
  },
} as const satisfies Readonly<Record<string, Bilingual<CauseText>>>;

export type ConnectionCause = keyof typeof connectionCauses;
